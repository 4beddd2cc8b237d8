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
PUSHES: Final = "pushes"  # key: a champion's push: what, to whom, why, and how it is going
SHARES: Final = "shares"  # key: a lesson that a champion lets the bot post in a room
SNAPSHOTS: Final = "snapshots"  # key: unit/day: figures as of that day, so that nobody is watched
GATHERINGS: Final = "gatherings"  # key: the gathering's id
REPLIES: Final = "replies"  # key: gathering/person: yes, maybe, no; came; the pulse after it
PENDING: Final = "pending"  # key: keyed hash of an address or id: on the roster, not yet seen
ADDRESSES: Final = "addresses"  # key: keyed hash of an e-mail address: whose it is
LETTERS: Final = "letters"  # key: the letter's id: a champion's words to one colleague
THANKS: Final = "thanks"  # key: delivery: a colleague's thanks to a champion
AUDIT: Final = "audit"  # key: moment/what: who did what, by pseudonym
ERASED: Final = "erased"  # key: keyed hash of an erased person
STORE_FACTS: Final = "house"  # the store's own facts: secret, format, notes for the operator

INDEXES: Final[dict[str, tuple[str, ...]]] = {
    PEOPLE: ("municipality", "unit", "role", "may_tell"),
    MEMBERSHIPS: ("person", "municipality"),
    PROGRESS: ("person",),
    ATTEMPTS: ("person",),
    COMPLETIONS: ("person", "municipality"),
    OPINIONS: ("person", "lesson"),
    JOURNEYS: ("plan",),
    RECALLS: ("person",),
    PUSHES: ("by", "state"),
    SHARES: ("by", "state"),
    SNAPSHOTS: ("place",),
    GATHERINGS: ("by", "municipality", "state"),
    REPLIES: ("person", "gathering"),
    PENDING: ("municipality",),
    LETTERS: ("by", "person", "state"),
    ADDRESSES: ("person",),
    THANKS: ("champion", "person"),
    DELIVERIES: ("person", "state", "subject", "fix", "push"),
}

# Fields that hold a moment or a date as text and are searched by "at or before".
MOMENTS: Final[dict[str, str]] = {
    PEOPLE: "oldest",
    JOURNEYS: "next_at",
    DELIVERIES: "due_at",
    PENDING: "at",
    AUDIT: "at",
}
