"""The cards of a lesson that is shared in a chat or a channel, for tests and the gallery."""

from __future__ import annotations

from bot.core.lessons import Lesson
from bot.core.sharing import chat_link
from bot.locale import Words
from cards import shared
from cards.kit import Card

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
    some, one = shared.counted(w, 25, exact=False), shared.counted(w, 1, exact=True)
    return {
        "share-form": shared.form(w, lessons),
        "share-form-again": shared.form(w, lessons, "lesson-1", own[:280], "lesson"),
        "shared-found": shared.hit(*facts, link, picture),
        "shared": shared.shared(*facts, link, picture, name, own, some),
        "shared-bare": shared.shared(*facts, "", "", name, "", one),
        "shared-stranger": shared.shared(*facts, link, picture, note=w("share-stranger")),
    }
