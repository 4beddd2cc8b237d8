"""Many people on their way through the bot: installed, begun, and with a quiz on their screen.

Person number 7 is the same in every request; each is a request of its own, made from a template.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from tests.bench.turn_load import CONNECTIONS, NUMBER, Figures, Next, Server, requests
from tests.chat_client import Shown
from tests.fakes import activities as act

LESSON = "ditt-forste-mote"
WHO: dict[str, Any] = {
    "id": f"1:{NUMBER}",
    "from": {"id": f"29:{NUMBER}", "aadObjectId": f"entra-{NUMBER}", "name": "Kari"},
    "conversation": {"conversationType": "personal", "id": f"a:{NUMBER}"},
}


class Learners:
    """`url` is the connector that the bot sends to; `token` signs every request."""

    def __init__(self, bot: Server, url: str, token: str = "") -> None:
        self._bot = bot
        self._url = url
        self._token = token
        self._ready = 0
        self._answered = 0
        self.answer_data: dict[str, Any] = {}

    def prepare(self, people: int) -> None:
        """That many more people, each with the first question in front of them."""
        for activity in self._way():
            self._bot.batch(requests(activity, self._token, start=self._ready), people)
        self._ready += people

    def answers(self) -> Next:
        """Each request is the first answer of a person who has not answered yet."""
        if not self.answer_data:
            self.answer_data = self._button("answer")
        data = {**self.answer_data, "choice": "a"}
        following = requests(self._tap("answer", data), self._token, start=self._answered)

        def counted() -> bytes:
            self._answered += 1
            assert self._answered <= self._ready, "more answers than people with a question"
            return following()

        return counted

    def round(self, number: int) -> Figures:
        """That many first answers."""
        self.prepare(number + CONNECTIONS + 1)  # one is left over for `verdict`
        return self._bot.batch(self.answers(), number)

    def repeated(self) -> Next:
        """The same person's same answer, again and again."""
        return requests(self._tap("answer", {**self.answer_data, "choice": "a"}), step=0)

    def verdict(self) -> bytes:
        """The card that an answer is met with, as bytes."""
        return orjson.dumps(self._card(self.answers()))

    @property
    def answered(self) -> int:
        return self._answered

    def _way(self) -> Iterator[dict[str, Any]]:
        yield act.installation(self._url, **WHO)
        yield self._tap("begin", {"verb": "begin", "language": "nb", "municipality": "1506"})
        yield self._tap("quiz", {"verb": "quiz", "lesson": LESSON})

    def _tap(self, verb: str, data: dict[str, Any]) -> dict[str, Any]:
        return act.executed(self._url, verb, data, **WHO)

    def _button(self, verb: str) -> dict[str, Any]:
        """What the button of the question says, on the first person's card."""
        quiz = self._tap("quiz", {"verb": "quiz", "lesson": LESSON})
        card = self._card(requests(quiz, self._token))
        data: dict[str, Any] = Shown(card).button(verb)["data"]
        return data

    def _card(self, following: Next) -> Any:
        return orjson.loads(self._bot.ask(following()))["value"]
