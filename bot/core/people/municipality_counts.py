"""The counts that figures are made from, updated as things happen.

A count's name is ``kind|place|[day|]fact``:

- ``now|1506|started``: those who belong to 1506 now and have started, wherever that was;
- ``unit|1506/Sentrum skole|started``: the same for one unit;
- ``tenant-now|TENANT|1506|started`` and ``tenant-unit|TENANT|1506/Sentrum skole|started``: those of
  them who are of one tenant, which is what its champions are told;
- ``day|1506|2026-11-22|started``: how many in 1506 started on that day, which never changes;
- ``day|1506|2026-11-22|carried:started``: how many who had started came to 1506 on that day, less
  those who went. So the two together, up to a day, are those who belonged to 1506 at its end and
  had started by then.

Facts: ``people``; ``rostered`` (the roster has placed them); ``started`` (first answer ever),
``completed`` (a first whole course); ``lesson:ID:started`` and ``lesson:ID:passed`` (once for each
person), ``course:ID:started``, ``course:ID:completed``. The total of lessons passed is the sum over
the lessons. Only ``day|`` has ``erased``: people who belonged there and erased their data on that
day. They stay in the ``day|`` counts, and are in no others. The place of people without a known
municipality is "". The ``day|`` counts of months long past are put together in documents, see
`bot.core.figures.month_counts`. The functions return {name of count: change}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from bot.core.people.person import Person

CARRIED: Final = "carried:"
PEOPLE: Final = "people"
ROSTERED: Final = "rostered"
ERASED: Final = "erased"
TENANT_KINDS: Final = ("tenant-now", "tenant-unit")


def happened(person: Person, day: str, facts: Iterable[str]) -> dict[str, int]:
    """`facts` happened to `person` on `day` (ISO date) in their municipality and unit. Of somebody
    who has left it is known that it happened, but it is in no figure of the place."""
    changes = {}
    for fact in facts:
        changes[f"day|{person.dated_place}|{day}|{fact}"] = 1
        if not person.is_member:
            changes[f"day|{person.dated_place}|{day}|{CARRIED}{fact}"] = -1
        for name in current(person):
            changes[f"{name}|{fact}"] = 1
    return changes


def joined(person: Person, day: str) -> dict[str, int]:
    return happened(person, day, [PEOPLE])


def carried(
    before: Person,
    after: Person,
    day: str,
    had: Mapping[str, str],
    has: Mapping[str, str] | None = None,
) -> dict[str, int]:
    """The person belongs elsewhere from `day` (ISO date), has left, or is back, with all their
    facts: `had`, and now `has` if it differs. Each is given with the day on which it happened: it
    can't be carried before that."""
    changes: dict[str, int] = {}
    for person, facts, n in ((before, had, -1), (after, had if has is None else has, 1)):
        for fact, since in facts.items() if person.is_member else ():
            dated = f"day|{person.dated_place}|{max(day, since)}|{CARRIED}{fact}"
            for name in (dated, *(f"{each}|{fact}" for each in current(person))):
                changes[name] = changes.get(name, 0) + n
    return {name: change for name, change in changes.items() if change}


def erased(person: Person, day: str, facts: Iterable[str]) -> dict[str, int]:
    """The person's data is erased on `day`. What happened stays as it was; nobody has it now."""
    changes = {f"{name}|{fact}": -1 for fact in facts for name in current(person)}
    if PEOPLE in facts and person.is_member:
        changes[f"day|{person.dated_place}|{day}|{ERASED}"] = 1
    return changes


def current(person: Person) -> tuple[str, ...]:
    """What the current counts of this person begin with; nothing if they have left."""
    return (*of_everybody(person), *of_tenant(person))


def of_everybody(person: Person) -> tuple[str, ...]:
    """Those of the current counts that have everybody in a place, whatever their tenant."""
    return _names(person, None)


def of_tenant(person: Person) -> tuple[str, ...]:
    """Those of the current counts that have one tenant alone."""
    return _names(person, person.tenant)


def _names(person: Person, tenant: str | None) -> tuple[str, ...]:
    if not person.is_member:
        return ()
    found = [f"{kind_of('now', tenant)}|{person.municipality}"]
    if person.unit:
        found.append(f"{kind_of('unit', tenant)}|{person.municipality}/{person.unit}")
    return tuple(found)


def kind_of(kind: str, tenant: str | None) -> str:
    """What "now" or "unit" is called for the people of this tenant; None is everybody."""
    return kind if tenant is None else f"tenant-{kind}|{tenant}"
