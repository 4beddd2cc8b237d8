"""A rehearsal as text for a terminal, and as CSV for a spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TextIO

from bot.cli.tables import Line, aligned, as_csv
from bot.core.delivery.forecast import Forecast
from bot.core.delivery.rehearsal import Rehearsal, RehearsedCard
from bot.core.delivery.states import Reason

REASONS: Final[Mapping[str, str]] = {
    "left": "has left",
    "blocked": "has blocked the bot",
    "not_installed": "does not have the app",
    "stopped": "wants nothing unasked",
    "paused": "has paused",
    "resting": "the bot rests after unanswered lessons",
    "held_out": "held out, for measuring effect",
    "no_plan": "no plan is for them",
    "done": "has had everything",
    "waiting": "the next card comes later",
    "hours": "no moment within their hours",
    "budget": "no room in their budget",
    "pending": "a card is on its way",
    "stale": "the card was too old",
    "no_moment": "no moment within a week",
    "gone": "no longer known",
    "cancelled": "the gathering is cancelled",
    "moved": "the gathering was moved",
    "declined": "does not come to the gathering",
    "over": "the gathering was over",
    "broken": "what is stored can't be read",
    "withdrawn": "it was taken back",
    "undone": "it was undone",
    "no_push": "wants no recommendations",
    "no_recruit": "wants no questions about champions",
    "had_it": "has had it lately",
    "content_gone": "its lesson is gone",
    "content_stopped": "its lesson is too big to be sent",
    "unneeded": "was no longer needed",
}
_HEAD: Final = ("what", "day", "number", "name", "kind", "lesson", "plan", "reason", "count")
_WIDTH: Final = 40  # of the bar
_LONG: Final = 2_000  # people; with fewer it is over before anybody wonders
_STANDS: Final = ("done", "in_time", "late", "never", "held_out")


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its title."""

    title: str
    head: Sequence[str]
    rows: Sequence[Line]


