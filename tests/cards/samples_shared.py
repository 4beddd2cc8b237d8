"""The cards of a lesson that is shared in a chat or a channel, for tests and the gallery."""

from __future__ import annotations

from bot.core.learning.lessons import Lesson
from bot.core.pushes.share import chat_link
from bot.locale import Words
from cards.kit import Card
from cards.pushes import share as push_share

SEAL = "MTc5NTY1MTIwMHwxMTExMTExMXxkaXR0LWZvcnN0ZS1tb3RlfA.c2VhbA"


def shares(
    w: Words, taught: Lesson, course: str, picture: str, name: str, many: bool
) -> dict[str, Card]:
    """Name -> card; `name` may be hostile, `many` fills every list."""
    title = taught.title.to(w.language)  # type: ignore[arg-type]
    own = f"{name} Denne hjalp meg! " * 20 if many else "Denne hjalp meg på det første møtet!"
    lessons = tuple((f"lesson-{n}", f"{n}. {title}") for n in range(40 if many else 3))
    link = chat_link("0a1b2c3d-1111-2222-3333-444455556666", "Ditt første møte")
    facts = (w, taught, course, SEAL)
    some, one = push_share.counted(w, 25, exact=False), push_share.counted(w, 1, exact=True)
    return {
        "share-form": push_share.form(w, lessons),
        "share-form-again": push_share.form(w, lessons, "lesson-1", own[:280], "lesson"),
        "shared-found": push_share.hit(*facts, link, picture),
        "shared": push_share.shared(*facts, link, picture, name, own, some),
        "shared-bare": push_share.shared(*facts, "", "", name, "", one),
        "shared-stranger": push_share.shared(*facts, link, picture, note=w("share-stranger")),
    }
