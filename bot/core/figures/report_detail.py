"""One municipality in full: by lesson, by course, by week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.core.figures.report import (
    History,
    ReportRow,
    every_group,
    main_figures,
    places_by_row,
    rows,
)
from bot.core.figures.small_groups import Facts, Group, Tally, figures, shown
from bot.core.languages import Text
from bot.core.learning.lessons import Library
from bot.core.people.municipalities import Municipalities


@dataclass(frozen=True, slots=True)
class Item:
    """One lesson or course in a municipality. `people` is everybody known there; `completed` counts
    those who passed the lesson, or the whole course. `title` is None if it was removed from the
    content. `course` is a lesson's course, "" for a course and if it is unknown."""

    id: str
    title: Text | None
    course: str
    people: int | None
    started: int | None
    completed: int | None
    suppressed: bool


@dataclass(frozen=True, slots=True)
class Week:
    """One ISO week ("2026-W47", from `monday`): people at its end, and what happened in it.

    It is hidden if the group was hidden at either end of the week: with one end known, the week
    would reveal the other.
    """

    week: str
    monday: date
    people: int | None
    started: int | None
    lessons_completed: int | None
    completed: int | None
    suppressed: bool


@dataclass(frozen=True, slots=True)
class Detail:
    row: ReportRow
    lessons: tuple[Item, ...]
    courses: tuple[Item, ...]
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class ReportScope:
    """What to report on: a row's number on the map of `as_of`, cut after `until` (None: not
    cut)."""

    number: str
    as_of: date
    until: date | None
    minimum: int


def detail(
    asked: ReportScope, tally: Tally, history: History, map_: Municipalities, library: Library
) -> Detail | None:
    """One row of the report in full; None if the map of that day has no such row.

    `tally` (already cut) and `history` only need the places of `bot.core.figures.report.family`. If
    `tally` is "as it is", the weeks still show what happened in the place, while the rest shows
    what today's members have done: they differ by those who moved.
    """
    table = rows(tally, map_, asked.as_of, asked.minimum)
    row = next((each for each in table if each.number == asked.number), None)
    if row is None:
        return None
    group = places_by_row(tally, map_, asked.as_of).get(asked.number, frozenset())
    facts = None if row.suppressed else figures(group, tally)
    return Detail(
        row,
        _lessons(facts, library),
        _courses(facts, library),
        _weeks(asked, history, map_),
    )


def _lessons(facts: Facts | None, library: Library) -> tuple[Item, ...]:
    """The lessons in the order of the courses, then removed ones that still have counts."""
    taught = [each for course in library.courses.values() for each in course.lessons]
    items = []
    for id in _with_the_gone(taught, "lesson", facts):
        lesson = library.lesson(id)
        title, course = (lesson.title, lesson.course) if lesson else (None, "")
        items.append(_item(id, title, course, facts, "lesson", "passed"))
    return tuple(items)


def _courses(facts: Facts | None, library: Library) -> tuple[Item, ...]:
    items = []
    for id in _with_the_gone(library.courses, "course", facts):
        course = library.courses.get(id)
        title = course.title if course else None
        items.append(_item(id, title, "", facts, "course", "completed"))
    return tuple(items)


def _with_the_gone(current: Iterable[str], kind: str, facts: Facts | None) -> list[str]:
    counted = {fact.split(":")[1] for fact in facts or () if fact.startswith(f"{kind}:")}
    order = list(dict.fromkeys(current))
    return order + sorted(counted.difference(order))


def _item(
    id: str, title: Text | None, course: str, facts: Facts | None, kind: str, done: str
) -> Item:
    if facts is None:
        return Item(id, title, course, None, None, None, suppressed=True)
    people = facts.get("people", 0)
    started = facts.get(f"{kind}:{id}:started", 0)
    completed = facts.get(f"{kind}:{id}:{done}", 0)
    return Item(id, title, course, people, started, completed, suppressed=False)


def _weeks(asked: ReportScope, history: History, map_: Municipalities) -> tuple[Week, ...]:
    """Every week from the first to the last in which anything happened in this place."""
    group = places_by_row(history.places, map_, asked.as_of).get(asked.number, frozenset())
    mondays = _mondays(history.span(group), asked.until)
    if not mondays:
        return ()
    ends = [mondays[0] - timedelta(days=1), *(_end(each, asked.until) for each in mondays)]
    cuts = [_figures_if_shown(group, tally, map_, asked.minimum) for tally in history.at(ends)]
    return tuple(
        _week(monday, before, after)
        for monday, (before, after) in zip(mondays, pairwise(cuts), strict=True)
    )


def _mondays(span: tuple[date, date] | None, until: date | None) -> list[date]:
    if span is None or (until and until < span[0]):
        return []
    first, last = span[0], min(span[1], until or span[1])
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(weeks=n) for n in range((last - monday).days // 7 + 1)]


def _end(monday: date, until: date | None) -> date:
    return min(monday + timedelta(days=6), until or date.max)


def _figures_if_shown(
    group: Group, tally: Tally, map_: Municipalities, minimum: int
) -> Sequence[int] | None:
    """The group's main figures; None if it must be hidden."""
    there = group & tally.keys()
    if there and there not in shown(every_group(tally, map_), tally, minimum):
        return None
    return main_figures(figures(there, tally))


def _week(monday: date, before: Sequence[int] | None, after: Sequence[int] | None) -> Week:
    year, number, _ = monday.isocalendar()
    week = f"{year}-W{number:02d}"
    if before is None or after is None:
        return Week(week, monday, None, None, None, None, suppressed=True)
    _, started, lessons, completed = (now - then for now, then in zip(after, before, strict=True))
    return Week(week, monday, after[0], started, lessons, completed, suppressed=False)
