"""One row of the file: what its cells say together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar

from bot.core.people.municipalities import Municipalities
from bot.core.people.roster import (
    ROLES,
    BadCell,
    Entry,
    RosterFault,
    check_letters,
    former_of,
    main_of,
    municipality_of,
    percent_of,
    person_of,
    role_of,
    scope_of,
    unit_of,
)
from bot.core.people.roster_file.accounts import left_out
from bot.core.people.roster_file.headings import UNITS, WHO, Column, Heading
from bot.core.people.roster_file.lines import Row
from bot.core.people.roster_file.sheet import Sheet
from bot.core.text_files.cells import plain
from bot.core.text_files.damage import is_broken

T = TypeVar("T")
Said = dict[str, list[tuple[Column, str]]]
"""The cells of a row that are not empty, by what their columns mean."""
Part = tuple[tuple[str, ...], Callable[[Said], dict[str, Any]]]
"""The columns that something of an entry stands in, and what reads it."""

_UNREAD: Final = object()


class _At(BadCell):
    """Its third argument is the column, or those that say different things."""


class RowReader:
    """Takes rows into a sheet. What a cell means is looked up once for all rows that have it."""

    def __init__(
        self, sheet: Sheet, heading: Heading, map_: Municipalities, day: date, *, broken: bool
    ) -> None:
        self._sheet, self._heading, self._map, self._day = sheet, heading, map_, day
        self._known: dict[tuple[str, str], Any] = {}
        self._out: Counter[str] = Counter()
        self._by_domain = 0
        self._zeros = 0
        self._cells: dict[str, str] = {}
        self._names = heading.of("name", "part_of_name")
        self._used = [e for e in heading.columns if e.means and e not in self._names]
        self._unread = heading.unused if broken else []
        self._where = ("municipality",) if heading.of("municipality") else ("company",)
        parts: tuple[Part, ...] = (
            (UNITS, self._unit),
            (("role",), lambda said: {"role": self._one(said, "role", role_of) or ""}),
            (("scope",), lambda said: {"scope": self._scope(said)}),
            (("percent",), lambda said: {"percent": self._one(said, "percent", percent_of)}),
            (("main",), lambda said: {"main": self._one(said, "main", main_of)}),
            (("former",), lambda said: {"former": self._one(said, "former", former_of) or ""}),
        )
        always: tuple[Part, ...] = ((WHO, self._who), (self._where, self._municipality))
        self._parts = (*always, *(each for each in parts if heading.of(*each[0])))

    def take(self, row: Row) -> None:
        """Note what is wrong with a row, or what it says, or that it is left out."""
        if row.wrong:
            self._sheet.faults.append(RosterFault(row.number, "", *row.wrong))
            return
        said = self._said(row.cells)
        if why := left_out(said):
            self._out[why] += 1
            return
        faults = len(self._sheet.faults)
        facts: dict[str, Any] = {}
        try:
            facts["name"] = self._name(row.cells)
        except BadCell as bad:
            self._fault(row, bad, "")
        for means, facts_of in self._parts:
            try:
                facts |= facts_of(said)
            except BadCell as bad:
                self._fault(row, bad, self._column(said, *means))
        if len(self._sheet.faults) == faults:
            self._sheet.entries.append(Entry(row.number, **facts))

    def finish(self) -> None:
        """Note what is to be known about the file as a whole."""
        sheet = self._sheet
        sheet.left_out = self._out.total()
        sheet.notes += [f"left out, {why}: {n}" for why, n in sorted(self._out.items())]
        sheet.notes += list(self._about_columns())
        if self._by_domain:
            why = "rows whose municipality is known by the e-mail domain alone"
            sheet.notes.append(f"{why}: {self._by_domain}")
        if self._zeros:
            why = "with the zero that spreadsheets drop (0301 is shown as 301)"
            sheet.notes.append(f"municipality numbers of three digits are read {why}")
        if self._out and not sheet.entries and not sheet.faults:
            why = "everybody in it is left out."
            sheet.faults.append(RosterFault(0, "", why, "Take another list."))
        shares = [each.percent for each in sheet.entries if each.percent]
        if shares and max(shares) <= 1:  # 0.6 for 60 %
            sheet.entries = [
                each if each.percent is None else replace(each, percent=each.percent * 100)
                for each in sheet.entries
            ]

    def _about_columns(self) -> Iterator[str]:
        """Columns that are the same thing: which of them is used."""
        columns = self._heading.of(*UNITS)
        if len({each.means for each in columns}) > 1:
            first, *others = [each.shown for each in columns]
            more = f"; where it is empty, {' and then '.join(others)}" if others else ""
            yield f"the unit is taken from the column {first}{more}"
        for means in ("municipality", "role", "mail", "entra"):
            if len(same := self._heading.of(means)) > 1:
                yield f"the columns {_and(same)} are the same thing, and both are read"

    def _said(self, cells: Sequence[str]) -> Said:
        said: Said = {}
        for column in self._used:
            if column.index < len(cells) and (cell := self._plain(cells[column.index])):
                said.setdefault(column.means, []).append((column, cell))
        return said

    def _fault(self, row: Row, bad: BadCell, column: str) -> None:
        where = bad.args[2] if isinstance(bad, _At) else column
        self._sheet.faults.append(RosterFault(row.number, where, *bad.args[:2]))

    def _plain(self, cell: str) -> str:
        """A cell without what stands around its text; most stand in many rows."""
        found = self._cells.get(cell)
        if found is None:
            found = self._cells[cell] = plain(cell)
        return found

    def _name(self, cells: Sequence[str]) -> str:
        """The name, whole or put together from its parts. Raises `BadCell` for letters that are
        broken, in it or in a column that nothing else looks at."""
        names: dict[str, str] = {}
        for column in self._names:
            if column.index < len(cells) and (cell := self._plain(cells[column.index])):
                _checked(cell, column)
                names[column.means] = " ".join(filter(None, (names.get(column.means), cell)))
        for column in self._unread:
            if column.index < len(cells) and is_broken(cells[column.index]):
                _checked(cells[column.index], column)
        return names.get("name") or names.get("part_of_name", "")

    def _column(self, said: Said, *means: str) -> str:
        """The name of the column to mend: the first with something in it, or the first."""
        filled = [column for each in means for column, _ in said.get(each, ())]
        columns = filled or self._heading.of(*means)
        return columns[0].shown if columns else means[0]

    def _one(self, said: Said, means: str, read: Callable[[str], T]) -> T | None:
        """What the columns of this meaning say together; None if they are empty."""
        if means not in said:
            return None
        if len(said[means]) == 1:
            return self._read(means, said[means][0][1], read)
        several = [(column, self._read(means, cell, read)) for column, cell in said[means]]
        if len({value for _, value in several}) > 1:
            raise _contradiction([column for column, _ in several])
        return several[0][1]

    def _read(self, means: str, cell: str, read: Callable[[str], T]) -> T:
        """What a cell means, or the fault it has: the same for every row."""
        key = (means, cell)
        found = self._known.get(key, _UNREAD)
        if found is _UNREAD:
            try:
                found = read(cell)
            except BadCell as bad:
                found = bad
            self._known[key] = found
        if isinstance(found, BadCell):
            raise found
        return found  # type: ignore[no-any-return]

    def _unit(self, said: Said) -> dict[str, str]:
        found = (self._one(said, each, unit_of) for each in UNITS if each in said)
        return {"unit": next(filter(None, found), "")}

    def _scope(self, said: Said) -> tuple[str, ...]:
        """What the row's role is for; the role itself is read, and found wrong, in its own cell."""
        if "scope" not in said:
            return ()
        roles = (ROLES.get(cell.casefold()) for _, cell in said.get("role", ()))
        role = next(filter(None, roles), "")
        found = [(c, scope_of(cell, role, self._map, self._day)) for c, cell in said["scope"]]
        if len({scope for _, scope in found}) > 1:
            raise _contradiction([column for column, _ in found])
        return found[0][1]

    def _who(self, said: Said) -> dict[str, str]:
        found = [(c, person_of(cell)) for each in WHO for c, cell in said.get(each, ())]
        if not found:
            raise BadCell("nobody is named.", "Write an e-mail address or an Entra object id.")
        ids = [(column, who) for column, who in found if "entra" in who]
        if len({who["entra"] for _, who in ids}) > 1:
            raise _contradiction([column for column, _ in ids])
        mails = list(dict.fromkeys(who["mail"] for _, who in found if "mail" in who))
        if len(mails) > 2:
            raise BadCell(f"it has {len(mails)} e-mail addresses.", "Keep two of them.")
        return (ids[0][1] if ids else {}) | dict(zip(("mail", "upn"), mails, strict=False))

    def _municipality(self, said: Said) -> dict[str, str]:
        if self._where == ("municipality",):
            found = self._one(said, "municipality", self._numbered)
            return {"municipality": found or self._numbered("")}
        try:
            if named := self._one(said, "company", self._numbered):
                return {"municipality": named}
            unnamed = BadCell(
                "no column says the municipality, and nor does the e-mail domain.",
                "Add a column kommune, or the domain to municipalities.yaml.",
            )
        except BadCell as bad:
            unnamed = bad
        number = self._by_address(said)
        if not number:
            raise unnamed
        self._by_domain += 1
        return {"municipality": number}

    def _numbered(self, cell: str) -> str:
        self._zeros += cell[:3].isdigit() and not cell[3:4].isdigit()
        return municipality_of(cell, self._map, self._day)

    def _by_address(self, said: Said) -> str:
        """The municipality of the first address whose domain is known; "" if there is none."""
        for each in ("mail", "person", "upn"):
            for _, cell in said.get(each, ()):
                number = self._map.by_email(cell, self._day) if "@" in cell else None
                known = self._map.by_number(number) if number else None
                if known and known.stands_on(self._day):
                    return known.number
        return ""


def _checked(cell: str, column: Column) -> None:
    try:
        check_letters(cell)
    except BadCell as bad:
        raise _At(*bad.args, column.shown) from None


def _contradiction(columns: Sequence[Column]) -> BadCell:
    why = "they are the same thing, and say different things."
    return _At(why, "Keep one of them.", _and(columns))


def _and(columns: Sequence[Column]) -> str:
    return " and ".join(each.shown for each in columns)
