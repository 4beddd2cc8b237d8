"""What the columns of a roster are, known by their headings in any order.

The headings are those of

- our own example, in Norwegian and English;
- Entra's "Download users"
  (https://learn.microsoft.com/entra/identity/users/users-bulk-download);
- the Microsoft 365 admin centre's "Export users", of active users;
- the Norwegian municipal data model FINT (https://informasjonsmodell.felleskomponent.no, e-post,
  arbeidssted, ansettelsesprosent) and KS' register of personnel (stillingsprosent).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.core.people.roster import BadCell, quoted
from bot.core.text_files.cells import plain

WHO: Final = ("person", "entra", "mail", "upn")
# Where the unit stands, the first choice first: what is empty in one is looked up in the next.
UNITS: Final = ("unit", "company_unit", "department", "workplace", "office")
_TOPS: Final = 40  # lines among which the heading is, below titles
# The names that a heading may have, in lower case and reduced to letters.
_HEADINGS: Final = {
    "person": "person bruker brukar user who hvem kven ident brukerident brukarident id"
    " entraidellerepost entraidoremail entraorepost entraidorepost",
    "entra": "entra entraid entraobjektid entraobjectid objektid objectid azureid azureadid aadid"
    " azureobjectid brukerid brukarid userid externaldirectoryobjectid",
    "mail": "mail email epost epostadresse emailaddress primarysmtpaddress windowsemailaddress",
    "upn": "upn userprincipalname brukerhovednavn brukernavn brukarnamn username",
    "name": "name navn namn fulltnavn fulltnamn fullname displayname visningsnavn visingsnamn",
    "part_of_name": "firstname givenname fornavn fornamn mellomnavn mellomnamn lastname surname"
    " etternavn etternamn",
    "municipality": "municipality kommune kommunenr kommunenummer kommunenavn kommunenamn"
    " municipalitynumber municipalityno arbeidsgiver arbeidsgivar",
    "company": "company companyname firma selskap",
    "unit": "unit enhet eining enhetsnavn einingsnamn",
    "company_unit": "virksomhet verksemd",
    "department": "department avdeling",
    "workplace": "workplace arbeidssted arbeidsstad tjenestested tenestestad",
    "office": "office officelocation physicaldeliveryofficename",
    "role": "role rolle",
    "scope": "scope omfang område",
    "former": "tidligereentraid tidlegareentraid formerentraid formerobjectid tidligereobjektid",
    "main": "hovedstilling hovudstilling hovedarbeidsforhold hovudarbeidsforhold main mainposition"
    " hovedjobb hovudjobb",
    "percent": "stillingsprosent stillingprosent ansettelsesprosent tilsetjingsprosent percent",
    "user_type": "usertype brukertype",
    "enabled": "accountenabled",
    "blocked": "blockcredential blockcredentials",
    "deleted": "softdeletiontimestamp",
}
_MEANS: Final = {
    heading: column for column, several in _HEADINGS.items() for heading in several.split()
}
# Headings that other systems have for something else: they count if what stands there fits.
_WEAK: Final = frozenset(
    "id ident bruker brukar user brukerident brukarident brukernavn brukarnamn username brukerid"
    " brukarid userid person".split()
)
_IDENTIFIES: Final = re.compile(r".*@.*|.*[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}.*", re.I)
_EXAMPLE: Final = "The first row names the columns: email;name;municipality;unit;role"


@dataclass(frozen=True, slots=True)
class Column:
    """`index` counts from 0; `name` is the heading as written; `means` is "" for one that means
    nothing here. `shown` is the heading as it is quoted, with its letter if there are two."""

    index: int
    name: str
    means: str
    shown: str


@dataclass(frozen=True, slots=True)
class Heading:
    columns: tuple[Column, ...]

    @property
    def known(self) -> int:
        return sum(bool(each.means) for each in self.columns)

    @property
    def unused(self) -> list[Column]:
        return [each for each in self.columns if not each.means and each.name]

    def of(self, *means: str) -> list[Column]:
        """The columns that are one of these, in that order."""
        return [each for wanted in means for each in self.columns if each.means == wanted]

    def for_rows(self, rows: Sequence[Sequence[str]]) -> Heading:
        """Without columns of numbers or names in a system of its own, where another column says
        who it is; and without scopes, if there are no roles: then they are something else."""
        weak = [each for each in self.of(*WHO) if _reduced(each.name) in _WEAK]
        out = {each.index for each in weak if not _is_who(each, rows)}
        if all(each.index in out for each in self.of(*WHO)):
            out = set()
        out |= set() if self.of("role") else {each.index for each in self.of("scope")}
        kept = (replace(e, means="") if e.index in out else e for e in self.columns)
        return Heading(tuple(kept))


def heading_of(tops: Sequence[Sequence[str]], *, quiet: bool = False) -> tuple[int, Heading]:
    """The number of rows down to the heading, and the heading: the first row that says who, and
    something else; titles may stand above it. Raises `BadCell` if there is none, unless it is to be
    `quiet`."""
    found = [(n, _heading(row)) for n, row in enumerate(tops[:_TOPS], start=1) if any(row)]
    whole = [(n, each) for n, each in found if each.known > 1 and each.of(*WHO)]
    if whole:
        return whole[0]
    if quiet:
        return max(found, key=lambda pair: pair[1].known, default=(0, Heading(())))
    raise _no_heading([each for _, each in found])


def _no_heading(found: Sequence[Heading]) -> BadCell:
    if not any(each.name for heading in found for each in heading.columns):
        return BadCell("it is empty.", "The first row is the heading.")
    best = max(found, key=lambda each: each.known)
    lacks = [] if best.of(*WHO) else ["e-mail or Entra id"]
    lacks += [] if best.of("municipality", "company") else ["municipality"]
    return BadCell(f"the heading has no column for {' and '.join(lacks)}.", _EXAMPLE)


def _heading(row: Sequence[str]) -> Heading:
    names = [plain(each) for each in row]
    return Heading(
        tuple(Column(n, each, _means(each), _shown(names, n)) for n, each in enumerate(names))
    )


def _means(name: str) -> str:
    return _MEANS.get(_reduced(name), "")


def _reduced(name: str) -> str:
    return "".join(filter(str.isalpha, name.casefold()))


def _shown(names: Sequence[str], n: int) -> str:
    shown = quoted(names[n]).strip("'")
    return f"{shown} ({_letter(n)})" if names.count(names[n]) > 1 else shown


def _letter(n: int) -> str:
    """The name of a column in a spreadsheet: A, B, ... Z, AA."""
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)


def _is_who(column: Column, rows: Sequence[Sequence[str]]) -> bool:
    return any(
        _IDENTIFIES.fullmatch(plain(row[column.index])) for row in rows if len(row) > column.index
    )
