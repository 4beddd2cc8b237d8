"""The roster: the employer's list of where each person works, with a row for each person.

Here are the values, and the validation of a cell. `bot.core.people.roster_file` turns a file into
rows, and `bot.actions.people.roster` imports them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.core.people.municipalities import LONGEST_ADDRESS, Municipalities, email_domain
from bot.core.people.roles import Role

LONGEST_UNIT: Final = 80  # characters
LONGEST_QUOTE: Final = 40  # characters of a cell that a fault quotes
MOST_PERCENT: Final = 200  # of a full position; more is a slip of the pen
_ID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ENTRA: Final = re.compile(rf"(?:({_ID})[/:])?({_ID})")
_NUMBER: Final = re.compile(r"([0-9]{3,4})(?:\s+\D.*)?")
_PERCENT: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?) ?%?")
_FORMULA: Final = ("=", "+", "-", "@")
ROLES: Final[Mapping[str, Role]] = {
    **dict.fromkeys(("ansatt", "tilsett", "medarbeider", "medarbeidar", "employee"), Role.EMPLOYEE),
    **dict.fromkeys(("pådriver", "pådrivar", "suksesspådriver", "champion"), Role.CHAMPION),
    **dict.fromkeys(("prosjektleder", "prosjektleiar", "operatør", "operator"), Role.OPERATOR),
    **dict.fromkeys(("leser", "lesar", "innsyn", "reader"), Role.READER),
}
WITH_SCOPE: Final = (Role.OPERATOR, Role.READER)  # a champion's scope follows from where they work
_YES_NO: Final = {
    **dict.fromkeys(("ja", "j", "yes", "y", "x", "1", "true", "sann"), True),
    **dict.fromkeys(("nei", "n", "no", "0", "false", "usann"), False),
}
MOST_PLACES: Final = 10  # beside the main one of a person; more is a mistake


@dataclass(frozen=True, slots=True)
class Entry:
    """One row. It has `entra`, an Entra object id, with `tenant` if the file has it; or addresses
    as `plain_mail` writes them; or both. `mail` is the first address, the user principal name where
    the file has no other; `upn` is the user principal name if it is a second one: either of them is
    this person. `unit` is None if the file has no such column, "" for somebody without a unit.
    `role` is "" to leave it unchanged; `scope` has the municipalities that it is for, none for all
    of them. `percent` is how much of a full position the job is (60 for 60 %), None if the file
    does not say; `main`, whether it is the main one of several, likewise. `also` are the places of
    their other jobs ("1506/Sentrum skole"). `decided` is False if nothing in the file says that
    the place is the main one: then somebody who is at one of the others is not moved. `name` is
    never sent or stored. `former` is the account that they had before ("tenant-id/entra-id", or the
    Entra id alone), as somebody says who knows.
    """

    row: int
    entra: str = ""
    tenant: str = ""
    mail: str = ""
    municipality: str = ""
    unit: str | None = None
    role: str = ""
    was: str = ""
    upn: str = ""
    percent: float | None = None
    scope: tuple[str, ...] = ()
    main: bool | None = None
    also: tuple[str, ...] = ()
    decided: bool = True
    former: str = ""
    name: str = field(default="", repr=False, compare=False)

    @property
    def mails(self) -> tuple[str, ...]:
        """The addresses that the person may be known by."""
        return tuple(filter(None, (self.mail, self.upn)))


@dataclass(frozen=True, slots=True)
class RosterFault:
    """What is wrong with a cell. `row` is numbered as in a spreadsheet, with the heading as 1; 0
    means the whole file."""

    row: int
    column: str
    why: str
    mend: str

    def __str__(self) -> str:
        where = [f"row {self.row}"] if self.row else ["the file"]
        return (
            f"{', '.join([*where, self.column] if self.column else where)}: {self.why} {self.mend}"
        )


class BadCell(ValueError):
    """A cell that can't be understood. Its arguments are two sentences: why, and how to mend it."""


def plain(cell: str) -> str:
    """A normalised cell: composed characters (NFC), single spaces, none around it."""
    return " ".join(unicodedata.normalize("NFC", cell).split())


def quoted(cell: str) -> str:
    """A cell to be quoted in a sentence: short, and without control characters. An e-mail address
    in the wrong column is not quoted, since reports of faults may be kept somewhere."""
    if "@" in cell.strip("@"):
        return "an e-mail address"
    shown = "".join(each if each.isprintable() else "?" for each in cell)
    return f"'{shown[:LONGEST_QUOTE]}{'...' if len(shown) > LONGEST_QUOTE else ''}'"


def person_of(cell: str) -> dict[str, str]:
    """What identifies a person: {"entra", "tenant"} or {"mail"}. Raises `BadCell`, which never
    quotes the cell, since reports of faults may be kept somewhere."""
    if "@" in cell:
        return {"mail": plain_mail(cell)}
    found = _ENTRA.fullmatch(cell.lower())
    if found is None:
        raise BadCell(
            "it is neither an e-mail address nor an Entra object id.",
            "An id looks like 00000000-0000-0000-0000-000000000000.",
        )
    return {"entra": found[2], "tenant": found[1] or ""}


