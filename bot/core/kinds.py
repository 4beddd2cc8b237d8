"""The kinds of documents in the store and the fields each can be found by."""

from __future__ import annotations

from typing import Final

PEOPLE: Final = "people"  # key: tenant:entra
MEMBERSHIPS: Final = "memberships"  # key: person/from-date: where a person belonged, when
PROGRESS: Final = "progress"  # key: person/course
ATTEMPTS: Final = "attempts"  # key: person/lesson/number
COMPLETIONS: Final = "completions"  # key: person/lesson/attempt: every pass, with its day's facts
OPINIONS: Final = "opinions"  # key: person/lesson: useful or not, and a few words
LESSONS: Final = "lessons"  # key: id@version, as first seen
JOURNEYS: Final = "journeys"  # key: person: where they are in a plan, and when to look again
RECALLS: Final = "recalls"  # key: the delivery's: one follow-up card and its answers
DELIVERIES: Final = "deliveries"  # key: the delivery's unique key
ERASED: Final = "erased"  # key: keyed hash of an erased person
HOUSE: Final = "house"  # the store's own facts: secret, format, notes for the operator

INDEXES: Final[dict[str, tuple[str, ...]]] = {
    PEOPLE: ("municipality", "unit", "email"),
    MEMBERSHIPS: ("person", "municipality"),
    PROGRESS: ("person",),
    ATTEMPTS: ("person",),
    COMPLETIONS: ("person", "municipality"),
    OPINIONS: ("person", "lesson"),
    JOURNEYS: ("plan",),
    RECALLS: ("person",),
    DELIVERIES: ("person", "state", "subject", "fix"),
}

# Fields that hold a moment or a date as text and are searched by "at or before".
MOMENTS: Final[dict[str, str]] = {PEOPLE: "oldest", JOURNEYS: "next_at", DELIVERIES: "due_at"}
