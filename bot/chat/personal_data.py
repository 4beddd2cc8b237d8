"""A person's own data: see it, download it, erase it.

Words and taps: my-data. Taps: erase (asks once), erase-now.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.actions.people import records as person_records
from bot.actions.personal_data import my_data as personal_my_data
from bot.actions.personal_data.my_data import LASTS
from bot.chat.routes import Ask, Routes, speaks
from bot.chat.views import reply
from bot.core.languages import guess_language
from bot.core.people.views import Stranger
from bot.core.turn import Reply
from bot.locale import Words, words
from bot.services import Fact, FactKind
from cards.people.hours import said as hours_said
from cards.personal_data import my_data as personal_cards

routes = Routes()
MY_DATA: Final = "my-data"  # the purpose of the link


@routes.said("my-data")
@routes.tap("my-data")
async def my_data(ask: Ask) -> Reply:
    kept = await personal_my_data.look(ask.services, ask.key, ask.turn.at)
    if kept is None:
        return reply(ask, Stranger())
    spoken, services = speaks(kept.person), ask.services
    facts = tuple((spoken(f"data-{each.name}"), said(spoken, each)) for each in kept.facts)
    counts = tuple((spoken(f"data-{name}"), n) for name, n in kept.counts.items())
    token = services.links.seal(ask.key, MY_DATA, ask.turn.at + LASTS)
    download = f"{services.public_url}/my-data/{token}" if services.public_url else ""
    return ask.card(personal_cards.my_data(spoken, facts, counts, download))


def said(spoken: Words, fact: Fact) -> str:
    """A fact in words: "siden 23. november 2026", "pådriver (Sentrum skole, Molde)"; "" for none.
    It never begins with a day: Markdown would take "23." for a list."""
    if not fact.value:
        return ""
    match fact.kind:
        case FactKind.MESSAGE:
            value = spoken(fact.value)
        case FactKind.HOURS:
            value = hours_said(spoken, fact.value)
        case FactKind.SINCE | FactKind.UNTIL | FactKind.ON:
            day = spoken.day(date.fromisoformat(fact.value[:10]), year=True)
            value = spoken(f"data-{fact.kind}", day=day)
        case _:
            value = fact.value
    return f"{value} ({fact.more})" if fact.more else value


@routes.tap("erase")
async def ask_before_erasing(ask: Ask) -> Reply:
    person = await person_records.look_up(ask.services, ask.key)
    return ask.card(personal_cards.erase(speaks(person))) if person else reply(ask, Stranger())


@routes.tap("erase-now")
async def erase(ask: Ask) -> Reply:
    """Erase, and confirm it. A doubled tap gets the same answer, with nothing left to erase."""
    person = await personal_my_data.erase(ask.services, ask.key, ask.turn.at)
    spoken = speaks(person) if person else words(guess_language(ask.turn.locale, None))
    return ask.card(personal_cards.erased(spoken))
