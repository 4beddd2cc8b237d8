"""The documents about lessons and about people's learning."""

from __future__ import annotations

from typing import Final

from bot.core.collection import Collection

PROGRESS: Final = "progress"  # key: person/course
ATTEMPTS: Final = "attempts"  # key: person/lesson/number
COMPLETIONS: Final = "completions"  # key: person/lesson/attempt: every pass, with its day's facts
OPINIONS: Final = "opinions"  # key: person/lesson: useful or not, and a few words
LESSONS: Final = "lessons"  # key: id@version, as first seen
RECALLS: Final = "recalls"  # key: the delivery's: one follow-up card and its answers

COLLECTIONS: Final = (
    Collection(PROGRESS, indexes=("person",)),
    Collection(ATTEMPTS, indexes=("person",)),
    Collection(COMPLETIONS, indexes=("person", "municipality")),
    Collection(OPINIONS, indexes=("person", "lesson")),
    Collection(LESSONS, impersonal="lessons as they were first seen"),
    Collection(RECALLS, indexes=("person",)),
)
