"""What every action needs, in one frozen value that `bot.assembly` fills; and the types of what
each subject declares."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum, auto
from typing import Any, Final, Generic, TypeVar, overload

from bot.core.delivery.budget import BUDGET, Budget
from bot.core.delivery.deliveries import Delivery
from bot.core.delivery.plans import Plan
from bot.core.delivery.scene import Scene
from bot.core.delivery.states import Reason
from bot.core.gatherings.savings import Assumptions
from bot.core.learning.lessons import Library
from bot.core.people.hours import Calendar
from bot.core.people.municipalities import Municipalities
from bot.core.people.person import Person
from bot.core.people.places import municipality_on, split
from bot.errors import IncompleteKind
from bot.ports import Doc, Links, Messenger, Store, Tx

E = TypeVar("E")
LEASE: Final = timedelta(minutes=5)  # of real time: longer than any one request to Teams takes


def working_days(_: str) -> Calendar:
    """A calendar without holidays, for services that were given none."""
    return Calendar()


class FactKind(StrEnum):
    """How a fact is said."""

    TEXT = auto()  # as it stands
    ON = auto()  # an ISO date, or a moment: on that day
    SINCE = auto()  # likewise, since that day
    UNTIL = auto()  # likewise, until that day
    MESSAGE = auto()  # the id of a text
    HOURS = auto()  # working hours as they are stored


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about a person, for chat to say: `data-{name}` of the texts, then the value, and
    `more` in parentheses. What has no value is left out."""

    name: str
    value: str
    kind: FactKind = FactKind.TEXT
    more: str = ""


@dataclass(frozen=True, slots=True)
class Erasure:
    """Whose documents go, and when."""

    person: str
    at: datetime


KeyedDocs = list[tuple[str, Doc]]
Erase = Callable[[Tx, Erasure, str, Doc], None]


@dataclass(frozen=True, slots=True)
class OwnedDocuments:
    """One line of a subject's `OWNS`: documents about a person, in one collection. What is shown
    to the person, taken out, erased and purged follows from these lines alone.

    `find(services, tx, key)` gives every document about the person with this key, also where it
    is somebody else's. `name` is what they are called: `data-{name}` of the texts, and in the file
    that can be downloaded. `show` gives a document as that person may see it; `in_steps` says that
    they may only know how many there are, in whole groups, since each says what somebody else did.
    `facts` on a day are said one by one in chat, where other documents are only counted.
    `erase` drops one document, keeps it, or makes it anonymous.
    `day` is the ISO date that a document is from: one that is older than anything is kept goes by
    `erase` though its person stays. "9999" is for as long as the person stays. `signs` are the
    days or moments when it shows that the person was here. `sweep` deletes what is too old
    whoever it is about, and says how many.
    """

    collection: str
    name: str
    find: Callable[[Services, Tx, str], KeyedDocs]
    erase: Erase
    show: Callable[[Doc], Doc] = dict
    in_steps: bool = False
    facts: Callable[[Services, Doc, date], Iterable[Fact]] | None = None
    day: Callable[[Doc], str] | None = None
    signs: Callable[[Doc], Iterable[str]] | None = None
    sweep: Callable[[Services, datetime], Awaitable[int]] | None = None


@dataclass(frozen=True, slots=True)
class OwnedCount:
    """A count that is about one person: `counter(services, key)` is its name in the store. It is
    shown as a number, in whole groups since it counts what others did, and goes when the person is
    erased."""

    name: str
    counter: Callable[[Services, str], str]


