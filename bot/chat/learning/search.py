"""The answer to any other text: the lessons that fit it best, up to three."""

from __future__ import annotations

from bot.chat.routes import Ask, speaks
from bot.core.learning.progress import courses_for
from bot.core.learning.search import index_of
from bot.core.people.person import Person
from bot.core.turn import Reply
from cards import menu

LONGEST_QUERY = 300


async def find(ask: Ask, person: Person) -> Reply:
    """Search. An empty text (with a picture or a sticker) is answered like one that fits
    nothing."""
    query = " ".join(ask.turn.text[:LONGEST_QUERY].split())
    library = ask.services.library
    offered = tuple(
        lesson
        for course in courses_for(person, library)
        for id in course.lessons
        if (lesson := library.lesson(id))
    )
    hits = index_of(offered).best(query) if query else []
    found = tuple((each.id, each.title.to(person.language)) for each in hits)
    return ask.card(menu.found(speaks(person), query[:80], found))