def plain_mail(cell: str) -> str:
    """The address in a canonical spelling, whatever its case. Raises `BadCell` if it is not one."""
    local, _, _ = cell.partition("@")
    domain = email_domain(cell)
    if not domain or not local.isprintable() or " " in local or len(cell) > LONGEST_ADDRESS:
        raise BadCell("it is not a whole e-mail address.", "Write name@example.no.")
    return f"{local.casefold()}@{domain}"


def municipality_of(cell: str, map_: Municipalities, day: date) -> str:
    """The number of a municipality that exists on `day`, from its number, its name or both. Raises
    `BadCell` if there is no such municipality."""
    found = _NUMBER.fullmatch(cell)
    if found:
        # Spreadsheets drop the leading zero of 0301.
        return _standing(found[1].zfill(4), map_, day)
    name = cell.casefold().removesuffix(" kommune").removesuffix(" herad")
    numbers = [each.number for each in map_.valid_on(day) if each.name.casefold() == name]
    if len(numbers) == 1:
        return numbers[0]
    gone = [each.number for each in map_ if each.name.casefold() == name]
    if len(gone) == 1:
        return _standing(gone[0], map_, day)
    raise BadCell(
        f"{quoted(cell)} is no municipality that is known here.",
        "Write its number, four digits, as municipalities.yaml has it.",
    )


def _standing(number: str, map_: Municipalities, day: date) -> str:
    known = map_.by_number(number)
    if known is None:
        raise BadCell(
            f"no municipality has the number {number}.",
            "Write its number, four digits, as municipalities.yaml has it.",
        )
    if known.stands_on(day):
        return number
    if not known.ended_by(day):
        raise BadCell(
            f"{number} {known.name} does not begin before {known.valid_from}.",
            "Write the one that stands now, or import on that day.",
        )
    heir = map_.resolve(number, day)
    mend = f"Write {heir}." if heir != number else "Write the one that took over."
    raise BadCell(f"{number} {known.name} ended on {known.valid_to}.", mend)


def unit_of(cell: str) -> str:
    """The name of a unit, "" for none. Raises `BadCell` if it can't be one."""
    if len(cell) > LONGEST_UNIT:
        raise BadCell(f"{quoted(cell)} is too long.", f"At most {LONGEST_UNIT} characters.")
    if not cell.isprintable() or "|" in cell:
        why = f"{quoted(cell)} has a character that is in no name."
        raise BadCell(why, "Take it out.")
    if cell.startswith(_FORMULA):
        why = f"{quoted(cell)} begins like a formula."
        raise BadCell(why, "Write the unit's name.")
    return cell


def role_of(cell: str) -> str:
    """The role, "" to leave it unchanged. Raises `BadCell` if it is not one."""
    role = ROLES.get(cell.casefold())
    if cell and role is None:
        raise BadCell(
            f"{quoted(cell)} is no role.",
            "Write employee, champion, operator or reader (ansatt, pådriver, prosjektleder, leser),"
            " or nothing.",
        )
    return role.value if role else ""


def percent_of(cell: str) -> float | None:
    """The share of a full position, in percent: "60", "60 %", "62,5"; None for an empty cell.
    Raises `BadCell` if it is not one."""
    if not cell:
        return None
    found = _PERCENT.fullmatch(cell)
    if found is None or float(found[1].replace(",", ".")) > MOST_PERCENT:
        raise BadCell(f"{quoted(cell)} is no share of a position.", "Write 60, 60 % or 62,5.")
    return float(found[1].replace(",", "."))


def former_of(cell: str) -> str:
    """The former account, as `Entry` has it; "" for an empty cell. Raises `BadCell`."""
    found = _ENTRA.fullmatch(cell.lower())
    if cell and found is None:
        why = "it is no Entra object id."
        raise BadCell(why, "An id looks like 00000000-0000-0000-0000-000000000000.")
    return "/".join(filter(None, found.groups())) if found else ""


def main_of(cell: str) -> bool | None:
    """Whether it is the main position, None for an empty cell. Raises `BadCell` if it does not
    say."""
    if not cell:
        return None
    if cell.casefold() not in _YES_NO:
        why = f"{quoted(cell)} does not say whether it is the main position."
        raise BadCell(why, "Write yes or no (ja, nei).")
    return _YES_NO[cell.casefold()]


def addresses_of(mail: str, upn: str) -> dict[str, str]:
    """{"mail"} or {"mail", "upn"}, as in `Entry`; {} for two empty cells. Raises `BadCell`."""
    found = tuple(dict.fromkeys(plain_mail(each) for each in (mail, upn) if each))
    return dict(zip(("mail", "upn"), found, strict=False))


def scope_of(cell: str, role: str, map_: Municipalities, day: date) -> tuple[str, ...]:
    """The municipalities that a role is for, from their numbers or names with commas between.
    Raises `BadCell` for anything else, and for a role that is not given so."""
    names = [each.strip() for each in re.split("[,;]", cell) if each.strip()]
    if names and role not in WITH_SCOPE:
        raise BadCell(
            "only an operator or a reader has municipalities.",
            "Leave it empty: a champion looks after where they work.",
        )
    return tuple(sorted({municipality_of(each, map_, day) for each in names}))
