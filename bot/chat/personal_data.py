"""One's own data: see it, take it out, erase it.

Words and taps: my-data. Taps: erase (asks once), erase-now.
"""

from __future__ import annotations

from datetime import date

from bot.actions.people import records as person_records
from bot.actions.personal_data import my_data as personal_my_data
from bot.chat.drawing import reply
from bot.chat.routes import Ask, Routes, speaks
from bot.core import documents, signing
from bot.core.languages import guess_language
from bot.core.people.person import Person
from bot.core.people.views import Stranger
from bot.core.turn import Reply
from bot.locale import Words, words
from cards.personal_data import my_data as personal_cards

routes = Routes()
MY_DATA = "my-data"  # what the link is for
_SHOWN = (
    documents.PROGRESS,
    documents.ATTEMPTS,
    documents.COMPLETIONS,
    documents.OPINIONS,
    documents.MEMBERSHIPS,
    documents.JOURNEYS,
    documents.RECALLS,
    documents.DELIVERIES,
    documents.REPLIES,
    documents.GATHERINGS,
    documents.THANKS,
    documents.PUSHES,
    documents.SHARES,
    documents.LETTERS,
    documents.ADDRESSES,
)


@routes.said("my-data")
@routes.tap("my-data")
async def my_data(ask: Ask) -> Reply:
    person = await person_records.look_up(ask.services, ask.key)
    data = await personal_my_data.my_data(ask.services, ask.key)
    if person is None or data is None:
        return reply(ask, Stranger())
    spoken = speaks(person)
    services = ask.services
    facts = [
        (spoken("data-name"), person.name),
        (spoken("data-municipality"), services.municipalities.name(person.municipality)),
        (spoken("data-unit"), person.unit),
        (spoken("data-language"), spoken(f"language-{person.language}")),
        (spoken("data-joined"), _day(spoken, person.joined)),
        (spoken("data-role"), _role(ask, person)),
        (spoken("data-told"), spoken("data-yes") if person.may_tell else ""),
    ]
    kept = tuple((spoken(f"data-{kind}"), len(data[kind])) for kind in _SHOWN)
    token = signing.sign(ask.key, MY_DATA, services.secret, ask.turn.at)
    download = f"{services.public_url}/my-data/{token}" if services.public_url else ""
    return ask.card(personal_cards.my_data(spoken, tuple(facts), kept, download))


def _day(spoken: Words, joined: str) -> str:
    """ "siden 23. november 2026" of an ISO date: a fact that began with "23." would be a list."""
    day = spoken.day(date.fromisoformat(joined[:10]), year=True)
    return spoken("data-since", day=day)


def _role(ask: Ask, person: Person) -> str:
    """ "pådriver (Sentrum skole, Molde)"."""
    where = "; ".join(ask.services.label(each) for each in person.scope)
    role = speaks(person)(f"role-{person.role}")
    return f"{role} ({where})" if where else role


@routes.tap("erase")
async def ask_before_erasing(ask: Ask) -> Reply:
    person = await person_records.look_up(ask.services, ask.key)
    return ask.card(personal_cards.erase(speaks(person))) if person else reply(ask, Stranger())


@routes.tap("erase-now")
async def erase(ask: Ask) -> Reply:
    """Erase, and say so. A doubled tap says so again: nothing is there to erase."""
    person = await personal_my_data.erase(ask.services, ask.key, ask.turn.at)
    spoken = speaks(person) if person else words(guess_language(ask.turn.locale, None))
    return ask.card(personal_cards.erased(spoken))
