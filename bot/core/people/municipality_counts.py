"""The counts that reports are made from, updated as things happen.

A count's name is ``kind|place|[day|]fact``:

- ``now|1506|people``: today's members of 1506, with everything they have done, wherever that was;
- ``unit|1506/Sentrum skole|people``: the same for one unit;
- ``day|1506|2026-11-22|started``: what happened in 1506 on that day, which never changes.

Facts: ``people``; ``started`` (first answer ever), ``completed`` (a first whole course);
``lesson:ID:started`` and ``lesson:ID:passed`` (once for each person), ``course:ID:started``,
``course:ID:completed``. The total of lessons passed is the sum over the lessons. The place of
people without a known municipality is "". The functions return {name of count: change}.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.people.person import Person, Standing


def happened(person: Person, day: str, facts: Iterable[str]) -> dict[str, int]:
    """`facts` happened to `person` on `day` (ISO date), in their current municipality and unit."""
    place = person.municipality
    changes = {}
    for fact in facts:
        changes[f"now|{place}|{fact}"] = 1
        changes[f"day|{place}|{day}|{fact}"] = 1
        if person.unit:
            changes[f"unit|{place}/{person.unit}|{fact}"] = 1
    return changes


def joined(person: Person, day: str) -> dict[str, int]:
    return happened(person, day, ["people"])


def left(person: Person, day: str) -> dict[str, int]:
    """The person is no longer known here. What they did is still counted."""
    return {name: -change for name, change in joined(person, day).items()}


def moved(before: Person, after: Person, day: str) -> dict[str, int]:
    """The person moved from one municipality or unit to another on `day` (ISO date)."""
    changes = carried(before, after, ["people"])
    if before.municipality != after.municipality:
        changes |= {
            f"day|{before.municipality}|{day}|people": -1,
            f"day|{after.municipality}|{day}|people": 1,
        }
    return changes


def carried(before: Person, after: Person, facts: Iterable[str]) -> dict[str, int]:
    """The person's current figures move with them; the past stays where it happened."""
    changes: dict[str, int] = {}
    for fact in facts:
        for person, sign in ((before, -1), (after, 1)):
            names = [f"now|{person.municipality}|{fact}"]
            if person.unit:
                names.append(f"unit|{person.municipality}/{person.unit}|{fact}")
            for name in names:
                changes[name] = changes.get(name, 0) + sign
    return {name: change for name, change in changes.items() if change}


def facts_of(standing: Standing) -> list[str]:
    """The facts in a person's standing, without "people"."""
    facts = ["started"] * standing.started + ["completed"] * standing.completed
    facts += [f"lesson:{id}:started" for id in standing.lessons_started]
    facts += [f"lesson:{id}:passed" for id in standing.lessons_passed]
    facts += [f"course:{id}:started" for id in standing.courses_started]
    facts += [f"course:{id}:completed" for id in standing.courses_completed]
    return facts
