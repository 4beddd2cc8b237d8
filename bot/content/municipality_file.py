"""Reads municipalities.yaml into `Municipalities`, and notes every fault in it.

There is one file, beside ``courses``: a list of municipalities with number (4 digits), name, form
(bokmål, nynorsk or neutral) and, where they apply, valid_from and valid_to (first and last day),
merged_into (a number), domains (of e-mail addresses, each for one municipality) and
common_leave_weeks (ISO weeks of the common summer leave, *fellesferie*, when the bot writes to
nobody there). And, if there are any, a list of transfers: a unit that went from one municipality
(leaves) to another (joins) on a day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Final, cast

from bot.content.faults import ContentError, ContentFault, Kind, Notes, did_you_mean, shown
from bot.content.loader import HOME
from bot.content.nodes import Node, read
from bot.content.texts import Rule, flaws, tidy
from bot.content.yaml_reader import Reader
from bot.core.people.municipalities import (
    Municipalities,
    Municipality,
    Transfer,
    WrittenLanguage,
    ascii_domain,
)

FILE: Final = "municipalities.yaml"
LARGEST_FILE: Final = 512 * 1024  # bytes; enough for all of Norway and a century of mergers
FORMS: Final = ("bokmål", "nynorsk", "neutral")
MOST: Final = 2000
MOST_TRANSFERS: Final = 500
MOST_DOMAINS: Final = 20
MOST_WEEKS: Final = 10

_REQUIRED: Final = ("number", "name", "form")
_OPTIONAL: Final = (*("valid_from", "valid_to", "merged_into", "domains", "common_leave_weeks"),)
_NUMBER: Final = re.compile(r"[0-9]{4}")
_NAME: Final = Rule(60)
_TRANSFER: Final = ("unit", "leaves", "joins", "day")
_UNIT: Final = Rule(80)  # as long as the roster's


def load_municipalities(directory: Path = HOME) -> tuple[Municipalities, tuple[ContentFault, ...]]:
    """The municipalities without faults, and every fault. Raises nothing."""
    notes = Notes()
    return gather_municipalities(directory, notes), notes.faults


def municipalities(directory: Path = HOME) -> Municipalities:
    """All municipalities. Raises `ContentError`, with all faults, if there are any."""
    found, faults = load_municipalities(directory)
    if faults:
        raise ContentError(str(directory), faults)
    return found


def gather_municipalities(directory: Path, notes: Notes) -> Municipalities:
    """Like `load_municipalities`, but puts the faults into `notes`."""
    node = read(directory / FILE, FILE, LARGEST_FILE)
    if not isinstance(node, Node):
        notes.all.append(node)
        return Municipalities.of(())
    found = Reader(notes, FILE).fields(node, "the file", ("municipalities",), ("transfers",))
    nodes = Reader(notes, FILE).items(found.get("municipalities"), "municipalities", 1, MOST)
    read_ones = [_Entry(notes, each) for each in nodes]
    _between(read_ones, notes)
    every = Municipalities.of(each.value for each in read_ones)
    transfers = _transfers(notes, found.get("transfers"), every)
    return Municipalities.of((e.value for e in read_ones if e.reader.sound), transfers)


class _Entry:
    """One municipality: its value, and the lines needed to report faults between entries."""

    def __init__(self, notes: Notes, node: Node) -> None:
        self.reader = Reader(notes, FILE)
        self.found = self.reader.fields(node, "a municipality", _REQUIRED, _OPTIONAL)
        self.line = node.line
        self.value = Municipality(
            number=self._number("number"),
            name=self._name(),
            valid_from=self._day("valid_from") or date.min,
            valid_to=self._day("valid_to"),
            merged_into=self._number("merged_into"),
            form=cast(WrittenLanguage, self.reader.choice(self.found.get("form"), "form", FORMS)),
            domains=self._domains(),
            leave_weeks=self._leave_weeks(),
        )
        self._in_order()

    def line_of(self, key: str) -> int:
        return self.found[key].line if key in self.found else self.line

    def _number(self, key: str) -> str:
        value = self.reader.scalar(self.found.get(key), key)
        if value and not _NUMBER.fullmatch(value):
            what = f"{key} is `{shown(value)}`"
            mend = 'A municipality number is four digits in quotes, as in "0301".'
            self.reader.fault(Kind.BAD_ID, self.line_of(key), what, mend)
            return ""
        return value

    def _name(self) -> str:
        value = self.reader.scalar(self.found.get("name"), "name")
        for flaw in flaws(value, _NAME):
            self.reader.fault(flaw.kind, self.line_of("name"), f"name: {flaw.what}", flaw.mend)
        return tidy(value)

    def _day(self, key: str) -> date | None:
        return self.reader.day(self.found[key], key) if key in self.found else None

    def _domains(self) -> tuple[str, ...]:
        nodes = self.reader.items(self.found.get("domains"), "domains", 0, MOST_DOMAINS)
        return tuple(filter(None, map(self._domain, nodes)))

    def _domain(self, node: Node) -> str:
        value = self.reader.scalar(node, "domains")
        domain = ascii_domain(value)
        if not domain:
            what = f"`{shown(value)}` is not an e-mail domain"
            self.reader.fault(Kind.DOMAIN, node.line, what, "Write it as in molde.kommune.no.")
        return domain

    def _leave_weeks(self) -> tuple[int, ...]:
        where = "common_leave_weeks"
        nodes = self.reader.items(self.found.get(where), where, 0, MOST_WEEKS)
        return tuple(sorted({self.reader.number(each, where, 1, 53) for each in nodes}))

    def _in_order(self) -> None:
        first, last = self.value.valid_from, self.value.valid_to
        if last is not None and last < first:
            what = "valid_to is before valid_from"
            self.reader.fault(Kind.MERGER, self.line_of("valid_to"), what, "Correct one of them.")
        if self.value.merged_into and last is None:
            what, mend = "merged_into without valid_to", "Add its last day as `valid_to:`."
            self.reader.fault(Kind.MERGER, self.line_of("merged_into"), what, mend)


def _between(entries: list[_Entry], notes: Notes) -> None:
    """Note the faults between municipalities."""
    one = Reader(notes, FILE)
    one.unique([(e.value.number, e.line_of("number")) for e in entries], "the number")
    _domains_once(entries)
    known = {e.value.number: e.value for e in entries if e.value.number}
    for each in entries:
        if each.value.merged_into:
            _merger(each, known)


def _domains_once(entries: list[_Entry]) -> None:
    owner: dict[str, str] = {}
    for each in entries:
        for domain in each.value.domains:
            if domain in owner:
                what = f"the domain {domain} is also {owner[domain]}'s"
                mend = "Leave it with one: today's municipality, where one took over."
                each.reader.fault(Kind.DOMAIN, each.line_of("domains"), what, mend)
            owner.setdefault(domain, each.value.number)


def _merger(entry: _Entry, known: dict[str, Municipality]) -> None:
    into, last = known.get(entry.value.merged_into), entry.value.valid_to
    line, number = entry.line_of("merged_into"), entry.value.merged_into
    if into is None:
        what, mend = f"merged_into is {number}, which is not here", "Add it, or correct it."
        entry.reader.fault(Kind.MERGER, line, what, mend)
    elif _circular(entry.value, known):
        what, mend = f"merged_into {number} leads back to itself", "Break the circle."
        entry.reader.fault(Kind.MERGER, line, what, mend)
    elif last is not None and last < date.max and not into.stands_on(last + timedelta(days=1)):
        what = f"{number} does not stand on the day after {last}"
        entry.reader.fault(Kind.MERGER, line, what, "Correct valid_to here or the dates there.")


def _circular(start: Municipality, known: dict[str, Municipality]) -> bool:
    seen = {start.number}
    at = known.get(start.merged_into)
    while at is not None and at.number not in seen:
        seen.add(at.number)
        at = known.get(at.merged_into)
    return at is not None


def _transfers(notes: Notes, node: Node | None, map_: Municipalities) -> tuple[Transfer, ...]:
    """The transfers without faults."""
    nodes = Reader(notes, FILE).items(node, "transfers", 0, MOST_TRANSFERS)
    read = [_TransferEntry(notes, each, map_) for each in nodes]
    named = [(f"{e.value.leaves}/{e.value.unit} {e.value.day}", e.line) for e in read]
    Reader(notes, FILE).unique(named, "the transfer")
    return tuple(each.value for each in read if each.reader.sound)


class _TransferEntry:
    """One transfer, and its line."""

    def __init__(self, notes: Notes, node: Node, map_: Municipalities) -> None:
        self.reader = Reader(notes, FILE)
        self.found = self.reader.fields(node, "a transfer", _TRANSFER)
        self.line = node.line
        day = self.reader.day(self.found["day"], "day") if "day" in self.found else date.min
        self.value = Transfer(self._unit(), self._number("leaves"), self._number("joins"), day)
        if self.reader.sound:
            self._ends(map_)

    def _unit(self) -> str:
        name = self.reader.scalar(self.found.get("unit"), "unit")
        for flaw in flaws(name, _UNIT):
            self._fault("unit", f"unit: {flaw.what}", flaw.mend)
        return tidy(name)

    def _number(self, key: str) -> str:
        return self.reader.scalar(self.found.get(key), key)

    def _ends(self, map_: Municipalities) -> None:
        """Note a fault if either municipality does not stand when the unit is transferred."""
        leaves, joins, day = self.value.leaves, self.value.joins, self.value.day
        if leaves == joins:
            self._fault("joins", f"it leaves and joins {leaves}", "Correct one of them.")
        if day == date.min:
            self._fault("day", "day is before any map", "Write the day it joined the other.")
            return
        self._stands("leaves", leaves, day - timedelta(days=1), map_)
        self._stands("joins", joins, day, map_)

    def _stands(self, key: str, number: str, day: date, map_: Municipalities) -> None:
        known = map_.by_number(number)
        if known is None:
            near = did_you_mean(number, (each.number for each in map_.valid_on(day)))
            mend = f"{near}Add it above, or correct it."
            self._fault(key, f"{key} is {shown(number)}, which is not here", mend)
        elif not known.stands_on(day):
            what = f"{number} {known.name} does not stand on {day}"
            self._fault(key, what, "Correct the day, the number, or the dates above.")

    def _fault(self, key: str, what: str, mend: str) -> None:
        line = self.found[key].line if key in self.found else self.line
        self.reader.fault(Kind.TRANSFER, line, what, mend)
