"""Words between champions and their colleagues: the documents."""

from __future__ import annotations

from typing import Final

from bot.core.collection import Collection

LETTERS: Final = "letters"  # key: the letter's id: a champion's words to one colleague
THANKS: Final = "thanks"  # key: delivery: a colleague's thanks to a champion

COLLECTIONS: Final = (
    Collection(LETTERS, indexes=("person", "by", "state"), since=(("by", "at"),)),
    Collection(THANKS, indexes=("person", "champion")),
)
