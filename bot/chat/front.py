"""The entrance to the chat: it finds the handler for a turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.actions.delivery import uncertain_sends
from bot.actions.people import records as person_records
from bot.chat import menus, rooms, welcome
from bot.chat.learning import search as learning_search
from bot.chat.routes import Ask, Routes
from bot.chat.turns import OneAtATime
from bot.chat.views import reply
from bot.core.people.person import Person
from bot.core.people.views import Stranger
from bot.core.turn import QUIET, Reply, Turn, What
from bot.core.typed_commands import Command, Commands
from bot.core.values import replace
from bot.locale import command_table
from bot.services import Services

# Taps within a quiz: the answers themselves have a date, so activity need not be recorded.
_ANSWERING = frozenset({"answer", "continue", "result"})
# Commands that take the words after them into account.
WITH_REST = (*("hours", "language", "later", "municipality", "pause", "recommend", "role", "stop"),)


class Front:
    """A function from a turn to its reply, which dispatches to the routes of all subjects."""

    def __init__(self, services: Services, routes: Routes) -> None:
        self._services = services
        self._one_at_a_time = OneAtATime(self._answer, _card_alone)
        self._routes = routes
        # Whom this process has noticed today, only to save a look-up. The person's own document
        # decides what is written, so that several processes, too, write it once a day.
        self._day, self._seen = "", set[str]()
        table = {k: v for k, v in command_table().items() if k in routes.commands}
        if not services.local:
            table.pop("role", None)
        self._commands = Commands(table, WITH_REST)
        self._by_what: dict[What, Callable[[Ask], Awaitable[Reply]]] = {
            What.INSTALLED: welcome.installed,
            What.REMOVED: welcome.removed,
            What.SAID: self._said,
            What.TAPPED: self._tapped,
            What.REFRESHED: routes.taps["show"],  # whatever its verb: nobody tapped
        }

    async def __call__(self, turn: Turn) -> Reply:
        return QUIET if turn.what is What.IGNORED else await self._one_at_a_time(turn)

    async def _answer(self, turn: Turn) -> Reply:
        ask = Ask(turn, self._services)
        if turn.address.room != "personal":
            return await self._in_a_room(ask)
        return await self._by_what[turn.what](ask)

    async def _in_a_room(self, ask: Ask) -> Reply:
        """Group chats and channels, where others are present: only what is meant for all."""
        tapped = ask.turn.what is What.TAPPED
        if handler := self._routes.rooms.get(ask.turn.verb) if tapped else None:
            return await handler(ask)
        said = None if tapped else self._commands.match(ask.turn.text)
        return await rooms.invite(ask, recommend=bool(said and said.name == "recommend"))

    async def _tapped(self, ask: Ask) -> Reply:
        """A tap on a card. An unknown verb (from an old card, or forged) is answered with help."""
        verb = ask.turn.verb
        if verb not in _ANSWERING:
            await self._notice(ask)
        handler = self._routes.taps.get(verb, menus.show_help)
        answer = await handler(ask)
        if ask.text("d"):
            # A tap proves that the card arrived, even if the outcome of sending it was uncertain.
            tap = uncertain_sends.CardTap(ask.text("d"), ask.key, verb)
            await uncertain_sends.arrived(ask.services, tap, ask.turn.at)
        return answer

    async def _notice(self, ask: Ask) -> None:
        """Record the activity of people who only tap, once a day, so that nobody who uses the bot
        is purged for silence, and we know how to reach them."""
        day = f"{ask.turn.at:%Y-%m-%d}"
        if day != self._day:
            self._day, self._seen = day, set()
        if ask.key not in self._seen:
            self._seen.add(ask.key)
            await person_records.notice(ask.services, ask.who, ask.turn.at)

    async def _said(self, ask: Ask) -> Reply:
        person = await person_records.notice(ask.services, ask.who, ask.turn.at)
        command = self._commands.match(ask.turn.text)
        if person is None or _is_greeting(person, command):
            greeted = await welcome.first_words(ask)
            person = None if greeted else await person_records.look_up(ask.services, ask.key)
            if greeted or person is None:
                return greeted or reply(ask, Stranger())
        if command is None:
            return await learning_search.find(ask, person)
        handler = self._routes.commands[command.name]
        return await handler(Ask(ask.turn, ask.services, command.rest, person))


def _card_alone(given: Reply) -> Reply:
    """What the same tap gets once more: what the first one sends besides is not sent twice."""
    return replace(given, messages=given.messages[:1])


def _is_greeting(person: Person, command: Command | None) -> bool:
    """The first words of somebody whose welcome has not been sent yet: they get it now, unless they
    ask for something else, such as to stop."""
    return not person.welcomed and (command is None or command.name == "start")
