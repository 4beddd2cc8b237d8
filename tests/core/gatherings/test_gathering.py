"""The rules of a gathering, as values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.delivery.deliveries import EMPTY
from bot.core.gatherings.form import safe_link
from bot.core.gatherings.gathering import (
    Audience,
    Gathering,
    audiences,
    invited,
    municipalities_of,
    pulse_figures,
    reminders,
    scope_of,
    skip_reason,
)
from bot.core.people.hours import WORKDAY, Calendar, Hours, is_within
from bot.core.people.person import Person
from bot.core.people.places import split
from bot.core.values import from_doc, replace, to_doc

OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GATHERING = Gathering(
    "3f2a9c04b1d87e6655aa", "t:kari", "Samling", "2026-12-01T08:00:00Z", 60, "Høsten",
    "1506", "1506", ("1506", "1535"),
)  # fmt: skip
TODAY = ("1506", "1535", "1539")


def person(**facts: object) -> Person:
    return replace(Person("t:kari", "t", "kari", "2026-11-01", municipality="1506"), **facts)


def moments(start: str, at: datetime = NOW, hours: Hours = WORKDAY, **calendar: object):
    found = reminders(
        replace(GATHERING, start=start),
        at,
        hours,
        OSLO,
        Calendar(**calendar),  # type: ignore[arg-type]
    )
    return {slot.split("/")[0]: f"{due:%Y-%m-%dT%H:%M}" for slot, due in found}


def test_a_gathering_is_the_same_after_it_was_stored():
    assert from_doc(Gathering, to_doc(GATHERING)) == GATHERING


def test_reminders_come_on_the_working_day_before_and_in_the_last_hour():
    """Nine o'clock in Oslo is eight in UTC."""
    assert moments("2026-12-01T08:00:00Z") == {
        "day": "2026-11-30T08:00",
        "hour": "2026-12-01T07:00",
    }


def test_a_gathering_on_monday_is_reminded_of_on_friday():
    assert moments("2026-12-07T08:00:00Z")["day"] == "2026-12-04T08:00"


def test_a_holiday_before_it_is_skipped():
    free = frozenset({date(2026, 11, 30)})
    assert moments("2026-12-01T08:00:00Z", holidays=free)["day"] == "2026-11-27T08:00"


def test_early_and_late_gatherings_are_reminded_of_within_hours():
    """At 08.30 from the day's opening; in the evening only on the day before, as it opens."""
    assert moments("2026-12-01T07:30:00Z")["hour"] == "2026-12-01T07:00"
    assert moments("2026-12-01T17:00:00Z") == {"day": "2026-11-30T07:00"}


def test_who_says_yes_late_is_not_reminded_of_what_is_over():
    at = datetime(2026, 12, 1, 7, 30, tzinfo=UTC)
    assert moments("2026-12-01T08:00:00Z", at) == {}


@given(st.integers(0, 60 * 24 * 20), st.sampled_from(["12345 08:00-15:30", "1234567 22:00-07:00"]))
def test_every_reminder_is_within_hours_and_between_now_and_the_beginning(minutes: int, text: str):
    hours = Hours.parse(text)
    assert hours
    begins = NOW + timedelta(minutes=minutes)
    gathering = replace(GATHERING, start=f"{begins:%Y-%m-%dT%H:%M:%SZ}")
    for _, due in reminders(gathering, NOW, hours, OSLO, Calendar()):
        assert NOW < due < gathering.begins
        assert is_within(due, hours, OSLO, Calendar())


@pytest.mark.parametrize(
    ("link", "good"),
    [
        ("https://teams.microsoft.com/l/meetup-join/19%3ameeting", True),
        ("https://kommune.sharepoint.com/sites/x?web=1#a", True),
        ("https://teams.microsoft.com:443/x", True),
        ("http://teams.microsoft.com/x", False),
        ("https://teams.microsoft.com@evil.example/x", False),
        ("https://teams.microsoft.com\\@evil.example/x", False),
        ("https://teams.microsоft.com/x", False),  # a Cyrillic o
        ("https://localhost/x", False),
        ("https://teams.microsoft.com:8443/x", False),
        ("https://[::1]/x", False),
        ("javascript:alert(1)", False),
        ("https://a b.example", False),
        ("https://a.example/" + "x" * 600, False),
        ("", False),
    ],
)
def test_only_an_https_link_to_a_named_host_is_taken(link: str, good: bool):
    assert safe_link(link) == (link if good else "")


