"""The counts that reports are made of, kept as things happen.

A count's name is ``kind|place|[day|]fact``:

- ``now|1506|people``: today's members of 1506, with all they have done wherever they did it;
- ``unit|1506/Sentrum skole|people``: the same for one unit;
- ``day|1506|2026-11-22|started``: what happened in 1506 on that day, for ever as it was.

Facts: ``people``; ``started`` (first answer ever), ``completed`` (a first whole course);
``lesson:ID:started`` and ``lesson:ID:passed`` (each once a person), ``course:ID:started``,
``course:ID:completed``. Lessons passed in all is the sum over the lessons. The place of a person
whose municipality is not known is "". Everything here returns {count name: change}.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.people.person import Person, Standing


def happened(person: Person, day: str, facts: Iterable[str]) -> dict[str, int]:
    """`facts` happened to `person` on `day` (ISO date), in the municipality and unit of now."""
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
    """The person is no longer known here. What they did stays counted."""
    return {name: -change for name, change in joined(person, day).items()}


def moved(before: Person, after: Person, day: str) -> dict[str, int]:
    """From one municipality or unit to another, on `day` (ISO date)."""
    changes = carried(before, after, ["people"])
    if before.municipality != after.municipality:
        changes |= {
            f"day|{before.municipality}|{day}|people": -1,
            f"day|{after.municipality}|{day}|people": 1,
        }
    return changes


def carried(before: Person, after: Person, facts: Iterable[str]) -> dict[str, int]:
    """Today's figures move along with the person, the past stays where it happened."""
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
    """The facts that a person's standing adds up to, beside that they are there."""
    facts = ["started"] * standing.started + ["completed"] * standing.completed
    facts += [f"lesson:{id}:started" for id in standing.lessons_started]
    facts += [f"lesson:{id}:passed" for id in standing.lessons_passed]
    facts += [f"course:{id}:started" for id in standing.courses_started]
    facts += [f"course:{id}:completed" for id in standing.courses_completed]
    return facts
