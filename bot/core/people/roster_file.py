"""Reads a roster file into rows, and reports all faults at once, each with its row and column.

The file comes from somebody's spreadsheet and is not trusted. A row is one line, so that a missing
quotation mark only affects its own row, not the rest of the file.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from bot.core.people.jobs import Rows, by_person
from bot.core.people.municipalities import Municipalities
from bot.core.people.roster import (
    ROLES,
    BadCell,
    Entry,
    RosterFault,
    addresses_of,
    former_of,
    main_of,
    municipality_of,
    percent_of,
    person_of,
    plain,
    quoted,
    role_of,
    scope_of,
    unit_of,
)

MOST_BYTES: Final = 64 * 1024 * 1024
LONGEST_LINE: Final = 4_000  # characters; a row of five cells is much shorter
_DELIMITERS: Final = (";", ",", "\t")
_LINE: Final = re.compile(r"\r\n|\n|\r")
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNSURE: Final = (
    "has several jobs, and nothing says which is the main one: they are counted where they are"
    " already, else here. A column for percent or main position would say it."
)
_WHO: Final = ("person", "entra", "mail", "upn")
# The names that a heading may have, in lower case and reduced to letters.
_HEADINGS: Final = {
    "person": "person bruker brukar user who hvem kven ident brukerident brukarident id bruker_id"
    " entraidellerepost entraidoremail entraorepost entraidorepost",
    "entra": "entra entraid entraobjektid entraobjectid objektid objectid azureid azureadid aadid"
    " azureobjectid brukerid brukarid userid",
    "mail": "mail email epost epostadresse emailaddress",
    "upn": "upn userprincipalname brukernavn brukarnamn username",
    "name": "name navn namn fulltnavn fulltnamn fullname displayname visningsnavn",
    "municipality": "municipality kommune kommunenr kommunenummer municipalitynumber"
    " municipalityno arbeidsgiver arbeidsgivar",
    "unit": "unit enhet eining avdeling arbeidssted arbeidsstad tjenestested tenestestad"
    " department workplace virksomhet verksemd",
    "role": "role rolle",
    "scope": "scope omfang område",
    "former": "tidligereentraid tidlegareentraid formerentraid formerobjectid tidligereobjektid",
    "main": "hovedstilling hovudstilling hovedarbeidsforhold hovudarbeidsforhold main mainposition"
    " hovedjobb hovudjobb",
    "percent": "stillingsprosent stillingprosent ansettelsesprosent tilsetjingsprosent percent",
}
_MEANS: Final = {
    heading: column for column, several in _HEADINGS.items() for heading in several.split()
}


@dataclass(slots=True)
class Sheet:
    """`entries` are the rows without faults. `unused` are headings that are ignored. `notes` are
    sentences about what is not a fault but should be known. `lines` is the number of rows, and
    `several` are the entries, by row, of people with several jobs."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[RosterFault] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: int = 0
    several: list[int] = field(default_factory=list)

    def put(self, rows: Rows) -> None:
        """Take these people for the rows, with what is wrong about them."""
        self.entries, self.several = rows.people, sorted(rows.several)
        said = (RosterFault(row, "", why, "Keep what is right.") for row, why in rows.faults)
        self.faults = sorted([*self.faults, *said], key=lambda each: each.row)
        self.notes += [f"row {row}: the same as an earlier row." for row in sorted(rows.repeated)]
        self.notes += [f"row {row}: {_UNSURE}" for row in sorted(rows.unsure)]


def read(raw: bytes, map_: Municipalities, day: date) -> Sheet:
    """The rows and faults of a file: UTF-8 (with or without a BOM) or Windows-1252, with commas,
    semicolons or tabs. Municipalities are looked up on the map of `day`. Raises nothing."""
    sheet = Sheet()
    try:
        lines = _lines(raw)
        first, delimiter, columns = _heading(lines)
    except BadCell as bad:
        sheet.faults.append(RosterFault(0, "", *bad.args))
        return sheet
    sheet.unused = [quoted(name) for name, column in columns if not column]
    for number, line in enumerate(lines[first:], start=first + 1):
        if line.strip(f"{delimiter} "):
            sheet.lines += 1
            _row(sheet, number, line, delimiter, columns, map_, day)
    if not sheet.lines:
        sheet.faults.append(
            RosterFault(0, "", "there is nobody in it.", "Put a row under the heading.")
        )
    _compare(sheet)
    return sheet


def _lines(raw: bytes) -> list[str]:
    if len(raw) > MOST_BYTES:
        raise BadCell("it is larger than 64 MB.", "Is it the right file?")
    if raw.startswith(_UTF_16):
        raise BadCell("it is in UTF-16.", 'Save it as "CSV UTF-8".')
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("cp1252")
        except UnicodeDecodeError:
            why = "it is neither UTF-8 nor Windows-1252."
            raise BadCell(why, 'Save it as "CSV UTF-8".') from None
    return _LINE.split(text)


Columns = list[tuple[str, str]]
"""(heading as written, the column it means or "")."""


def _heading(lines: Sequence[str]) -> tuple[int, str, Columns]:
    """The number of lines before the first row, the delimiter, and the columns."""
    for number, line in enumerate(lines):
        if line.strip() and not re.fullmatch(r'"?sep=.?"?', line.strip(), re.I):
            return (number + 1, *_columns(line))
    raise BadCell("it is empty.", "The first row is the heading.")


