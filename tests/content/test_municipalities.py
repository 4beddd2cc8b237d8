"""The map of municipalities: the one that comes with the bot, and made-up ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.municipality_file import municipalities
from bot.core.people.municipalities import Municipalities, Municipality, email_domain

BEFORE, AFTER = date(2019, 12, 31), date(2020, 1, 1)
TODAY = date(2026, 11, 23)
MAP = municipalities()


def test_the_map_that_comes_with_the_bot_has_no_fault():
    """Five municipalities stand today, and three became one of them."""
    assert [each.number for each in MAP.valid_on(TODAY)] == ["1506", "1535", "1539", "1547", "1579"]


def test_the_map_of_the_day_before_the_merger():
    assert [each.name for each in MAP.valid_on(BEFORE)] == [
        "Molde",
        "Vestnes",
        "Rauma",
        "Nesset",
        "Midsund",
        "Aukra",
    ]


@pytest.mark.parametrize("old", ["1502", "1543", "1545"])
def test_a_number_stands_until_the_merger_and_leads_on_after_it(old: str):
    assert MAP.resolve(old, BEFORE) == old
    assert MAP.resolve(old, AFTER) == "1506"
    assert MAP.successors(old) == ("1506",)


def test_what_stands_and_what_is_unknown_stay_themselves():
    assert MAP.resolve("1506", BEFORE) == "1506"
    assert MAP.resolve("1535", TODAY) == "1535"
    assert MAP.resolve("0301", TODAY) == "0301"
    assert MAP.successors("1506") == ()


def test_siblings_are_those_of_the_old_map_that_are_one_now():
    """From either number; one alone when nothing was merged."""
    assert MAP.siblings("1545", BEFORE, TODAY) == ("1502", "1543", "1545")
    assert MAP.siblings("1506", BEFORE, TODAY) == ("1502", "1543", "1545")
    assert MAP.siblings("1535", BEFORE, TODAY) == ("1535",)
    assert MAP.siblings("1545", BEFORE, BEFORE) == ("1545",)
    assert MAP.siblings("1506", TODAY, TODAY) == ("1506",)
    assert MAP.siblings("9999", BEFORE, TODAY) == ()


def test_names_and_language_forms():
    assert (MAP.name("1543"), MAP.name("9999")) == ("Nesset", "9999")
    forms = {each.number: each.form for each in MAP.valid_on(TODAY)}
    assert (forms["1535"], forms["1547"]) == ("nynorsk", "nynorsk")
    assert (forms["1506"], forms["1539"], MAP.form("9999")) == ("neutral", "neutral", "neutral")
    assert MAP.by_number("1547")
    assert MAP.by_number("1500") is None


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("ola@molde.kommune.no", "1506"),
        ("Ola.Nordmann@MOLDE.Kommune.NO", "1506"),
        (" ola@skole.molde.kommune.no ", "1506"),
        ("ola+teams@aukra.kommune.no", "1547"),
        ("ola@nesset.kommune.no", "1543"),
        ("ola@molde.kommune.no.evil.com", None),
        ("ola+molde.kommune.no@evil.com", None),
        ("ola@evil+molde.kommune.no", None),
        ("ola@evilmolde.kommune.no", None),
        ("ola@-.molde.kommune.no", None),
        ("ola@kommune.no", None),
        ("ola@evil.com@molde.kommune.no", None),
        ('"ola@evil.com"@molde.kommune.no', None),
        ("ola@evil.com\n@molde.kommune.no", None),
        ("ola@evil.com/.molde.kommune.no", None),
        ("ola_molde.kommune.no#EXT#@evil.onmicrosoft.com", None),
        ("Ola <ola@molde.kommune.no>", None),
        ("@molde.kommune.no", None),
        ("molde.kommune.no", None),
        ("ola@", None),
        ("", None),
        ("ola@m\u043elde.kommune.no", None),  # a Cyrillic o
        ("ola@\uff4dolde.kommune.no", None),  # a full-width m
        ("ola@molde\u3002kommune.no", None),  # an ideographic full stop
        ("ola@molde.kommune.no\u200b", None),
        ("o" * 260 + "@molde.kommune.no", None),
    ],
)
def test_an_address_places_a_person_by_its_whole_domain(address: str, number: str | None):
    """Exact domain or a sub-domain; what only looks like one places nobody."""
    assert MAP.by_email(address) == number


def test_a_domain_with_norwegian_letters_matches_however_it_is_written():
    places = Municipalities.of([Municipality("1507", "Ålesund", domains=("xn--lesund-hua.no",))])
    assert places.by_email("ola@ålesund.no") == "1507"
    assert places.by_email("ola@A\u030aLESUND.no") == "1507"
    assert places.by_email("ola@XN--LESUND-HUA.no") == "1507"


def test_an_address_of_a_former_municipality_places_a_person_where_it_stands_that_day():
    assert MAP.by_email("ola@nesset.kommune.no", BEFORE) == "1543"
    assert MAP.by_email("ola@nesset.kommune.no", AFTER) == "1506"


def test_the_longest_domain_wins():
    places = Municipalities.of(
        [
            Municipality("0001", "A", domains=("a.no",)),
            Municipality("0002", "B", domains=("b.a.no",)),
        ]
    )
    assert places.by_email("x@c.b.a.no") == "0002"
    assert places.by_email("x@c.a.no") == "0001"


def test_a_circle_of_mergers_ends_somewhere():
    """The loader refuses one; the rules don't hang on one either."""
    ended = date(2000, 1, 1)
    places = Municipalities.of(
        Municipality(number, number, valid_to=ended, merged_into=into)
        for number, into in (("0001", "0002"), ("0002", "0003"), ("0003", "0001"))
    )
    assert places.resolve("0001", TODAY) in {"0001", "0002", "0003"}
    assert places.successors("0001") == ("0002", "0003")


NUMBERS = [f"{n:04}" for n in range(8)]


@st.composite
def maps(draw: st.DrawFn) -> Municipalities:
    """Any map, nonsense and circles too."""
    days = st.dates(date(2000, 1, 1), date(2010, 1, 1))
    return Municipalities.of(
        Municipality(
            number,
            number,
            valid_from=draw(days),
            valid_to=draw(st.none() | days),
            merged_into=draw(st.just("") | st.sampled_from(NUMBERS)),
        )
        for number in draw(st.sets(st.sampled_from(NUMBERS)))
    )


@given(maps(), st.sampled_from(NUMBERS), st.dates(date(1999, 1, 1), date(2011, 1, 1)))
def test_every_number_leads_somewhere_and_is_its_own_sibling(
    places: Municipalities, number: str, day: date
):
    """`resolve` always ends, and no count on a day's map is without its siblings."""
    one = places.resolve(number, day)
    assert one in NUMBERS
    on_the_map = {each.number for each in places.valid_on(day)}
    then = places.siblings(number, day, day + timedelta(days=400))
    assert set(then) <= on_the_map
    assert (number in then) == (number in on_the_map)


@given(st.text() | st.emails())
def test_no_address_breaks_the_rule(address: str):
    """Whatever stands there: a domain in plain ASCII, or none."""
    domain = email_domain(address)
    assert domain.isascii()
    assert domain == domain.lower()
    MAP.by_email(address)
