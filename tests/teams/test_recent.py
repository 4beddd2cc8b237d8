"""A bounded memory: the newest are kept, the oldest forgotten, and it never grows."""

from bot.teams.recent import Recent


def test_what_was_put_in_is_found():
    recent: Recent[str, int] = Recent(10)
    recent.put("a", 1)
    assert (recent.get("a"), recent.get("b")) == (1, None)


def test_the_newest_are_kept_and_the_size_is_bounded():
    recent: Recent[int, bool] = Recent(10)
    for number in range(1000):
        recent.put(number, True)
        assert len(recent) <= 20
    assert all(recent.get(number) for number in range(990, 1000))
    assert recent.get(0) is None


def test_what_is_dropped_or_cleared_is_gone():
    recent: Recent[int, bool] = Recent(2)
    for number in range(3):
        recent.put(number, True)
    recent.drop(0)
    assert recent.get(0) is None
    recent.clear()
    assert len(recent) == 0
