"""Days, dates and times as people type them: taken when they are certain, never guessed."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.vocabulary import vocabulary
from bot.core.typed_dates import clocks_said, day_said, days_said, later_said, until_said

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(("said", "days"), [
    ("3", 3), ("14 dager", 14), ("to uker", 14), ("ei veke", 7), ("uke", 7), ("a week", 7),
    ("en måned", 30),
    ("i to uker", 14), ("for 2 weeks", 14), ("i", None),
    ("0", 0), ("Åtte dagar!", 8), ("", None), ("-3 x", None), ("3.5", None),
    ("tre bananer", None), ("to", None), ("٣", None), ("1" * 40, None), ("til mandag", None),
])  # fmt: skip
def test_a_number_of_days(said, days):
    assert days_said(said, vocabulary()) == days


@pytest.mark.parametrize(("said", "day"), [
    ("til 5. januar", date(2027, 1, 5)), ("fram til 5/1", date(2027, 1, 5)),
    ("til uke 31", date(2027, 8, 2)), ("til og med veke 50", date(2026, 12, 14)),
    ("until week 53", date(2026, 12, 28)), ("til uke 99", None), ("uke 31", None),
    ("til og med 4. januar", date(2027, 1, 5)), ("t.o.m. fredag", date(2026, 11, 28)),
    ("until January 5", date(2027, 1, 5)), ("til mandag", date(2026, 11, 30)),
    ("til 24.12.2026", date(2026, 12, 24)), ("tilbake 3. aug", date(2027, 8, 3)),
    ("til i morgen", date(2026, 11, 24)), ("through tomorrow", date(2026, 11, 25)),
    ("til 23.11", date(2027, 11, 23)), ("til 29.2", None), ("til 31. juni", None),
    ("til 5. januar eller februar", None), ("til 1.1.2020", None), ("til 1.1.2031", None),
    ("5. januar", None), ("mandag", None), ("i morgen", None), ("til jeg sier fra", None),
    ("til", None), ("", None),
])  # fmt: skip
def test_the_end_of_a_pause_is_said_with_a_word_that_tells_which_end(said, day):
    assert until_said(said, vocabulary(), TODAY) == day


@pytest.mark.parametrize(("said", "when"), [
    ("ikke nå, kl 10", "10:00"), ("Ikkje no, kl. 14.30", "14:30"), ("not now, at 9:05", "09:05"),
    ("minn meg i morgen", "tomorrow"), ("remind me tomorrow at 14:00", "tomorrow 14:00"),
    ("seinare, på onsdag", "wednesday"), ("på måndag klokka 13", "monday 13:00"),
    ("senere", ""), ("minn meg om 14 dager", ""), ("minn meg om en uke kl 10", ""),
    ("at 2 pm", ""), ("kl 10 eller 11", ""), ("kl 25", ""), ("later 10", ""),
])  # fmt: skip
def test_a_moment_to_be_reminded(said, when):
    assert later_said(said, vocabulary()) == when


@pytest.mark.parametrize(("said", "clocks"), [
    ("7-15", [time(7), time(15)]), ("fra 07.00 til 15.30", [time(7), time(15, 30)]),
    ("2200–0700", [time(22), time(7)]), ("9am-5pm", []), ("5.1", []), ("24", []), ("", []),
])  # fmt: skip
def test_times_of_day(said, clocks):
    assert clocks_said(said) == clocks


@given(st.text(max_size=60), st.dates(date(2019, 1, 1), date(2040, 1, 1)))
def test_anything_at_all_is_read_or_left(said: str, today: date):
    """Whatever is typed; a day that is understood is still to come, within a year."""
    days_said(said, vocabulary())
    later_said(said, vocabulary())
    day_said(said, vocabulary(), today)
    until = until_said(f"til {said}", vocabulary(), today)
    assert until is None or 0 < (until - today).days <= 366
