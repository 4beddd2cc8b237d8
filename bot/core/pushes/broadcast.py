"""What an operator sends to many: a short message or a lesson, and who is to get it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from msgspec import Struct

from bot.core.delivery.states import Reason
from bot.core.figures.small_groups import is_filled_up
from bot.core.languages import FALLBACK
from bot.core.learning.lessons import Course
from bot.core.learning.progress import Progress
from bot.core.people.municipality_counts import PEOPLE, ROSTERED
from bot.core.people.person import Person
from bot.core.people.places import Places
from bot.core.people.reach import Right, Standing, Target, held_by, may, target_of
from bot.core.people.roles import Role
from bot.core.small_parts import folding
from bot.core.visible_text import visible_lines

ORGANISATION: Final = "house"  # the `by` of a broadcast: no person, so it outlives its sender
MOST_TEXT: Final = 700  # characters: what fits on a phone without scrolling far
MOST_LINK: Final = 500
_SCHEME: Final = re.compile(r"\b([a-z][a-z0-9+.-]*)://", re.I)
_SCRIPT: Final = re.compile(r"\b(?:javascript|vbscript|data|file):\S", re.I)
_BIRTH_NUMBER: Final = re.compile(r"(?<!\d)\d{6} ?\d{5}(?!\d)")  # a Norwegian fødselsnummer
_LINK: Final = re.compile(r"https://[A-Za-z0-9.-]+(?::\d+)?(?:/[!-~]*)?")


class Behind(StrEnum):
    """Whom of an audience a course is to be brought to mind."""

    NOT_STARTED = "not_started"  # no question of it answered
    NOT_FINISHED = "not_finished"  # not every lesson of it passed


class Audience(Struct, frozen=True):
    """Everyone, or those for whom all of this holds. `places` are municipalities ("1506") and units
    ("1506/Sentrum skole") on today's map; `plan` is one's id. `behind` is about `course`. `tenant`
    is that of the person who sends it, "" where the whole installation does."""

    places: tuple[str, ...] = ()
    champions: bool = False
    plan: str = ""
    course: str = ""
    behind: Behind | None = None
    tenant: str = ""

    def has_place(self, person: Person, places: Places) -> bool:
        """Whether somebody who works there today belongs to it, as far as tenant and places go."""
        return may(self._sender, Right.OPERATE, target_of(person), places)

    @property
    def targets(self) -> tuple[Target, ...]:
        """All that whoever sends to it has to operate."""
        return tuple(Target(self.tenant or None, each) for each in self.places or (None,))

    @property
    def _sender(self) -> Standing:
        """The standing of somebody who reaches just these people."""
        return Standing(frozenset({Right.OPERATE}), self.tenant or None, self.places)

    def has_role(self, person: Person) -> bool:
        return not self.champions or (person.role == Role.CHAMPION and bool(held_by(person)))

    def has_progress(self, course: Course | None, progress: Progress | None) -> bool:
        """Whether somebody with this progress in `course` belongs to it."""
        if self.behind is None or course is None or progress is None:
            return True
        if self.behind == Behind.NOT_STARTED:
            return not any(track.started for track in progress.lessons.values())
        return progress.done(course) < len(course.lessons)


EVERYONE: Final = Audience()


class Cell(StrEnum):
    """What becomes of somebody's card, as things are now."""

    REACHED = "reached"  # it comes within their next hours
    BUDGET_FULL = "budget_full"  # it comes when there is room in their budget
    PAUSED = "paused"  # it comes after their pause, if that isn't too long
    NOT_INSTALLED = "not_installed"  # they don't have the app
    OPTED_OUT = "opted_out"  # they want nothing unasked, or have blocked the bot