def _columns(line: str) -> tuple[str, Columns]:
    tried = [(each, _understood(line, each)) for each in _DELIMITERS]
    delimiter, columns = max(tried, key=lambda pair: sum(bool(means) for _, means in pair[1]))
    means = [each for _, each in columns if each]
    twice = sorted({each for each in means if means.count(each) > 1})
    if twice:
        raise BadCell(f"two columns are the {twice[0]}.", "Keep one of them.")
    lacks = [] if set(means) & set(_WHO) else ["e-mail or Entra id"]
    lacks += [] if "municipality" in means else ["municipality"]
    if lacks:
        why = f"the heading has no column for {' and '.join(lacks)}."
        raise BadCell(why, "The first row names the columns: email;name;municipality;unit;role")
    return delimiter, columns


def _understood(line: str, delimiter: str) -> Columns:
    try:
        names = _cells(line, delimiter)
    except BadCell:
        return []
    return [(each, _MEANS.get("".join(filter(str.isalpha, each.casefold())), "")) for each in names]


def _cells(line: str, delimiter: str) -> list[str]:
    if len(line) > LONGEST_LINE:
        why = f"it has {len(line)} characters."
        raise BadCell(why, "Is a quotation mark missing, or is it not a roster?")
    if any(each < " " and each != "\t" for each in line):
        raise BadCell("there is a control character in it.", "Take it out.")
    try:
        (cells,) = csv.reader([line], delimiter=delimiter, strict=True)
    except (csv.Error, ValueError):
        why = "a quotation mark is open, or in the wrong place."
        raise BadCell(why, 'Write "..." around the whole cell, and "" for one inside it.') from None
    return [plain(each) for each in cells]


def _row(
    sheet: Sheet,
    number: int,
    line: str,
    delimiter: str,
    columns: Columns,
    map_: Municipalities,
    day: date,
) -> None:
    try:
        cells = _cells(line, delimiter)
    except BadCell as bad:
        sheet.faults.append(RosterFault(number, "", *bad.args))
        return
    if any(cells[len(columns) :]):
        mend = f'Write "..." around a cell that has {quoted(delimiter)} in it.'
        sheet.faults.append(RosterFault(number, "", "it has more cells than the heading.", mend))
        return
    said = {means: cell for (_, means), cell in zip(columns, cells, strict=False) if means}
    names = {means: name for name, means in columns if means}
    faults = len(sheet.faults)
    facts: dict[str, Any] = {}
    for column, facts_of in _understandings(said, names, map_, day):
        try:
            facts |= facts_of()
        except BadCell as bad:
            shown = quoted(names[column]).strip("'") if column in names else column
            sheet.faults.append(RosterFault(number, shown, *bad.args))
    if len(sheet.faults) == faults:
        sheet.entries.append(Entry(number, **facts))


Understanding = tuple[str, Callable[[], dict[str, Any]]]


def _understandings(
    said: dict[str, str], names: dict[str, str], map_: Municipalities, day: date
) -> Iterator[Understanding]:
    """Each column of a row, with a function that reads its cell."""
    who = [each for each in _WHO if said.get(each)]
    for each in who:
        yield each, lambda of=each: _named(said, of)  # type: ignore[misc]
    if not who:
        yield next(each for each in _WHO if each in names), _nobody
    yield (
        "municipality",
        lambda: {"municipality": municipality_of(said.get("municipality", ""), map_, day)},
    )
    if "unit" in names:
        yield "unit", lambda: {"unit": unit_of(said.get("unit", ""))}
    yield "role", lambda: {"role": role_of(said.get("role", ""))}
    yield "scope", lambda: {"scope": _scope(said, map_, day)}
    yield "percent", lambda: {"percent": percent_of(said.get("percent", ""))}
    yield "main", lambda: {"main": main_of(said.get("main", ""))}
    yield "former", lambda: {"former": former_of(said.get("former", ""))}
    yield "name", lambda: {"name": said.get("name", "")}


def _named(said: dict[str, str], column: str) -> dict[str, str]:
    if column == "upn":
        return addresses_of(said.get("mail", ""), said["upn"])
    return person_of(said[column])


def _scope(said: dict[str, str], map_: Municipalities, day: date) -> tuple[str, ...]:
    """What the row's role is for; the role itself is read, and found wrong, in its own cell."""
    role = ROLES.get(said.get("role", "").casefold())
    return scope_of(said.get("scope", ""), role or "", map_, day)


def _nobody() -> dict[str, Any]:
    raise BadCell("nobody is named.", "Write an e-mail address or an Entra object id.")


def _compare(sheet: Sheet) -> None:
    """Put the rows of each person together, and note units that differ only in case."""
    sheet.notes += list(_spellings(sheet.entries))
    sheet.put(by_person(sheet.entries))


def _spellings(entries: Sequence[Entry]) -> Iterator[str]:
    found: dict[tuple[str, str], set[str]] = {}
    for each in entries:
        if each.unit:
            found.setdefault((each.municipality, each.unit.casefold()), set()).add(each.unit)
    for several in found.values():
        if len(several) > 1:
            names = " and ".join(quoted(each) for each in sorted(several))
            yield f"{names} count as different units. Is one of them misspelt?"
