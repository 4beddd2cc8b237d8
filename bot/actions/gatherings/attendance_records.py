"""Loads and saves what is known of who came beside taps, and somebody's own estimate; and who
said it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.actions.people.records import find
from bot.core import documents
from bot.core.actor import ActorKind
from bot.core.gatherings import attendance
from bot.core.gatherings.attendance import NOBODY_SAID, Attendance, Estimate
from bot.core.gatherings.views import Said
from bot.ports import Tx

_CAME = "came|"


def attendance_of(tx: Tx, id: str) -> Attendance:
    return tx.get(documents.ATTENDANCES, id, Attendance) or NOBODY_SAID


def estimate_of(tx: Tx, id: str) -> Estimate | None:
    return tx.get(documents.ESTIMATES, id, Estimate)


def counts_of(tx: Tx, id: str) -> dict[str, int]:
    """The counts of a gathering: invited, yes, maybe, no, "came|1506", "useful|much", "try|yes".
    Who came is as the host said, or else as counted."""
    found = tapped_counts(tx, id)
    came = attendance.came(by_home(found), attendance_of(tx, id))
    others = {name: n for name, n in found.items() if not name.startswith(_CAME)}
    return others | {f"{_CAME}{home}": n for home, n in came.items()}


def tapped_counts(tx: Tx, id: str) -> dict[str, int]:
    """The same with those who came as they said themselves, and no others."""
    start = f"gathering|{id}|"
    return {name.removeprefix(start): n for name, n in tx.counts(start).items()}


def counted_of(tx: Tx, id: str) -> dict[str, int]:
    """How many came by home municipality, as counted, whatever the host says."""
    return attendance.counted(by_home(tapped_counts(tx, id)), attendance_of(tx, id))


def by_home(counts: dict[str, int]) -> dict[str, int]:
    return dict(_by_home(counts))


def _by_home(counts: dict[str, int]) -> Iterator[tuple[str, int]]:
    for name, n in counts.items():
        if name.startswith(_CAME) and n > 0:
            yield name.removeprefix(_CAME), n


def said_by(tx: Tx, kind: str, by: str, at: str) -> Said:
    """Who said something, and when: a person by name, a token by its own, "" for the command line
    and for somebody who is gone."""
    person = find(tx, by) if kind == ActorKind.PERSON and by else None
    name = by if kind == ActorKind.TOKEN else person.name if person else ""
    return Said(kind, name, at)