@dataclass(frozen=True, slots=True)
class Owns:
    """Everything that is kept about people, in the order of the subjects."""

    documents: tuple[OwnedDocuments, ...]
    counts: tuple[OwnedCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Listener(Generic[E]):
    """One line of a subject's `HEARS`: `hear` does its part in the transaction in which an `event`
    is announced. It has no side effects beside those on `tx`, as everything in a change."""

    event: type[E]
    hear: Callable[[Services, Tx, E], None]


Hears = Mapping[type, tuple[Callable[["Services", Tx, Any], None], ...]]
"""Who listens to each type of event, in the order of the subjects."""


@dataclass(frozen=True, slots=True)
class DueCard:
    """A card that may go now, at `at`: its row, under its key, and who it is for."""

    key: str
    row: Delivery
    person: Person
    at: datetime


def _wanted(_: Services, __: Tx, ___: DueCard) -> Reason:
    return Reason.NONE


def _nothing_more(_: Services, __: Tx, ___: DueCard) -> None:
    return None


def _current(_: Scene, __: Delivery) -> Reason:
    return Reason.NONE


def _alone(_: Delivery) -> tuple[tuple[str, str], ...]:
    return ()


@dataclass(frozen=True, slots=True)
class CardKind:
    """A kind of card that the bot sends unasked, as its subject declares it in `KINDS`.

    Beside it a kind needs a drawer in `bot.drawing`, and `rehearsal-kind-...` in each language.
    `name` is what the store keeps. Of several cards for one person at the same moment the one with
    the lowest `priority` goes first; no two kinds have the same.
    `counts`: it takes room in the person's budget, unless its row says otherwise.
    `at_once`: the person asked for it a moment ago, so it goes whatever the hour, also in a pause.
    `teaches`: its subject is a lesson, and it is corrected or withdrawn together with that lesson.

    All of these are asked at the moment of sending:
    `skip_reason` tells why the card need not go any more; `HALF_PLANNED` puts it off for a minute.
    `outdated` tells the same of what has come to an end for the person meanwhile, and is asked
    only where nothing else keeps the card back. `enrich` gives what the card says beside its row,
    as a value of the kind's own, which its drawer takes; it is kept in one place only, so that it
    goes with whoever is erased, and asked again when the card is drawn anew in its place.
    `reads` are the documents, as (kind of document, key), that these read beside the person's own.
    """

    name: str
    priority: int
    counts: bool = True
    at_once: bool = False
    teaches: bool = False
    skip_reason: Callable[[Services, Tx, DueCard], Reason] = _wanted
    outdated: Callable[[Scene, Delivery], Reason] = _current
    enrich: Callable[[Services, Tx, DueCard], object] = _nothing_more
    reads: Callable[[Delivery], tuple[tuple[str, str], ...]] = _alone


def in_order(declared: Iterable[CardKind]) -> Mapping[str, CardKind]:
    """The kinds by name, the most important first.

    Raises `IncompleteKind` where two have one name, or one priority.
    """
    kinds: dict[str, CardKind] = {}
    for kind in sorted(declared, key=lambda each: each.priority):
        last = next(reversed(kinds.values()), None)
        if kind.name in kinds:
            raise IncompleteKind(kind=kind.name, why="there are two of that name")
        if last and last.priority == kind.priority:
            raise IncompleteKind(kind=kind.name, why=f"{last.name} has the same priority")
        kinds[kind.name] = kind
    return kinds


class FollowedPlans(Sequence[Plan]):
    """The plans that the bot follows, in the file's order. They are changed while it runs, all of
    them at once: whoever goes through them sees those of one moment."""

    def __init__(self, plans: Iterable[Plan] = ()) -> None:
        self._plans = tuple(plans)

    def follow(self, plans: Iterable[Plan]) -> None:
        """From now on these, for everybody who has this value."""
        self._plans = tuple(plans)

    def __iter__(self) -> Iterator[Plan]:
        return iter(self._plans)

    def __len__(self) -> int:
        return len(self._plans)

    @overload
    def __getitem__(self, n: int) -> Plan: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[Plan]: ...
    def __getitem__(self, n: int | slice) -> Plan | Sequence[Plan]:
        return self._plans[n]


@dataclass(frozen=True, slots=True)
class Services:
    """`sender` is the organisation that stands behind the bot, "" if none is set.

    `secret` is the store's own: it keys what may never be done twice, and hides who was erased. It
    is in every copy of the store, so it opens nothing: `links` have a key outside. `pictures` maps
    a picture's file name to its public address. `calendar` gives a municipality's free days by its
    number. `operators` are keys of people who run the rollout; `tenants` are the Entra tenants that
    may use the bot, none where that is open. `plans` may change while the bot runs. `app_id` is the
    bot's id in Teams, "" in local mode. What is older than `retention_days` is purged. Groups under
    `min_group_size` people are not shown. A champion may push `push_lessons` (ids; empty: every
    lesson), to more than `push_approval` people with an operator's yes; with `champions_need_yes`
    that is needed too for whoever a colleague suggests. `assumptions` are for working out what
    gatherings save. `redraws`: people's clients draw a card anew by themselves when it is opened
    again. A card taken up for sending is nobody else's for `lease`, by the bot's own clock: where
    that runs fast, so much longer. `budget` is how many cards one person gets unasked, `kinds` are
    the kinds of those cards, as `in_order` gives them. `hears` is who is told of what happens,
    `owns` what is kept about people. Work on many that somebody waits for takes the `lane`, a page
    at a time (`bot.actions.shared.batches.one_page`).
    """

    store: Store
    library: Library
    municipalities: Municipalities
    messenger: Messenger
    secret: bytes
    public_url: str = ""
    sender: str = ""
    local: bool = False
    version: str = ""
    app_id: str = ""
    pictures: Mapping[str, str] = field(default_factory=dict)
    plans: Sequence[Plan] = ()
    calendar: Callable[[str], Calendar] = working_days
    operators: frozenset[str] = frozenset()
    tenants: frozenset[str] = frozenset()
    retention_days: int = 1095
    min_group_size: int = 5
    push_lessons: frozenset[str] = frozenset()
    push_approval: int = 200
    redraws: bool = True
    champions_need_yes: bool = True
    assumptions: tuple[Assumptions, ...] = ()
    lease: timedelta = LEASE
    budget: Budget = BUDGET
    lane: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False, compare=False)
    kinds: Mapping[str, CardKind] = field(kw_only=True)  # without a default: each is declared
    links: Links = field(kw_only=True)  # without a default: a link that nothing opens is none
    hears: Hears = field(kw_only=True)  # without a default: nothing runs with nobody listening
    owns: Owns = field(kw_only=True)  # without a default: nobody is erased by an empty list

    def whom(self, user: str) -> str | None:
        """Whom a card names to draw itself anew for; None where clients don't do that."""
        return user if self.redraws else None

    def label(self, place: str, day: date) -> str:
        """What a place is called on this day: "Sentrum skole, Molde", "Molde"; "" for none. One
        recorded under a municipality of another name has that too: "Sentrum skole, Molde (Nesset)".
        """
        number, unit = split(place)
        if not number:
            return ""
        former = self.municipalities.name(number)
        name = self.municipalities.name(municipality_on(self.municipalities, place, day))
        name = name if name == former else f"{name} ({former})"
        return f"{unit}, {name}" if unit else name

    def labels(self, places: Iterable[str], day: date) -> tuple[str, ...]:
        """The same for several, told apart by number where they would be called the same."""
        told = [(self.label(each, day), split(each)[0]) for each in places]
        names = [name for name, _ in told]
        return tuple(f"{e} ({number})" if names.count(e) > 1 else e for e, number in told)

    def choices(self, day: date) -> tuple[tuple[str, str], ...]:
        """(number, name) of every municipality that stands on `day`, by name."""
        standing = self.municipalities.valid_on(day)
        return tuple(sorted(((e.number, e.name) for e in standing), key=lambda e: e[1]))
