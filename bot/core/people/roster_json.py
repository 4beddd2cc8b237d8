"""Rows of the roster as JSON, between the command line and the running bot."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from bot.core.people.municipalities import Municipalities
from bot.core.people.places import place_of
from bot.core.people.roster import (
    MOST_PERCENT,
    MOST_PLACES,
    BadCell,
    Entry,
    addresses_of,
    former_of,
    municipality_of,
    person_of,
    role_of,
    scope_of,
    unit_of,
)
from bot.core.text_files.cells import plain

_KEY: Final = re.compile(r"[0-9a-f]{64}")  # of a waiting row


def to_json(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__ if name != "name"}


def from_json(said: Any, map_: Municipalities, day: date) -> Entry:
    """A row that was sent to the API, validated like a file. Raises `BadCell`."""
    texts = ("entra", "tenant", "mail", "upn", "municipality", "role", "was", "former")
    if (
        not isinstance(said, dict)
        or not isinstance(said.get("row"), int)
        or not all(isinstance(said.get(each, ""), str) for each in texts)
        or not isinstance(said.get("unit"), str | None)
        or not _are_texts(said.get("scope", []))
    ):
        raise BadCell("it is not a row.", "Send row, entra or mail, municipality, unit and role.")
    cells = {name: plain(said.get(name, "")) for name in texts}
    entra = "/".join(filter(None, (cells["tenant"], cells["entra"])))
    who = (person_of(entra) if entra else {}) | addresses_of(cells["mail"], cells["upn"])
    if not who:
        raise BadCell("nobody is named.", "Send entra, mail or upn.")
    unit = said.get("unit")
    number = municipality_of(cells["municipality"], map_, day)
    role = role_of(cells["role"])
    return Entry(
        row=said["row"],
        municipality=number,
        unit=None if unit is None else unit_of(plain(unit)),
        role=role,
        scope=scope_of(",".join(said.get("scope", [])), role, map_, day),
        was=_key_of(cells["was"]),
        former=former_of(cells["former"]),
        percent=_number_of(said.get("percent")),
        main=_flag_of("main", said.get("main")),
        also=_places_of(said.get("also", []), map_, day),
        decided=_flag_of("decided", said.get("decided")) is not False,
        **who,
    )


def _are_texts(said: Any) -> bool:
    return isinstance(said, list | tuple) and all(isinstance(each, str) for each in said)


def _number_of(said: Any) -> float | None:
    if said is None or (type(said) in (int, float) and 0 <= said <= MOST_PERCENT):
        return None if said is None else float(said)
    raise BadCell("percent is no share of a position.", "Send a number, as in 62.5.")


def _flag_of(name: str, said: Any) -> bool | None:
    if said is None or isinstance(said, bool):
        return said
    raise BadCell(f"{name} is not true or false.", "Leave it out if it is not known.")


def _places_of(said: Any, map_: Municipalities, day: date) -> tuple[str, ...]:
    """The places of other jobs: ["1506/Sentrum skole", "1547"]."""
    if not isinstance(said, list | tuple) or len(said) > MOST_PLACES:
        raise BadCell(f"also is not a list of at most {MOST_PLACES} places.", "Leave it out.")
    if not all(isinstance(each, str) for each in said):
        raise BadCell("also has something that is no place.", 'Send "1506/Sentrum skole".')
    split = [each.partition("/") for each in said]
    return tuple(
        place_of(municipality_of(plain(number), map_, day), unit_of(plain(unit)))
        for number, _, unit in split
    )


def _key_of(cell: str) -> str:
    if cell and not _KEY.fullmatch(cell):
        raise BadCell("was is not the key of a waiting row.", "Leave it out.")
    return cell
