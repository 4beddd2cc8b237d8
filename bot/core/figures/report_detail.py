"""One municipality in full: by lesson, by course, by week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.core.figures.history import History
from bot.core.figures.report import (
    CourseCount,
    ReportRow,
    Titles,
    course_counts,
    every_group,
    main_figures,
    places_by_row,
    rows,
    with_the_gone,
)
from bot.core.figures.small_groups import Facts, Group, Tally, figures, shown
from bot.core.figures.units import UnitFigures
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
    """One ISO week ("2026-W47", from `monday`): people at its end, and what happened in it, in all
    and by course. People who came with something done, or left with it, did not do it that week.

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
    courses: tuple[CourseCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """`units` is None in reports with dates: units are only counted as they are."""

    row: ReportRow
    lessons: tuple[Item, ...]
    courses: tuple[Item, ...]
    weeks: tuple[Week, ...]
    units: tuple[UnitFigures, ...] | None = None


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

    `tally` (already cut) and `history` only need the places of `bot.core.figures.report.family`.
    """
    courses = titles(library)
    table = rows(tally, map_, asked.as_of, asked.minimum, courses)
    row = next((each for each in table if each.number == asked.number), None)
    if row is None:
        return None
    group = places_by_row(tally, map_, asked.as_of).get(asked.number, frozenset())
    facts = None if row.suppressed else figures(group, tally)
    return Detail(
        row,
        _lessons(facts, library),
        _courses(facts, library),
        _weeks(asked, history, map_, courses),
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


def titles(library: Library) -> Titles:
    return {course.id: course.title for course in library.courses.values()}


def _weeks(
    asked: ReportScope, history: History, map_: Municipalities, courses: Titles
) -> tuple[Week, ...]:
    """Every week from the first to the last in which anything happened in this place."""
    group = places_by_row(history.places, map_, asked.as_of).get(asked.number, frozenset())
    mondays = _mondays(history.span(group), asked.until)
    if not mondays:
        return ()
    ends = [mondays[0] - timedelta(days=1), *(_end(each, asked.until) for each in mondays)]
    cuts = [_figures_if_shown(group, tally, map_, asked.minimum) for tally in history.at(ends)]
    happened = history.by_week(group, asked.until)
    told = [
        None if before is None or after is None else (after, happened.get(monday, {}))
        for monday, (before, after) in zip(mondays, pairwise(cuts), strict=True)
    ]
    every = with_the_gone(courses, [facts for each in told if each for facts in each])
    return tuple(_week(monday, each, every) for monday, each in zip(mondays, told, strict=True))


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
) -> Facts | None:
    """The group's figures; None if they must be hidden."""
    there = group & tally.keys()
    if there and there not in shown(every_group(tally, map_), tally, minimum):
        return None
    return figures(there, tally)


def _week(monday: date, told: tuple[Facts, Facts] | None, courses: Titles) -> Week:
    """`told` is how things stood at its end, and what happened in it; None if it is hidden."""
    year, number, _ = monday.isocalendar()
    week = f"{year}-W{number:02d}"
    if told is None:
        hidden = course_counts(None, courses)
        return Week(week, monday, None, None, None, None, suppressed=True, courses=hidden)
    stood, happened = told
    _, started, lessons, completed = main_figures(happened)
    counts = course_counts(happened, courses)
    people = stood.get("people", 0)
    return Week(week, monday, people, started, lessons, completed, suppressed=False, courses=counts)
