"""How a champion's group is doing, and who would like help. Figures are always in text, and also in
a chart in clients that show charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from bot.locale import Words
from cards import kit, parts
from cards.kit import Card
from cards.pushes.push import said_count, said_size

MOST_LESSONS: Final = 20


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson. A figure is None if it may not be shown; `before` is `passed` a week ago."""

    title: str
    started: int | None
    passed: int | None
    before: int | None


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course: who started it, and who passed the whole of it. A figure is None if it may not be
    shown."""

    title: str
    started: int | None
    completed: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """One place, as of the ISO date `day`. Unless it is `open`, only `people` is shown, in steps of
    `step`."""

    name: str
    day: str
    people: int
    open: bool
    exact: bool
    started: int | None = None
    started_before: int | None = None
    completed: int | None = None
    weekly: bool = False
    rows: tuple[LessonRow, ...] = ()
    stuck: tuple[str, ...] = ()
    milestone: int = 0
    courses: tuple[CourseRow, ...] = ()
    step: int = 1


@dataclass(frozen=True, slots=True)
class HelpWish:
    """Somebody who asked for help. `chat` is a link to a chat with them; taps send back `id`."""

    id: str
    name: str
    place: str
    chat: str


def group(
    words: Words,
    figures: Figures | None,
    places: tuple[tuple[str, str], ...],
    chosen: str,
    thanks: int,
    after: int | None,
    leads: bool,
) -> Card:
    """The card of a group. `places` are (id, name); `figures` is None if there are none. `after`
    counts lessons passed after this champion's recommendations, None if it may not be shown."""
    body: list[Any] = [parts.heading(words("group-title"))]
    if figures is None:
        body.append(parts.line(words("group-nobody" if leads else "push-refused-role")))
        body += parts.buttons(parts.button(words("button-help"), "help"))
        return kit.card(words.language, body, summary=words("group-title"))
    body += _figures(words, figures)
    body += _own(words, thanks, after, figures.exact)
    body += parts.buttons(
        parts.button(words("button-push"), "push", primary=True),
        parts.button(words("group-help"), "group-help"),
    )
    if len(places) > 1:
        body += _other(words, places, chosen)
    return kit.card(words.language, body, summary=words("group-title"))


def _figures(words: Words, figures: Figures) -> list[Any]:
    day = words.until(figures.day)
    shown: list[Any] = [
        parts.subheading(parts.plain(figures.name, 120)),
        parts.quiet(words("group-as-of", day=day)),
    ]
    size = said_size(words, figures.people, figures.step)
    people = kit.Fact(title=words("group-people"), value=size)
    if not figures.open:
        return [*shown, kit.FactSet(facts=[people]), parts.line(words("group-small"))]
    if figures.milestone:
        shown.append(parts.right(words("group-milestone", share=figures.milestone)))
    facts = [
        people,
        kit.Fact(title=words("group-started"), value=_weekly(words, figures)),
        kit.Fact(
            title=words("group-completed"),
            value=said_count(words, figures.completed, figures.exact),
        ),
    ]
    shown.append(kit.FactSet(facts=facts, spacing="Medium"))
    for course in figures.courses:
        shown += _course(words, course, figures.exact)
    if figures.rows:
        shown += [parts.subheading(words("group-lessons")), *_chart(words, figures)]
        for each in figures.rows[:MOST_LESSONS]:
            shown += _lesson(words, each, figures.exact)
    if figures.stuck:
        shown += [parts.subheading(words("group-stuck")), parts.listed(figures.stuck)]
    if not figures.exact:
        shown.append(parts.quiet(words("group-rounded"), spacing="Medium"))
    return shown


def _weekly(words: Words, figures: Figures) -> str:
    now = said_count(words, figures.started, figures.exact)
    if not figures.weekly:
        return now
    before = said_count(words, figures.started_before, figures.exact)
    return words("group-weekly", now=now, before=before)


def _course(words: Words, row: CourseRow, exact: bool) -> list[kit.TextBlock]:
    started = said_count(words, row.started, exact)
    completed = said_count(words, row.completed, exact)
    value = words("group-course", started=started, completed=completed)
    return [parts.line(row.title, spacing="Small"), parts.quiet(value, spacing="None")]


def _lesson(words: Words, row: LessonRow, exact: bool) -> list[kit.TextBlock]:
    """The title with the figures below it: side by side, titles would take four lines on a
    phone."""
    started = said_count(words, row.started, exact)
    passed = said_count(words, row.passed, exact)
    value = words("group-lesson", started=started, passed=passed)
    if row.before is not None and row.before != row.passed:
        before = said_count(words, row.before, exact)
        value = words("group-lesson-weekly", started=started, passed=passed, before=before)
    return [parts.line(row.title, spacing="Small"), parts.quiet(value, spacing="None")]


def _chart(words: Words, figures: Figures) -> list[Any]:
    """A chart, dropped by clients that have none: the same figures follow in text."""
    bars = [kit.Bar(x=each.title, y=each.passed) for each in figures.rows if each.passed]
    if not bars:
        return []
    title = words("group-chart")
    return [
        kit.HorizontalBar(
            title=title, data=bars[:10], display_mode="AbsoluteWithAxis", fallback="drop"
        )
    ]


def _own(words: Words, thanks: int, after: int | None, exact: bool) -> list[Any]:
    """What the champion's own work led to; empty if there is nothing yet."""
    thanked = "group-thanks" if exact else "group-thanks-least"
    told = [words(thanked, count=thanks)] if thanks else []
    if after:
        told.append(words("group-after", count=said_count(words, after, exact)))
    return [parts.box([parts.line(each) for each in told], "good")] if told else []


def _other(words: Words, places: tuple[tuple[str, str], ...], chosen: str) -> list[Any]:
    choice = kit.InputChoiceSet(
        id="place",
        label=words("group-other"),
        choices=parts.choices(places),
        value=chosen,
        style="filtered" if len(places) > 12 else "compact",
        is_required=True,
        error_message=words("push-whom-error"),
        wrap=True,
    )
    return [choice, *parts.buttons(parts.button(words("group-show"), "group", inputs=True))]


def who(words: Words, waiting: tuple[HelpWish, ...], more: int, *, beyond: bool = False) -> Card:
    """The card with those who asked for help themselves. `more` is how many others there are, at
    least so many with `beyond`."""
    body: list[Any] = [parts.heading(words("wish-title"))]
    body.append(parts.line(words("wish-text" if waiting else "wish-nobody")))
    for each in waiting:
        name = parts.plain(each.name, 80) or words("wish-someone")
        body.append(
            parts.box([parts.line(name, weight="Bolder"), parts.quiet(parts.plain(each.place, 80))])
            if each.place
            else parts.box([parts.line(name, weight="Bolder")])
        )
        body += parts.buttons(
            parts.button(words("wish-helped"), "helped", {"who": each.id}),
            parts.link_button(words("wish-chat"), each.chat),
        )
    if more:
        body.append(parts.quiet(words("wish-more-yet" if beyond else "wish-more", count=more)))
    body += parts.buttons(parts.button(words("button-group"), "group"))
    return kit.card(words.language, body, summary=words("wish-title"))