class Progress:
    """How far a rehearsal has come, on `err`, so that the output stays clean: a bar where somebody
    watches, a line for each tenth elsewhere."""

    def __init__(self, err: TextIO) -> None:
        self._err = err
        self._tenth = 0

    def __call__(self, done: int, of: int) -> None:
        if of < _LONG:
            return
        if self._err.isatty():
            self._bar(done, of)
        elif (tenth := 10 * done // of) > self._tenth:
            self._tenth = tenth
            self._err.write(f"{done} of {of} people\n")
        self._err.flush()

    def _bar(self, done: int, of: int) -> None:
        full = _WIDTH * done // of
        end = "\n" if done >= of else ""
        bar = "#" * full + "." * (_WIDTH - full)
        self._err.write(f"\r[{bar}] {100 * done // of:3} % of {of} people{end}")


def summary(found: Rehearsal) -> list[str]:
    """The rehearsal in a few sentences."""
    reached, people = sum(found.reached.values()), sum(found.people.values())
    taps = f"{found.answering} % of cards are answered as they come"
    lines = [
        f"From {found.start} to {found.last}: {found.total} cards to {reached} of {people} people.",
        f"Every card arrives; {taps if found.answering else 'nobody answers'}.",
    ]
    lines += _in_time(found)
    if found.left_out:
        lines.append(
            f"Municipalities of fewer than {found.minimum} people are left out of every figure, as"
            " are people whose municipality is not known, if they are so few."
        )
    if found.on_hold:
        lines.append("Sending is held back now: nothing goes out until python app.py resume.")
    return lines


def _in_time(found: Rehearsal) -> list[str]:
    if not found.in_plans:
        return ["No plan is for any of them."] if found.people else []
    if found.missing:
        late = f"{found.missing} would still miss the date of their plan"
        return [f"If every lesson were taken the day it comes, {late}."]
    everyone = "If every lesson is taken the day it comes, everyone is done by the date of their"
    return [f"{everyone} plan."] if found.can_all_finish else []


def sections(found: Rehearsal) -> list[Section]:
    """Every table that is not empty."""
    every = (_by_day(found), _by_lesson(found), _nothing(found), _held(found), _outlook(found))
    return [each for each in every if each.rows]


def text(found: Rehearsal) -> str:
    tables = [f"\n{e.title}\n{aligned([e.head, *e.rows])}" for e in sections(found)]
    return "\n".join(summary(found)) + "\n" + "".join(tables)


def csv(found: Rehearsal) -> str:
    """One line for each figure; cells that don't apply are empty."""
    return as_csv([_HEAD, *_figures(found)])


def _by_day(found: Rehearsal) -> Section:
    kinds = kinds_of(found)
    days: dict[tuple[str, str], Counter[str]] = {}
    for card, n in found.cards.items():
        key = f"{card.day:%Y-%m-%d %a}", card.municipality
        days.setdefault(key, Counter())[card.kind] += n
    rows: list[Line] = [
        (day, found.name(number), *(row[kind] for kind in kinds), row.total())
        for (day, number), row in sorted(days.items())
    ]
    head = ("day", "municipality", *kinds, "all")
    return Section("Cards by day and municipality", head, rows)


def _by_lesson(found: Rehearsal) -> Section:
    kinds = [
        kind for kind in kinds_of(found) if any(e.kind == kind and e.subject for e in found.cards)
    ]
    lessons: dict[str, Counter[str]] = {}
    for card, n in found.cards.items():
        if card.subject:
            lessons.setdefault(card.subject, Counter())[card.kind] += n
    rows: list[Line] = [(id, *(row[kind] for kind in kinds)) for id, row in sorted(lessons.items())]
    return Section("Cards by lesson", ("lesson", *kinds), rows)


def _nothing(found: Rehearsal) -> Section:
    rows = [
        (found.name(number), REASONS.get(reason, reason), n)
        for (number, reason), n in sorted(found.nothing.items())
    ]
    return Section("People who get nothing, and why", ("municipality", "reason", "people"), rows)


def _held(found: Rehearsal) -> Section:
    rows = [
        (
            found.name(each.municipality),
            each.kind,
            REASONS.get(why := why_held(each.reason), why),
            n,
        )
        for each, n in sorted(found.held.items())
    ]
    head = ("municipality", "kind", "reason", "cards")
    return Section("Cards that were planned and not sent, and why", head, rows)


def why_held(reason: str) -> str:
    """The reason in a card's words: "done" for a person means "unneeded" for a card."""
    return "unneeded" if reason == Reason.DONE else reason


def _outlook(found: Rehearsal) -> Section:
    """How each plan would end, at its own pace."""
    rows: list[Line] = [
        (plan, found.name(number), *_stand(each), str(each.last or ""), _date(found, plan))
        for (plan, number), each in sorted(found.outlook.items())
    ]
    stands = ("people", "done", "in time", "late", "never", "held out")
    head = ("plan", "municipality", *stands, "last done", "done by")
    return Section("Outlook, if every lesson is taken the day it comes", head, rows)


def _stand(each: Forecast) -> tuple[int, ...]:
    return each.people, each.done, each.in_time, each.late, each.never, each.held_out


def _date(found: Rehearsal, plan: str) -> str:
    return str(found.deadlines.get(plan) or "no date")


def kinds_of(found: Rehearsal) -> list[str]:
    """The kinds of cards that occur, the most important first."""
    there = {each.kind for each in found.cards}
    return [*(each for each in found.kinds if each in there), *sorted(there - set(found.kinds))]


def _figures(found: Rehearsal) -> Iterator[Line]:
    def named(number: str) -> tuple[str, str]:
        return number, found.name(number)

    for card, n in sorted(found.cards.items()):
        yield _card(card, named(card.municipality), n)
    for what, counts in (("people", found.people), ("reached", found.reached)):
        for number, n in sorted(counts.items()):
            yield (what, "", *named(number), "", "", "", "", n)
    for (number, reason), n in sorted(found.nothing.items()):
        yield ("nothing", "", *named(number), "", "", "", reason, n)
    for each, n in sorted(found.held.items()):
        yield ("held", "", *named(each.municipality), each.kind, "", "", each.reason, n)
    for (plan, number), ahead in sorted(found.outlook.items()):
        for word in _STANDS:
            yield ("outlook", "", *named(number), "", "", plan, word, getattr(ahead, word))


def _card(card: RehearsedCard, place: tuple[str, str], n: int) -> Line:
    return ("card", str(card.day), *place, card.kind, card.subject, "", "", n)
