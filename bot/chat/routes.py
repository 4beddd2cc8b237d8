"""How a subject declares the words and taps that it handles, and what its handlers get."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.core.actor import Actor, person_actor
from bot.core.languages import Language, guess_language
from bot.core.people.person import Person, Visitor
from bot.core.turn import Message, Reply, Turn
from bot.locale import Words, words
from bot.services import Services
from cards.kit import Card


@dataclass(frozen=True, slots=True)
class Ask:
    """A turn, with the services to answer it. `rest` has the words after a typed command:
    "nynorsk", "3".

    `person` is the sender, if they have been looked up already (for typed messages).
    """

    turn: Turn
    services: Services
    rest: str = ""
    person: Person | None = None

    @property
    def key(self) -> str:
        return self.turn.person

    @property
    def actor(self) -> Actor:
        return person_actor(self.key)

    @property
    def who(self) -> Visitor:
        turn = self.turn
        own = turn.is_from_own_chat
        return Visitor(turn.address, turn.name, turn.locale, turn.time_zone, own)

    @property
    def language(self) -> Language:
        """The language for somebody we don't know. In local mode the client's language is ignored:
        a client for trying out the bot does not know its user's language."""
        return guess_language("" if self.services.local else self.turn.locale, None)

    def card(self, card: Card) -> Reply:
        user = self.services.whom(self.turn.address.user)
        return Reply((Message(card.json(user), card.summary),))

    def text(self, name: str) -> str:
        """A text from the card's data or inputs; "" for anything else. It may be forged, so check
        it."""
        value = self.turn.data.get(name)
        return value if isinstance(value, str) else ""


Handler = Callable[[Ask], Awaitable[Reply]]


class Routes:
    """The taps and words of one subject, declared with decorators.

    `tap` is for verbs on cards, and `anywhere` for verbs that also work in group chats and
    channels. `said` is for commands, whose words are in the language files. `again` redraws the
    card of that name (`as` in its refresh), and must change nothing. All of them, and `include`,
    raise ValueError for a name that has a handler already."""

    def __init__(self) -> None:
        self.taps: dict[str, Handler] = {}
        self.rooms: dict[str, Handler] = {}
        self.commands: dict[str, Handler] = {}
        self.redraws: dict[str, Handler] = {}

    def tap(self, *verbs: str) -> Callable[[Handler], Handler]:
        return lambda handler: self._put(self.taps, verbs, handler)

    def anywhere(self, *verbs: str) -> Callable[[Handler], Handler]:
        return lambda handler: self._put(self.rooms, verbs, self._put(self.taps, verbs, handler))

    def said(self, *names: str) -> Callable[[Handler], Handler]:
        return lambda handler: self._put(self.commands, names, handler)

    def again(self, *names: str) -> Callable[[Handler], Handler]:
        return lambda handler: self._put(self.redraws, names, handler)

    def include(self, other: Routes) -> None:
        tables = ((self.taps, other.taps), (self.rooms, other.rooms))
        more = ((self.commands, other.commands), (self.redraws, other.redraws))
        for mine, theirs in (*tables, *more):
            for name, handler in theirs.items():
                self._put(mine, (name,), handler)

    @staticmethod
    def _put(table: dict[str, Handler], names: tuple[str, ...], handler: Handler) -> Handler:
        for name in names:
            if name in table:
                raise ValueError(f"{name} is routed twice")
            table[name] = handler
        return handler


def speaks(person: Person) -> Words:
    return words(person.language)
