"""The roster: the employer's list of where each person works, with a row for each person.

Here are the values, and the validation of a cell. `bot.core.people.roster_file` turns a file into
rows, and `bot.actions.people.roster` imports them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.core.people.municipalities import (
    LONGEST_ADDRESS,
    Municipalities,
    Municipality,
    email_domain,
)
from bot.core.people.roles import Role
from bot.core.text_files.addresses import address_of, is_several
from bot.core.text_files.cells import unseen
from bot.core.text_files.damage import damage

LONGEST_UNIT: Final = 80  # characters
MOST_NAMED: Final = 12  # municipalities that a fault names
LONGEST_QUOTE: Final = 40  # characters of a cell that a fault quotes
MOST_PERCENT: Final = 200  # of a full position; more is a slip of the pen
_ID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_ENTRA: Final = re.compile(rf"(?:({_ID})[/:])?({_ID})")
_NUMBER: Final = re.compile(r"([0-9]{3,4})(?:[.,]0{1,2})?(?:\s*[-–:,]?\s+(\D.*))?")
_NEVER: Final = frozenset(' ()<>[]:;,"\\')  # in the name before @
_PERCENT: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?) ?%?")
_ERROR: Final = re.compile(r"#(?:[A-ZÆØÅ]+[!?]?|[NI]/[AT]|DIV/0!)")  # #N/A, #REF!, #VERDI!
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
        return {"mail": mail_of(cell)}
    found = _ENTRA.fullmatch(cell.lower().strip("{}"))
    if found is None:
        raise BadCell(
            "it is neither an e-mail address nor an Entra object id.",
            "An id looks like 00000000-0000-0000-0000-000000000000.",
        )
    return {"entra": found[2], "tenant": found[1] or ""}


def mail_of(cell: str) -> str:
    """The address in a cell, as `plain_mail` writes it, without what may stand around it ("SMTP:",
    a name, quotation marks). Raises `BadCell` if it is not one, or several."""
    check_letters(cell)
    address = address_of(cell)
    if is_several(address):
        raise BadCell("there are several e-mail addresses in it.", "Keep one of them.")
    return plain_mail(address)


def check_letters(cell: str) -> None:
    """Raises `BadCell` if letters were lost or changed before the cell came here, or something in
    it can't be seen."""
    if wrong := damage(cell):
        raise BadCell(*wrong)
    if code := unseen(cell):
        why = f"it has a character that can't be seen ({code})."
        raise BadCell(why, "Write the cell anew.")


def plain_mail(cell: str) -> str:
    """The address in a canonical spelling, whatever its case. Raises `BadCell` if it is not one."""
    local, _, _ = cell.partition("@")
    domain = email_domain(cell)
    if not domain or not local.isprintable() or {*local} & _NEVER or len(cell) > LONGEST_ADDRESS:
        raise BadCell("it is not a whole e-mail address.", "Write name@example.no.")
    return f"{local.casefold()}@{domain}"


def municipality_of(cell: str, map_: Municipalities, day: date) -> str:
    """The number of a municipality that exists on `day`, from its number, its name or both. Raises
    `BadCell` if there is no such municipality."""
    check_letters(cell)
    found = _NUMBER.fullmatch(cell)
    if found:
        # Spreadsheets drop the leading zero of 0301, and may make 1506 a number with decimals.
        number = found[1].zfill(4)
        _check_name(number, found[2] or "", map_)
        return _standing(number, map_, day)
    known = map_.named(cell)
    standing = [each.number for each in known if each.stands_on(day)]
    if len(standing) == 1:
        return standing[0]
    if len(known) == 1:
        return _standing(known[0].number, map_, day)
    why = f"{quoted(cell)} is no municipality that is known here."
    if known:
        why = f"there is not one municipality by the name {quoted(cell)} on {day}."
    meant = {e.number: e for each in known for e in map_.instead_of(each.number, day)}
    raise BadCell(why, _numbers([*meant.values()] or map_.valid_on(day), day))


def _check_name(number: str, name: str, map_: Municipalities) -> None:
    """Raises `BadCell` for the number of one municipality with the name of another."""
    named = [each.number for each in map_.named(name)]
    known = map_.by_number(number)
    if named and known and number not in named:
        why = f"{number} is {known.name}, and not {quoted(name)}."
        raise BadCell(why, "Write the number alone.")


def _standing(number: str, map_: Municipalities, day: date) -> str:
    known = map_.by_number(number)
    if known is None:
        why = f"no municipality has the number {number}."
        raise BadCell(why, _numbers(map_.valid_on(day), day))
    if known.stands_on(day):
        return number
    instead = _numbers(map_.instead_of(number, day) or map_.valid_on(day), day)
    if not known.ended_by(day):
        raise BadCell(f"{number} {known.name} does not begin before {known.valid_from}.", instead)
    raise BadCell(f"{number} {known.name} ended on {known.valid_to}.", instead)


def _numbers(several: Sequence[Municipality], day: date) -> str:
    """What to write: numbers that are taken on that day, since these are."""
    names = [f"{each.number} {each.name}" for each in several if each.stands_on(day)]
    if len(names) == 1:
        return f"Write {names[0][:4]}."
    if 0 < len(names) <= MOST_NAMED:
        return f"Write {', '.join(names[:-1])} or {names[-1]}."
    return "Write the four digits of a municipality that municipalities.yaml has on that day."


def unit_of(cell: str) -> str:
    """The name of a unit, "" for none. Raises `BadCell` if it can't be one."""
    check_letters(cell)
    if len(cell) > LONGEST_UNIT:
        raise BadCell(f"{quoted(cell)} is too long.", f"At most {LONGEST_UNIT} characters.")
    if not cell.isprintable() or "|" in cell:
        why = f"{quoted(cell)} has a character that is in no name."
        raise BadCell(why, "Take it out.")
    if _ERROR.fullmatch(cell):
        raise BadCell(f"{quoted(cell)} is an error of the spreadsheet.", "Write the unit's name.")
    if cell.startswith(_FORMULA):
        why = f"{quoted(cell)} begins like a formula."
        raise BadCell(why, "Write the unit's name.")
    return cell


def role_of(cell: str) -> str:
    """The role, "" to leave it unchanged. Raises `BadCell` if it is not one."""
    role = ROLES.get(cell.casefold())
    if role is None:
        check_letters(cell)
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
    found = _ENTRA.fullmatch(cell.lower().strip("{}"))
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
    found = tuple(dict.fromkeys(mail_of(each) for each in (mail, upn) if each))
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
