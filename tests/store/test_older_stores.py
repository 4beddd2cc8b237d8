"""Stores as earlier versions left them: opened, everything in them is as it was."""

from __future__ import annotations

import asyncio
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.make_store import play
from tests.fixtures.views import COMMANDS_VIEW, VIEWS, exported, look

STORES = sorted((Path(__file__).parents[1] / "fixtures" / "stores").glob("*.db.gz"))

# What a later version does otherwise on purpose, as "view/path", and why.
OTHERWISE = {
    # Cards expected and sent on a day are counted under `waiting|` and `ended|` since then.
    "tapped/counts/planned|": "no longer kept",
    "fortnight/counts/planned|": "no longer kept",
    "fortnight/counts/sent|": "no longer kept",
    "erased/kinds/snapshots": "a champion's own figures go with them",
    "years/left/snapshots": "a champion's own figures go with them",
    "years/left/pushes": "those that end as their champion is purged go in the same round",
    "years/left/audit": "a purge is written down",
    "years/purged/audit": "an entry loses the link to whoever is purged",
    "years/left/house": "what is done once a day is kept in the store",
    "years/purged/gatherings": "all that went are counted",
    "people/nils/status/says": "a municipality that has merged is called by its name of today",
    "people/per/status/says": "a municipality that has merged is called by its name of today",
    "people/petra/status/says": "a municipality that has merged is called by its name of today",
    **dict.fromkeys(
        (
            *("people/nils/my-data/says", "people/per/my-data/says", "people/petra/my-data/says"),
            *("people/petra/champion/says", "people/petra/group/says", "people/petra/push/says"),
        ),
        "a unit says where it is today, and of which municipality it was",
    ),
    "reports/coverage/units": "a unit is in one row, whatever number it is recorded under",
    "reports/coverage/weeks/8": "a unit is counted once, whatever number it is recorded under",
    "rostered/done": "a new number after a merger is no move",
    "rostered/oda": "a new number after a merger is no move",
    "years/purged/letters": "letters are counted among what is purged",
    "people/bo/group/numbers": "each course has a figure of its own",
    # Figures are of those who belong there: without those who have left, and dated ones with those
    # who have erased their data. A new number of the same municipality is no move.
    **dict.fromkeys(
        (
            *(f"documents/counts/{kind}|9902" for kind in ("day", "now", "unit")),
            *(f"tapped/counts/{kind}|9902" for kind in ("day", "now", "unit")),
            *(f"fortnight/counts/{kind}|9902" for kind in ("day", "now", "unit")),
            *(
                "reports/coverage/municipalities/0/people",
                "reports/municipalities/municipalities/1",
            ),
            *("reports/municipalities/9901?as_of=", "reports/municipalities/9902"),
            "reports/municipalities?as_of=2026-10-15/municipalities",
            *("people/olga/group/numbers", "people/oskar/group/numbers"),
        ),
        "without those who have left",
    ),
    **dict.fromkeys(
        (
            *(
                f"reports/gatherings/gatherings/{n}/{each}"
                for n in range(3)
                for each in ("yes", "maybe", "no")
            ),
            *(f"redrawn/gathering-held/numbers/{n}" for n in (6, 7, 8)),
            *(f"redrawn/gathering-to-come/numbers/{n}" for n in (6, 7, 8)),
        ),
        "few answers to an invitation are not told",
    ),
    "people/berit/group/numbers/1": "the size of a place is told in steps",
    "people/berit/push/numbers/0": "the size of a place is told in steps",
    "people/leif/given/belonged/0/3": "who leaves belongs there no longer",
    "people/kari/push/numbers": "nothing is planned for those who have left",
    "people/olga/push/numbers": "nothing is planned for those who have left",
    "people/oskar/push/numbers": "nothing is planned for those who have left",
    "fortnight/counts/push|": "nothing is planned for those who have left",
    "fortnight/counts/delivery|push|skipped": "nothing is planned for those who have left",
    "years/purged/deliveries": "nothing is planned for those who have left",
    **dict.fromkeys(
        ("documents/kinds/house", "documents/new/house", "erased/kinds/house"),
        "that the counts were brought up to date is kept",
    ),
}


@cache
def told(store: Path) -> Any:
    """What its own version saw in it."""
    return json.loads(store.with_suffix("").with_suffix(".json").read_text("utf-8"))


def differences(was: Any, found: Any, where: str = "") -> list[str]:
    """Where something is not as it was. What is new is no difference: a key, a button."""
    if isinstance(was, dict) and isinstance(found, dict):
        gone = was.keys() - found.keys()
        if where.endswith("/counts"):  # a count that is back at nothing is no longer kept
            gone = {each for each in gone if was[each]}
        missing = [f"{where}/{key} is gone" for key in gone]
        both = (each for each in was if each in found)
        return missing + [
            e for key in both for e in differences(was[key], found[key], f"{where}/{key}")
        ]
    if where.endswith("/taps"):
        return [f"{where} has no {each}" for each in was if each not in found]
    if isinstance(was, list) and isinstance(found, list) and len(was) == len(found):
        pairs = enumerate(zip(was, found, strict=True))
        return [each for n, (a, b) in pairs for each in differences(a, b, f"{where}/{n}")]
    return [] if was == found else [f"{where}: {was!r} was, {found!r} is"]


@pytest.mark.parametrize("view", [*VIEWS, COMMANDS_VIEW])
@pytest.mark.parametrize("store", STORES, ids=lambda each: each.name)
def test_everything_in_an_older_store_is_as_it_was(store: Path, view: str):
    found = look(view, store, told(store))
    differ = differences(told(store)["seen"][view], found, view)
    assert [each for each in differ if not each.startswith(tuple(OTHERWISE))] == []
    for each in OTHERWISE:
        if each.startswith(f"{view}/"):
            assert any(one.startswith(each) for one in differ), each


def test_there_are_older_stores():
    assert STORES


@pytest.mark.parametrize(
    ("was", "found", "many"),
    [
        ({"a": 1}, {"a": 1, "new": 2}, 0),
        ({"a": 1}, {"a": 2}, 1),
        ({"a": 1, "b": 2}, {"b": 2}, 1),
        ({"a": [1, 2]}, {"a": [1]}, 1),
        ({"x/counts": {"a|b": 0}}, {"x/counts": {}}, 0),
        ({"x/counts": {"a|b": 1}}, {"x/counts": {}}, 1),
        ({"taps": ["help"]}, {"taps": ["help", "new"]}, 0),
        ({"taps": ["help", "next"]}, {"taps": ["help"]}, 1),
        ({"says": ["Bo"]}, {"says": ["Bo", "Kari"]}, 1),
    ],
)
def test_what_is_new_is_no_difference_and_what_is_other_is(was: Any, found: Any, many: int):
    assert len(differences(was, found)) == many


@pytest.mark.slow
def test_the_story_can_still_be_played(tmp_path: Path):
    """And leaves documents of every kind that it left before."""
    bot = asyncio.run(play(tmp_path))
    kinds = {kind for kind, found in exported(bot.path)["kinds"].items() if found}
    assert kinds >= told(STORES[-1])["seen"]["documents"]["kinds"].keys()
