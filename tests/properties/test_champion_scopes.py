"""No sequence of actions reaches outside a scope or over a quota, or tells a person's result.

Tables covered: the preview (asked, completed, unreachable, later), the progress of a push (asked,
sent, rest), the group's figures of today and of a week ago (people, started, completed, each
lesson's started and passed, what is stuck, the milestone), a municipality beside its units, and
what was passed after a champion's pushes. All but `asked` and `people`, which count who is there
and not what they did, are made by `steps.at_least`, or worked out from what it gave.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core import documents
from bot.core.figures import small_groups
from bot.core.figures.steps import at_least, together
from bot.core.people.person import Person
from bot.core.people.reach import Right, standing_of
from bot.core.pushes import push
from bot.core.pushes.push import A_DAY, A_WEEK, Push
from bot.core.values import from_doc
from bot.store.rows import decode
from tests.champion_world import LESSON, Town, key
from tests.chat_client import MONDAY
from tests.chat_client import parts as parts_of

WHO = ("bo", "olga", "p000", "p001", "q000", "q001")
VERBS = (
    "push", "push-preview", "push-people", "push-send", "push-look", "push-undo", "push-withdraw",
    "push-yes", "push-no", "group", "group-help", "helped", "want-help", "unwant-help", "thanks",
    "no-push", "allow-push",
)  # fmt: skip


def could_be(told: int | None, size: int, minimum: int) -> range:
    """Every true count that is told in this way."""
    return range_of([n for n in range(size + 1) if at_least(n, size, minimum) == told])


def range_of(counts: list[int]) -> range:
    assert counts == list(range(counts[0], counts[-1] + 1))
    return range(counts[0], counts[-1] + 1)


@given(st.integers(1, 400), st.integers(2, 12), st.data())
def test_one_figure_fits_any_person_having_done_it_or_not(size, minimum, data):
    told = at_least(data.draw(st.integers(0, size)), size, minimum)
    fits = could_be(told, size, minimum)
    assert min(fits) < size
    assert max(fits) > 0
    assert len(fits) >= min(minimum, size + 1)
    assert told is None or (told % minimum == 0 and told in fits)


@given(st.integers(2, 8), st.data())
def test_the_difference_of_two_days_fits_any_person_having_changed_or_not(minimum, data):
    """The same place a week apart: people only ever come to have done it."""
    size = data.draw(st.integers(1, 200))
    before = data.draw(st.integers(0, size))
    after = data.draw(st.integers(before, size))
    then = could_be(at_least(before, size, minimum), size, minimum)
    now = could_be(at_least(after, size, minimum), size, minimum)
    surely_new, surely_old = min(now) - max(then), min(then)
    assert surely_new < size - surely_old  # somebody may still be as before
    assert max(now) > min(then)  # and somebody may have changed


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.integers(2, 8), st.data())
def test_a_municipality_less_its_open_units_tells_what_the_rest_may_tell(sizes, minimum, data):
    """With what is told of each open unit, and of all together, any person of the rest may still
    have done it or not: the difference is one figure of a group that is large enough."""
    done = [data.draw(st.integers(0, size)) for size in sizes]
    names = [f"unit {n}" for n in range(len(sizes))]
    tally = {name: {"people": n} for name, n in zip(names, sizes, strict=True)}
    whole = frozenset(names)
    groups = [whole, *(frozenset({each}) for each in names)]
    shown = small_groups.shown(groups, tally, 2 * minimum)
    if whole not in shown:
        return
    inside = [n for n, each in enumerate(names) if frozenset({each}) in shown]
    rest = [n for n in range(len(names)) if n not in inside]
    left, size = sum(done[n] for n in rest), sum(sizes[n] for n in rest)
    assert size == 0 or size >= 2 * minimum
    parts = [(done[n], sizes[n]) for n in inside] + [(left, size)]
    total = together(parts, minimum) or 0
    units = sum(at_least(*each, minimum) or 0 for each in parts[:-1])
    told = at_least(left, size, minimum)
    assert total - units == (told or 0)
    assert total <= sum(done)
    fits = could_be(told, size, minimum)
    assert size == 0 or (min(fits) < size and max(fits) > 0)


@settings(deadline=None)
@given(st.lists(st.integers(0, 60 * 24 * 9), max_size=60))
def test_no_times_of_trying_get_past_the_quota(minutes):
    done: list[str] = []
    for each in sorted(minutes):
        at = MONDAY + timedelta(minutes=each)
        if not push.over_quota(done, at):
            done.append(push.moment(at))
    moments = [push.datetime.fromisoformat(each) for each in done]
    for at in moments:
        assert sum(at - timedelta(days=1) < each <= at for each in moments) <= A_DAY
        assert sum(at - timedelta(days=7) < each <= at for each in moments) <= A_WEEK


STEP = st.tuples(
    st.sampled_from(WHO),
    st.sampled_from(VERBS),
    st.integers(0, 30),
    st.sampled_from(["p000", "q000,p001", "olga,q001", "nobody", ""]),
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, min_size=5, max_size=40))
def test_no_mix_of_people_and_taps_reaches_outside_a_scope_or_over_a_quota(steps):
    asyncio.run(_play(steps))


async def _play(steps) -> None:
    """Everybody may use everything that anybody has ever been shown."""
    town = await Town().settle(colleagues=8, others=8)
    ids, places, deliveries = [""], ["named"], [""]
    for who, verb, n, picked in steps:
        chat = town.chat(who)
        data = {
            "push": ids[n % len(ids)],
            "whom": places[n % len(places)],
            "place": places[n % len(places)],
            "d": deliveries[n % len(deliveries)],
            "people": picked,
            "who": picked.partition(",")[0],
            "lesson": LESSON,
            "when": "now",
        }
        shown = await chat.tap(verb, **data)
        ids += [b["data"]["push"] for b in shown.buttons() if "push" in b["data"]]
        for each in parts_of(shown.card):
            if each.get("id") in ("whom", "place"):
                places += [choice["value"] for choice in each["choices"]]
        if n > 25:
            await town.tick(hours=n - 24)
        deliveries += list(town.store._base._rows[documents.DELIVERIES])[:3]
        if verb in ("push-look", "push-send") and who not in ("bo", "olga"):
            assert "push-undo" not in {b["verb"] for b in shown.buttons()}
    _check(town)


def _check(town: Town) -> None:
    rows = town.store._base._rows
    people = {k: from_doc(Person, decode(row)) for k, row in rows[documents.PEOPLE].items()}
    pushes = [from_doc(Push, decode(row)) for row in rows[documents.PUSHES].values()]
    by_id = {each.id: each for each in pushes}
    assert {each.by for each in pushes} <= {key("bo"), key("olga")}
    for row in map(decode, rows[documents.DELIVERIES].values()):
        if row["kind"] == "push":
            to = people[row["person"]]
            by = people[by_id[row["push"]].by]
            assert standing_of(by, town.at).holds(Right.LEAD)
            assert {to.municipality, to.place} & set(by.scope) or not by.scope
    for who in ("bo", "olga"):
        confirmed = sorted(e.confirmed for e in pushes if e.by == key(who) and e.confirmed)
        for at in confirmed:
            moments = [e for e in confirmed if e <= at]
            assert not push.over_quota(moments[:-1], push.datetime.fromisoformat(at))
