"""The store's documents, and what its counts must be if they say the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from bot.core import documents as kinds
from bot.core.delivery.states import WAITING
from bot.core.learning.lessons import Lesson
from bot.store import MemoryStore
from bot.store.rows import decode

Doc = dict[str, Any]
Docs = dict[str, dict[str, Doc]]
Versions = Mapping[tuple[str, int], Lesson]
OWN = (
    kinds.PEOPLE, kinds.JOURNEYS, kinds.MEMBERSHIPS, kinds.PROGRESS, kinds.ATTEMPTS,
    kinds.COMPLETIONS, kinds.OPINIONS, kinds.RECALLS, kinds.DELIVERIES,
)  # fmt: skip


def documents(store: MemoryStore) -> Docs:
    """Every document of every kind."""
    rows = store._base._rows
    found: Docs = defaultdict(dict)
    for kind in list(rows):
        found[kind] = {key: decode(row) for key, row in rows[kind].items()}
    return found


def raw(store: MemoryStore) -> dict[tuple[str, str], Any]:
    """Every document as its bytes, for telling quickly what has changed."""
    rows = store._base._rows
    return {(kind, key): row[1] for kind in rows for key, row in rows[kind].items()}


def counts(store: MemoryStore) -> dict[str, int]:
    return {name: n for name, n in store._base._counts.items() if n}


def owner(kind: str, key: str, doc: Doc) -> str:
    """The key of the person a document is about; "" for the house's own."""
    if kind in (kinds.PEOPLE, kinds.JOURNEYS):
        return key
    return str(doc.get("person", "")) if kind in OWN else ""


def of_person(docs: Docs, person: str) -> Docs:
    return {
        kind: {key: doc for key, doc in docs[kind].items() if owner(kind, key, doc) == person}
        for kind in OWN
    }


def totals(docs: Docs, versions: Versions) -> Counter[str]:
    """The counts of `now|` and `unit|` places, questions, opinions and deliveries that these
    documents of one person add up to. What they did is read from attempts and completions."""
    found: Counter[str] = Counter()
    for person in docs[kinds.PEOPLE].values():
        place, unit = person["municipality"], person["unit"]
        for fact in ["people", *_facts(docs, versions)]:
            found[f"now|{place}|{fact}"] += 1
            if unit:
                found[f"unit|{place}/{unit}|{fact}"] += 1
    found.update(_answers(docs, versions))
    found.update(_opinions(docs))
    found.update(rows(docs))
    return found


def rows(docs: Docs) -> Counter[str]:
    """The deliveries, by kind and state, waiting ones as one. What a crash left open waits until
    the next tick has counted it."""
    return Counter(
        f"delivery|{doc['kind']}|{'waiting' if waits(doc) else doc['state']}"
        for doc in docs[kinds.DELIVERIES].values()
    )


def waits(row: Doc) -> bool:
    return row["state"] in WAITING or row["fix"] == "interrupted"


def right_answer(lesson: Lesson, question: str, chosen: list[str]) -> bool:
    """Grading, said anew: exactly the right options and no others."""
    return set(chosen) == set(next(e for e in lesson.questions if e.id == question).correct)


def score(attempt: Doc, versions: Versions) -> int:
    lesson = versions[attempt["lesson"], attempt["version"]]
    return sum(right_answer(lesson, question, chosen) for question, chosen in attempt["answers"])


def is_pass(attempt: Doc, versions: Versions) -> bool:
    lesson = versions[attempt["lesson"], attempt["version"]]
    done = len(attempt["answers"]) == len(lesson.questions)
    return done and score(attempt, versions) >= lesson.passing


def _facts(docs: Docs, versions: Versions) -> Iterator[str]:
    attempts = docs[kinds.ATTEMPTS].values()
    started = {each["lesson"] for each in attempts if each["answers"]}
    passed = {each["lesson"] for each in attempts if is_pass(each, versions)}
    course = {id: lesson.course for (id, _), lesson in versions.items()}
    done = [each["course"] for each in docs[kinds.PROGRESS].values() if each["completed"]]
    yield from ["started"] * bool(started)
    yield from ["completed"] * bool(done)
    yield from (f"lesson:{each}:started" for each in started)
    yield from (f"lesson:{each}:passed" for each in passed)
    yield from (f"course:{each}:started" for each in {course[id] for id in started})
    yield from (f"course:{each}:completed" for each in done)


def _answers(docs: Docs, versions: Versions) -> Iterator[str]:
    for each in docs[kinds.ATTEMPTS].values():
        lesson = versions[each["lesson"], each["version"]]
        for question, chosen in each["answers"]:
            verdict = "right" if right_answer(lesson, question, chosen) else "wrong"
            yield f"question|{lesson.id}|{lesson.version}|{question}|{verdict}"


def _opinions(docs: Docs) -> Iterator[str]:
    for each in docs[kinds.OPINIONS].values():
        if each["useful"]:
            yield f"opinion|{each['lesson']}|{each['useful']}"
        if each["words"]:
            yield f"opinion|{each['lesson']}|reported"
