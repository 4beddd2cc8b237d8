"""When someone means: days, dates and times of day as people type them, in any of the languages.

What is understood for certain is taken; of anything else nothing is guessed (None), so that
whoever asks can offer buttons instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Final

from bot.core.typed_commands import plain

_DATE: Final = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})(?:\s*[./]\s*(20\d\d))?\.?(?!\d)", re.ASCII)
_CLOCK: Final = re.compile(
    r"(?<![\w.:])([01]?\d|2[0-3])(?:[.:]?([0-5]\d))?(?![\w:]|[.]\d)", re.ASCII
)
_AT: Final = re.compile(r"\b(?:kl|klokk(?:a|en)|at)\b|\d[.:]\d\d", re.IGNORECASE)
_HALVES: Final = frozenset({"am", "pm"})
WEEKDAYS: Final = (*("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),)
_SHORTEST: Final = 3  # letters of a month or a weekday: "jan", "man"
_LONGEST: Final = 366  # days


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words as `plain` writes them. `units` are days ("uke" is 7); `until` are words before a day
    that is the first one after, `through` those before a day that is the last one,
    `lasting` those before how long something lasts ("i to uker")."""

    numbers: Mapping[str, int]
    units: Mapping[str, int]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    tomorrow: frozenset[str]
    until: frozenset[str]
    through: frozenset[str]
    lasting: frozenset[str]


def days_said(text: str, known: Vocabulary) -> int | None:
    """ "3", "3 dager", "to uker", "ei veke", "uke": a number of days, 0 included.
    A number in letters needs its unit."""
    said = plain(text).split()
    if said and said[0] in known.lasting:
        del said[0]
    if len(said) == 1:
        return known.units.get(said[0], _digits(said[0]))
    if len(said) != 2 or said[1] not in known.units:
        return None
    count = known.numbers.get(said[0], _digits(said[0]))
    return None if count is None else count * known.units[said[1]]


def until_said(text: str, known: Vocabulary, today: date) -> date | None:
    """ "til 5. januar", "until monday", "til og med fredag", "til uke 31": the first
    day after it, later than `today` and within a year. None without a word that says which end
    is meant."""
    said = f" {plain(text)} "
    through = any(f" {each} " in said for each in known.through)
    if not (through or any(f" {each} " in said for each in known.until)):
        return None
    monday = _week_said(said, known, today)
    day = monday or day_said(text, known, today)
    if day is None:
        return None
    day += timedelta(days=through * (7 if monday else 1))
    return day if today < day <= today + timedelta(days=_LONGEST) else None


def day_said(text: str, known: Vocabulary, today: date) -> date | None:
    """ "5. januar", "januar 5", "5.1", "05/01/2027", "mandag", "i morgen": the next such day."""
    if found := _DATE.search(text):
        return _next_date(int(found[1]), int(found[2]), found[3], today)
    said = plain(text).split()
    numbers = [int(each) for each in said if each.isascii() and each.isdigit()]
    years = [str(each) for each in numbers if each > 2000]
    days = [each for each in numbers if each < 32]
    months = {n for word in said if (n := _named(word, known.months))}
    if months:
        one = len(months) == len(days) == 1
        return _next_date(days[0], months.pop(), "".join(years), today) if one else None
    if weekday := weekday_said(text, known):
        return today + timedelta(days=(weekday - today.isoweekday() - 1) % 7 + 1)
    return today + timedelta(days=1) if known.tomorrow.intersection(said) else None


def weekdays_said(text: str, known: Vocabulary) -> set[int]:
    """The ISO weekdays that were named."""
    return {n for word in plain(text).split() if (n := _named(word, known.weekdays))}


def weekday_said(text: str, known: Vocabulary) -> int | None:
    """The one ISO weekday that was named; None for none, or for several."""
    named = weekdays_said(text, known)
    return named.pop() if len(named) == 1 else None


def clocks_said(text: str) -> list[time]:
    """Every time of day, in order: "kl. 10", "10:30", "07.00-15.30", "7-15"."""
    return [time(int(hour), int(minute or 0)) for hour, minute in _CLOCK.findall(text)]


def later_said(text: str, known: Vocabulary) -> str:
    """As `bot.core.delivery.reminder_times.promised` reads it: "tomorrow", "monday 13:00", "10:00";
    "" where no one moment was named. A number alone is no time of day: it may count days."""
    said = plain(text).split()
    clocks = clocks_said(text) if _AT.search(text) else []
    if len(clocks) > 1 or _HALVES.intersection(said) or any(each in known.units for each in said):
        return ""
    weekday = weekday_said(text, known)
    day = "tomorrow" if known.tomorrow.intersection(said) else ""
    if weekday and not day:
        day = WEEKDAYS[weekday - 1]
    return " ".join(filter(None, (day, *(f"{each:%H:%M}" for each in clocks))))


def _week_said(said: str, known: Vocabulary, today: date) -> date | None:
    """ "uke 31": the Monday of the next such week, as weeks are numbered in Norway (ISO 8601)."""
    words = said.split()
    for unit, number in pairwise(words):
        if known.units.get(unit) == 7 and (week := _digits(number)):
            for year in (today.year, today.year + 1):
                with suppress(ValueError):
                    if (monday := date.fromisocalendar(year, week, 1)) > today:
                        return monday
    return None


def _digits(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 3 else None


def _named(word: str, names: Mapping[str, int]) -> int | None:
    """By its whole name, or by the beginning of just one: "jan", "man"."""
    if word in names:
        return names[word]
    if len(word) < _SHORTEST:
        return None
    begun = {n for name, n in names.items() if name.startswith(word)}
    return begun.pop() if len(begun) == 1 else None


def _next_date(day: int, month: int, year: str, today: date) -> date | None:
    """That date in `year`, or the first one after `today`."""
    for each in (int(year),) if year else (today.year, today.year + 1):
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if year or found > today:
            return found
    return None