def cell_of(reason: Reason, *, full: bool) -> Cell:
    """By the first reason why nothing may come to them."""
    match reason:
        case Reason.NONE:
            return Cell.BUDGET_FULL if full else Cell.REACHED
        case Reason.PAUSED:
            return Cell.PAUSED
        case Reason.NOT_INSTALLED:
            return Cell.NOT_INSTALLED
        case _:
            return Cell.OPTED_OUT


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of an audience. `places` are people by municipality ("" where unknown;
    `TOGETHER` for those with too few). With `left_out`, a few people of few are in no figure."""

    places: Mapping[str, int]
    cells: Mapping[Cell, int | None]
    left_out: bool = False

    @property
    def people(self) -> int:
        return sum(self.places.values())


@dataclass(slots=True)
class Counted:
    """How many people an audience has, by municipality (its number, "" where unknown) and cell.
    `rostered` are those whom the roster has placed, by municipality."""

    each: Counter[tuple[str, Cell]] = field(default_factory=Counter)
    rostered: Counter[str] = field(default_factory=Counter)

    @property
    def people(self) -> int:
        return self.each.total()

    def told(self, everywhere: Iterable[str], minimum: int) -> Told:
        """As it may be told: of a municipality with too few people nothing, in totals either, so
        that nothing is left where two audiences are compared; nothing at all of few. `everywhere`
        are the municipalities there are."""
        sizes = dict.fromkeys(everywhere, 0)
        for (place, _), n in self.each.items():
            sizes[place] = sizes.get(place, 0) + n
        weighed = self._weighed(sizes, minimum)
        if 0 < sum(weighed.values()) < minimum:
            return Told({}, {})
        fold = folding(weighed, minimum, total=False)
        cells: Counter[Cell] = Counter()
        for (place, cell), n in self.each.items():
            cells[cell] += 0 if place in fold.left_out else n
        return Told(fold.shown(sizes), shown_cells(cells, minimum), bool(fold.left_out))

    def _weighed(self, sizes: Mapping[str, int], minimum: int) -> dict[str, int]:
        """These sizes, but that few whom the roster has placed are no more by a few others."""
        found = dict(sizes)
        for place, n in sizes.items():
            if is_filled_up({PEOPLE: n, ROSTERED: self.rostered[place]}, minimum):
                found[place] = max(self.rostered[place], n - self.rostered[place])
        return found


def shown_cells(cells: Mapping[Cell, int], minimum: int) -> dict[Cell, int | None]:
    """The cells as they may be shown: one of fewer than `minimum` people is None, and so is an
    empty one beside it; where that is not enough, the next smallest too, or all of them."""
    counts = {each: cells.get(each, 0) for each in Cell}
    fold = folding({str(each): n for each, n in counts.items()}, minimum, total=True)
    if fold.exposes:
        return dict.fromkeys(Cell)
    hidden = {each for each, n in counts.items() if each in fold.together or not n}
    return {each: None if fold.together and each in hidden else n for each, n in counts.items()}


class Group(NamedTuple):
    """People of one unit who are alike for an audience, but for how far they have come."""

    municipality: str
    unit: str
    in_places: bool  # the audience's
    in_role: bool  # and in its plan, where it has one


def gives_away(groups: Mapping[Group, int], minimum: int, *, totals: bool = True) -> bool:
    """Whether what is told of an audience would tell it of fewer than `minimum` people: of the
    audience, of those whom its role or plan leaves out, or of what is left when it is
    compared with another one. In each municipality, and among them, the places that are too small
    to be shown (with the next smallest, as in reports) are in it together or not at all. Without
    `totals` what is told is without those of a municipality with too few, see `Counted.told`."""
    inside = {each: n for each, n in groups.items() if each.in_places}
    members = sum(n for each, n in inside.items() if each.in_role)
    others = sum(inside.values()) - members
    if 0 < members < minimum or 0 < others < minimum:
        return True
    chosen: Counter[tuple[str, str]] = Counter()
    everybody: Counter[tuple[str, str]] = Counter()
    for each, n in groups.items():
        if each.in_role:
            everybody[each.municipality, each.unit] += n
            chosen[each.municipality, each.unit] += n if each.in_places else 0
    numbers = {number for number, _ in everybody}
    parts = [[_within(each, number) for number in numbers] for each in (everybody, chosen)]
    sizes = [Counter(dict(zip(numbers, map(Counter.total, e), strict=True))) for e in parts]
    units = any(_splits(whole, part, minimum) for whole, part in zip(*parts, strict=True))
    return units or _splits(sizes[0], sizes[1], minimum, total=totals)


def _within(people: Mapping[tuple[str, str], int], town: str) -> Counter[str]:
    return Counter({unit: n for (number, unit), n in people.items() if number == town})


def _splits(whole: Counter[str], part: Counter[str], minimum: int, *, total: bool = True) -> bool:
    """Whether some of the places that are too small to be shown are in this part, but not all."""
    small = folding(whole, minimum, total=total).together
    inside = {each for each in small if part[each]}
    return bool(inside) and inside != small


def clean(text: str) -> str:
    """The text in paragraphs, without anything that can't be seen."""
    return visible_lines(text)


def fault(text: str) -> str:
    """Why this may not be sent, as a sentence; "" if it may."""
    if not text:
        return "There is no text."
    if len(text) > MOST_TEXT:
        return f"The text has {len(text)} characters; at most {MOST_TEXT} can be read on a phone."
    schemes = {each.lower() for each in _SCHEME.findall(text)}
    if schemes - {"https"} or _SCRIPT.search(text):
        return "Links in the text begin with https://."
    if _BIRTH_NUMBER.search(text):
        return "There is something like a national identity number in the text."
    return ""


def link_fault(link: str) -> str:
    """Why this link may not be sent, as a sentence; "" if it may, or there is none."""
    good = not link or (len(link) <= MOST_LINK and _LINK.fullmatch(link) is not None)
    return "" if good else f"The link is an https:// address of at most {MOST_LINK} characters."


def text_for(texts: Mapping[str, str], language: str) -> str:
    """The text in this language, or in the one nearest to it; any, if there is no such."""
    nearest = (texts[each] for each in FALLBACK.get(language, ()) if texts.get(each))
    return next(nearest, next(iter(texts.values()), ""))
