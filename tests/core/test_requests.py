"""What is asked of every request's headers, and how often what happens again is told."""

import pytest

from bot.core.repeats import EVERY, Repeats
from bot.core.request_headers import is_encoded, is_loopback


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:3978", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:3978"]
)
def test_this_machines_own_names_are_loopback(host: str):
    assert is_loopback([host])


@pytest.mark.parametrize(
    "hosts",
    [
        *([], [""], ["evil.example"], ["localhost.evil.example"], ["127.0.0.1.evil.example"]),
        *(["evil.example:3978"], ["localhost:"], ["localhost:x"], ["127.0.0.1:3978@evil.example"]),
        *(["::1"], ["[::1"], ["127.1"], ["0"], ["2130706433"], ["localhost."]),
        *(["localhost", "evil.example"], ["localhost", "localhost"], ["localhost\n"]),
    ],
)
def test_no_other_name_is(hosts: list[str]):
    assert not is_loopback(hosts)


@pytest.mark.parametrize(
    ("content", "transfer", "encoded"),
    [
        ([], [], False),
        (["identity"], ["chunked"], False),
        ([""], ["Chunked"], False),
        (["gzip"], [], True),
        (["GZIP"], [], True),
        (["identity", "br"], [], True),
        (["identity, gzip"], [], True),
        (["x-unknown"], [], True),
        ([], ["gzip, chunked"], True),
        ([], ["chunked", "gzip"], True),
        ([], ["identity"], True),
    ],
)
def test_what_would_have_to_be_unpacked_is_known(content, transfer, encoded: bool):
    assert is_encoded(content, transfer) is encoded


def test_what_happens_again_is_told_ever_more_seldom_and_no_count_is_lost():
    repeats = Repeats()
    told = [repeats.note("refused", n * 0.01) for n in range(3_000)]
    assert [each for each in told if each] == [1, 9, 90, 900]
    assert repeats.note("another", 30.0) == 1
    assert repeats.note("refused", EVERY) == 2_001
    assert repeats.note("refused", EVERY + 1) == 0
    assert repeats.note("refused", 3 * EVERY) == 2


def test_made_up_names_cost_no_memory_for_ever():
    repeats = Repeats()
    for n in range(10_000):
        repeats.note(str(n), 0.0)
    assert len(repeats._runs) <= 200
