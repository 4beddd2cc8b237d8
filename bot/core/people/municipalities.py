"""Municipalities as they were and as they are. Numbers are 4-character strings, never integers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

WrittenLanguage = Literal["bokmål", "nynorsk", "neutral"]


@dataclass(frozen=True, slots=True)
class Municipality:
    """`valid_from` is its first day and `valid_to` its last (None: it still exists).

    `valid_from` is date.min if it began before this map does. `merged_into` is the number that took
    over on the day after `valid_to`, or "". `domains` are e-mail domains, in ASCII. `leave_weeks`
    are the ISO weeks of the common summer leave, when the bot writes to nobody there.
    """

    number: str
    name: str
    valid_from: date = date.min
    valid_to: date | None = None
    merged_into: str = ""
    form: WrittenLanguage = "neutral"
    domains: tuple[str, ...] = ()
    leave_weeks: tuple[int, ...] = ()

    def stands_on(self, day: date) -> bool:
        return self.valid_from <= day and not self.ended_by(day)

    def ended_by(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to < day


@dataclass(frozen=True, slots=True)
class Transfer:
    """A unit that went from one municipality to another on `day`, without a merger: a part of the
    municipality changed hands. `unit` is written as on the roster."""

    unit: str
    leaves: str
    joins: str
    day: date


@dataclass(frozen=True, slots=True)
class Municipalities:
    """Every municipality, including former ones. Make it with `Municipalities.of`; iteration is by
    number. `transfers` are in order of day. `merged` are the numbers that merged into each."""

    known: Mapping[str, Municipality]
    domains: Mapping[str, str]
    transfers: tuple[Transfer, ...] = ()
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, municipalities: Iterable[Municipality], transfers: Iterable[Transfer] = ()
    ) -> Municipalities:
        known = {e.number: e for e in sorted(municipalities, key=lambda e: e.number)}
        domains = {domain: each.number for each in known.values() for domain in each.domains}
        merged: dict[str, tuple[str, ...]] = {}
        for each in known.values():
            merged[each.merged_into] = (*merged.get(each.merged_into, ()), each.number)
        in_order = sorted(transfers, key=lambda e: (e.day, e.unit))
        return cls(known, domains, tuple(in_order), merged)

    def __iter__(self) -> Iterator[Municipality]:
        return iter(self.known.values())

    def by_number(self, number: str) -> Municipality | None:
        return self.known.get(number)

    def valid_on(self, day: date) -> list[Municipality]:
        """Those that existed on `day`, in order of number: the map of that day."""
        return [each for each in self if each.stands_on(day)]

    def named(self, name: str) -> list[Municipality]:
        """Those of this name, whether they still exist or not: "Molde", "Molde kommune"."""
        wanted = name.casefold().removesuffix(" kommune").removesuffix(" herad").strip()
        return [each for each in self if each.name.casefold() == wanted]

    def instead_of(self, number: str, day: date) -> list[Municipality]:
        """Those that existed on `day` where this one was or was to come: what it merged into, what
        it was split into (they begin on the day after its last), or what became it. `number` alone
        if it existed itself; [] if it is unknown, or nothing took over."""
        found, seen = {number}, set[str]()
        while new := found - seen:
            seen |= new
            away = [self.known[each] for each in new if each in self.known]
            found |= {
                other.number
                for each in away
                if not each.stands_on(day)
                for other in (self._heirs(each) if each.ended_by(day) else self._parts(each))
            }
        return [each for each in self.valid_on(day) if each.number in found]

    def _heirs(self, ended: Municipality) -> list[Municipality]:
        if ended.merged_into:
            return [self.known[ended.merged_into]] if ended.merged_into in self.known else []
        last = ended.valid_to
        return [each for each in self if last and _follows(each, last)]

    def _parts(self, begins: Municipality) -> list[Municipality]:
        merged = [self.known[each] for each in self.merged.get(begins.number, ())]
        split = (each for each in self if each.valid_to and not each.merged_into)
        return merged or [e for e in split if e.valid_to and _follows(begins, e.valid_to)]

    def resolve(self, number: str, day: date) -> str:
        """The number that replaces `number` on `day`, following the mergers up to then.

        An unknown number is returned unchanged, as is one that begins after `day`: a merged
        municipality can't be split by number alone.
        """
        seen = set()
        while number not in seen:
            seen.add(number)
            found = self.known.get(number)
            if found and found.ended_by(day) and found.merged_into:
                number = found.merged_into
        return number

    def successors(self, number: str) -> tuple[str, ...]:
        """The numbers that replaced it, in order; () if it still exists."""
        chain = [number]
        while (found := self.known.get(chain[-1])) and found.merged_into:
            if found.merged_into in chain:
                break
            chain.append(found.merged_into)
        return tuple(chain[1:])

    def siblings(self, number: str, then: date, now: date) -> tuple[str, ...]:
        """The numbers on the map of `then` that are one municipality on the map of `now`, in order.
        `number`, from either map, is that municipality or among them.

        A count hidden in one of them can be inferred from the sum on the map of `now`, unless a
        second is hidden too. If there is only one number, nothing was merged.
        """
        one = self.resolve(number, now)
        return tuple(e.number for e in self.valid_on(then) if self.resolve(e.number, now) == one)

    def by_email(self, address: str, day: date | None = None) -> str | None:
        """The number with the e-mail domain of this address (or a parent domain), or None.

        With `day` it is the number that replaces it on that day; without, it may be a former one.
        The longest domain wins. This is a guess at where to place somebody, and never proves who
        they are.
        """
        domain = email_domain(address)
        while domain:
            if found := self.domains.get(domain):
                return self.resolve(found, day) if day else found
            domain = domain.partition(".")[2]
        return None

    def name(self, number: str) -> str:
        """Its name, or the number itself if it is unknown."""
        found = self.known.get(number)
        return found.name if found else number

    def form(self, number: str) -> WrittenLanguage:
        """Its written language; "neutral" if it is unknown."""
        found = self.known.get(number)
        return found.form if found else "neutral"


def _follows(municipality: Municipality, last: date) -> bool:
    begins = municipality.valid_from
    return begins != date.min and begins - timedelta(days=1) == last


LONGEST_ADDRESS: Final = 254  # characters: RFC 5321, section 4.5.3.1
_HOST: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+")


def email_domain(address: str) -> str:
    """The domain of an e-mail address in lower-case ASCII, or "" if it is not well-formed."""
    local, sign, domain = address.strip().partition("@")
    if not local or not sign or len(address) > LONGEST_ADDRESS:
        return ""
    return ascii_domain(domain)


@lru_cache(maxsize=1024)
def ascii_domain(domain: str) -> str:
    """`domain` in lower-case ASCII (å as xn--...), or "" if it is not a full host name.

    Characters that IDNA would drop, or map to similar ones (ｍ to m), are refused.
    """
    composed = unicodedata.normalize("NFC", domain)
    if unicodedata.normalize("NFKC", composed) != composed:
        return ""
    if not all(each.isalnum() or each in "-." for each in composed):
        return ""
    try:
        plain = composed.lower().encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    return plain if _HOST.fullmatch(plain) else ""
