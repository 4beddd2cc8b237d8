"""Working hours: said in words, chosen in one tap or by hand, read back as they are stored."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.people.hours import WORKDAY, Hours
from bot.locale import words
from cards.kit import Card
from cards.people import hours
from tests.cards import walker

NB = words("nb")
TYPED = {"days": "1,2,3,4,5", "from": "08:00", "to": "15:30"}


def inputs(card: Card) -> dict[str, Any]:
    """What the card sends when nothing on it is changed."""
    return {
        each["id"]: each["value"]
        for each in walker.shown(card.body_dict())
        if each["type"].startswith("Input.")
    }


def texts(card: Card) -> str:
    return "\n".join(each.get("text", "") for each in walker.shown(card.body_dict()))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", "mandag–fredag kl. 08.00–15.30"),
        ("nn", "måndag–fredag kl. 08.00–15.30"),
        ("en", "Monday–Friday 08:00–15:30"),
    ],
)
def test_hours_are_said_as_each_language_says_them(language: str, said: str):
    """Days as a range, the clock with a point or a colon."""
    assert hours.said(words(language), "12345 08:00-15:30") == said
    assert said in texts(hours.saved(words(language), "12345 08:00-15:30"))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("1", "mandag"),
        ("67", "lørdag og søndag"),
        ("135", "mandag, onsdag og fredag"),
        ("12367", "mandag–onsdag, lørdag og søndag"),
        ("12567", "mandag, tirsdag og fredag–søndag"),
        ("1234567", "alle dager"),
        ("7654321", "alle dager"),
    ],
)
def test_days_are_said_as_people_say_them(days: str, said: str):
    """Three in a row or more as a range."""
    assert hours.said(NB, f"{days} 22:00-07:00") == f"{said} kl. 22.00–07.00"


def test_each_preset_is_hours_and_reads_back():
    """One tap each, and the tap does not ask for the inputs."""
    card = hours.hours(NB, "", "Europe/Oslo")
    taps = [each for each in walker.shown(card.body_dict()) if "selectAction" in each]
    data = [each["selectAction"]["data"] for each in taps]
    assert [hours.read_hours(each) for each in data] == [text for _, text in hours.PRESETS]
    assert {each["selectAction"]["associatedInputs"] for each in taps} == {"none"}


@pytest.mark.parametrize("current", ["", "1367 22:00-07:00", "12345 08:00-15:30"])
def test_saving_without_a_change_keeps_the_hours(current: str):
    """The inputs show what is stored."""
    card = hours.hours(NB, current, "Europe/Oslo")
    assert hours.read_hours(inputs(card)) == (current or str(WORKDAY))


@pytest.mark.parametrize("typed", ["08:00", "8:00", "08.00", "0800", "8", " 08:00 ", "08:00:00"])
def test_a_time_may_be_typed_in_many_ways(typed: str):
    """Where a client has no clock to choose from, it is a line of text."""
    assert hours.read_hours({**TYPED, "from": typed}) == "12345 08:00-15:30"


@pytest.mark.parametrize(
    "change",
    [
        {"days": ""},
        {"days": "8,9"},
        {"days": 1},
        {"days": None},
        {"from": "24:00"},
        {"from": "08:60"},
        {"to": "8 AM"},
        {"to": ""},
        {"to": "０8:00"},
        {"to": 8},
        {"from": "15:30"},
        {"hours": "12345 08:00-08:00"},
        {"hours": ""},
        {"hours": True},
        {"hours": ["12345 08:00-15:30"]},
        {"hours": "12345 08:00-15:30\n"},
        {"hours": "1" * 100_000},
    ],
)
def test_what_is_not_hours_is_none(change: dict[str, Any]):
    """No days, no time, or a day without length; then the card says what is missing."""
    assert hours.read_hours({**TYPED, **change}) is None
    assert NB("hours-problem") in texts(hours.hours(NB, "", "Europe/Oslo", "choose"))


def test_only_asking_is_no_hours():
    """The button in the help names none."""
    assert hours.read_hours({"verb": "hours"}) is None


def test_doubled_days_are_counted_once():
    """And put in order."""
    assert hours.read_hours({**TYPED, "days": "5,1,5, 3"}) == "135 08:00-15:30"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("", "norsk tid"),
        ("Europe/Oslo", "norsk tid"),
        ("America/New_York", "tiden i New York"),
        ("<b>/**x**", "tiden i ∗∗x∗∗"),
        ("x" * 5000, "tiden i " + "x" * 39 + "…"),
    ],
)
def test_the_time_zone_is_said_in_words(zone: str, said: str):
    """It comes from the client, so it is as hostile as any text."""
    assert said in texts(hours.hours(NB, "", zone))


SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60)
LIKELY = st.from_regex(r"[0-9,:. -]{0,20}", fullmatch=True)
DATA = st.dictionaries(
    st.sampled_from("hours days from to".split()),
    SIMPLE | LIKELY | st.lists(SIMPLE, max_size=2),
    max_size=4,
)


@given(DATA)
def test_whatever_comes_is_none_or_hours(data: dict[str, Any]):
    """What is read can be stored and parsed again, and lasts a while."""
    read = hours.read_hours(data)
    if read is not None:
        parsed = Hours.parse(read)
        assert parsed is not None
        assert str(parsed) == read
        assert parsed.start != parsed.end


@given(st.sets(st.integers(1, 7), min_size=1), st.times(), st.times())
def test_whatever_is_chosen_by_hand_is_read_as_chosen(days: set[int], start: Any, end: Any):
    """Any days, any two different times."""
    data = {"days": ",".join(map(str, days)), "from": f"{start:%H:%M}", "to": f"{end:%H:%M}"}
    expected = str(Hours(frozenset(days), start, end))
    assert hours.read_hours(data) == (expected if data["from"] != data["to"] else None)