@given(st.text(max_size=80))
def test_no_text_makes_the_check_of_links_fail(text: str):
    assert safe_link(text) in ("", text)
    assert safe_link(f"https://{text}") in ("", f"https://{text}")


def number_of(place: str) -> str:
    return split(place)[0]


@pytest.mark.parametrize(
    ("facts", "scope"),
    [
        ({"role": "employee", "scope": ("1506",)}, ()),
        ({"role": "champion"}, ()),
        ({"role": "champion", "scope": ("1506/Sentrum skole",)}, ("1506/Sentrum skole",)),
        ({"role": "champion", "scope": ("1506", "9999")}, ("1506",)),
        ({"role": "operator"}, TODAY),
        ({"role": "operator", "scope": ("1535",)}, ("1535",)),
    ],
)
def test_who_may_call_people_from_where(facts: dict[str, object], scope: tuple[str, ...]):
    assert scope_of(person(**facts), NOW, TODAY, number_of) == scope


def test_audiences_lie_within_scope_and_within_what_the_gathering_is_for():
    found = audiences(("1506", "1539"), GATHERING, "1506/Sentrum skole", number_of)
    assert found == (
        Audience("champions", ("1506",)),
        Audience("everyone", ("1506/Sentrum skole",)),
        Audience("everyone", ("1506",)),
    )
    assert audiences(("1539",), GATHERING, "", number_of) == ()
    unit = audiences(("1506/Sentrum skole",), GATHERING, "1506/Sentrum skole", number_of)
    assert {place for each in unit for place in each.places} == {"1506/Sentrum skole"}


def test_a_gathering_is_for_ones_own_municipality_or_all_of_ones_scope():
    assert municipalities_of(("1506", "1535/Skole"), "1506", "own", number_of) == ("1506",)
    assert municipalities_of(("1506", "1535/Skole"), "1506", "all", number_of) == ("1506", "1535")
    assert municipalities_of(("1535",), "1506", "own", number_of) == ("1535",)


@pytest.mark.parametrize(
    ("slot", "changes", "answer", "hours", "why"),
    [
        ("1", {}, "", -1, ""),
        ("1", {}, "no", -1, "done"),
        ("1", {}, "", 0, "over"),
        ("1", {"state": "cancelled"}, "", -1, "cancelled"),
        ("day/2026-12-01T08:00:00Z", {}, "yes", -24, ""),
        ("day/2026-12-01T08:00:00Z", {}, "no", -24, "declined"),
        ("day/2026-12-01T08:00:00Z", {"start": "2026-12-03T08:00:00Z"}, "yes", -24, "moved"),
        ("hour/2026-12-01T08:00:00Z", {}, "maybe", 1, "over"),
        ("moved/1", {"rev": 2}, "yes", -1, "moved"),
        ("moved/2", {"rev": 2}, "yes", -1, ""),
        ("cancelled", {"state": "cancelled"}, "yes", -1, ""),
        ("cancelled", {"state": "cancelled"}, "yes", 1, "over"),
        ("pulse", {}, "yes", 1, ""),
        ("pulse", {}, "yes", 24 * 4, "over"),
    ],
)
def test_a_card_that_is_of_no_use_any_more_is_not_sent(
    slot: str, changes: dict[str, object], answer: str, hours: int, why: str
):
    gathering = replace(GATHERING, **changes)
    at = GATHERING.begins + timedelta(hours=hours)
    row = replace(EMPTY, slot=slot, kind="invitation" if slot == "1" else "gathering")
    reply = replace(invited("t:ola", gathering), answer=answer)
    assert skip_reason(row, gathering, reply, at) == why


def test_answers_afterwards_are_shown_for_enough_people_who_do_not_all_agree():
    """All alike would tell what each one said."""
    few = {"useful|much": 3, "useful|some": 1, "try|yes": 4}
    assert pulse_figures(few, 5) is None
    assert pulse_figures(few | {"useful|little": 1, "try|yes": 5}, 5) == {
        "useful": {"much": 3, "some": 1, "little": 1}
    }
