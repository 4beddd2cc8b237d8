"""No sequence of taps, in any order, doubled, stale, forged or somebody else's, breaks progress."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Coroutine
from functools import cache
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.actions.learning.lesson_archive import remember_lessons
from bot.assembly import hears, owns
from bot.chat import ROUTERS, front
from bot.content.municipality_file import municipalities
from bot.core import documents
from bot.core.delivery import deliveries
from bot.core.delivery.deliveries import PlannedCard
from bot.core.learning.lessons import Course, Lesson, Library
from bot.core.turn import What
from bot.core.values import replace
from bot.locale import command_table
from bot.services import Services
from bot.store import MemoryStore
from tests.card_kinds import KINDS
from tests.chat_client import LINKS, MONDAY, Chat, Post, Shown, bundled
from tests.properties import books
from tests.properties.shape import cards_of

T = TypeVar("T")
COURSE = "teams-fra-forste-dag"
LESSONS = ("ditt-forste-mote", "lyd-kamera-deling", "chat-eller-kanal")
VERBS = sorted(verb for routes in ROUTERS for verb in routes.taps)
PEOPLE = ("kari", "ola", "eva")
EMAILS = {"ola": "ola@vestnes.kommune.no"}

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 10_000_000), st.floats(allow_nan=False), st.text()
)
names = st.sampled_from(
    ["lesson", "attempt", "question", "choice", "version", "days", "when", "d", "as", "useful",
     "words", "language", "municipality", "hours", "from", "to", "q0", "q1", "verb"]
)  # fmt: skip
plausible = st.sampled_from(
    [*LESSONS, "a", "b", "a,b", "a,b,c,d", "q1", 0, 1, 2, True, "10:00", "tomorrow", "nn", "1506",
     "1535", "recall", "welcome", "status", "row-kari", "row-ola", "row-eva"]
)  # fmt: skip
json_values = st.recursive(
    scalars | plausible,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(names | st.text(), inner, max_size=3)
    ),
    max_leaves=6,
)
forged = st.dictionaries(names | st.text(max_size=5), plausible | json_values, max_size=6)
people = st.sampled_from(PEOPLE)
ON = ("answer", "continue", "result", "retry", "next", "begin")
lessons = st.sampled_from(LESSONS)
chance = st.integers(0, 10**6)
typed = st.sampled_from([word for words in command_table().values() for word in words]) | st.text()


@cache
def content() -> Library:
    """A course of two lessons and one of one, so that both can be finished in a few taps."""
    whole = bundled()[0]
    first, second, third = LESSONS
    courses = [
        replace(whole.courses[COURSE], lessons=(first, second)),
        Course("annet", whole.courses[COURSE].title, (third,)),
    ]
    lessons = [whole.current[first], whole.current[second]]
    return Library.of(courses, [*lessons, replace(whole.current[third], course="annet")])


def newer(lesson: Lesson) -> Lesson:
    """The next version: another first option is right, the last question is gone or back."""
    first, *rest = lesson.questions
    other = next(each.id for each in first.options if each.id not in first.correct)
    changed = replace(first, correct=frozenset({other}))
    questions = (changed, *(rest[:-1] if len(rest) > 1 else rest))
    return replace(lesson, version=lesson.version + 1, questions=questions, passing=len(questions))


class Yielding(MemoryStore):
    """Lets others go first before each change, so that turns at the same time do interleave."""

    async def run(self, change: Any) -> Any:
        await asyncio.sleep(0)
        return await super().run(change)


class Taps(RuleBasedStateMachine):
    """Three people, the cards they have seen, and what must stay true after every turn."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.store = Yielding()
        self.versions = dict(content().versions)
        library, _ = self.do(remember_lessons(self.store, content()))
        services = Services(
            self.store, library, municipalities(), Post(emails=EMAILS), b"secret",
            public_url="http://localhost:3978", local=True,
            kinds=KINDS, hears=hears(), owns=owns(), links=LINKS,
        )  # fmt: skip
        self.chats = {name: Chat(services, name) for name in PEOPLE}
        self.cards: list[tuple[str, str, Shown]] = []
        self.left: Counter[str] = Counter()
        self.erased: Counter[str] = Counter()  # what they had done, which dated counts keep
        self.attempts: dict[str, books.Doc] = {}
        self.same_content = True
        self.do(self.store.run(self._rows))

    @initialize(names=st.lists(people, max_size=3))
    def begin(self, names: list[str]) -> None:
        for name in names:
            self.turn(name, What.INSTALLED)

    def teardown(self) -> None:
        self.loop.close()

    def do(self, turn: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(turn)

    def _rows(self, tx: Any) -> None:
        """A card for each that may or may not have arrived."""
        for name in PEOPLE:
            key = self.chats[name].key
            row = deliveries.planned(PlannedCard(key, "push", LESSONS[0], MONDAY, "1"), MONDAY)
            assert tx.plan(f"row-{name}", replace(row, state="uncertain"))
            tx.add("delivery|push|uncertain")

    def turn(self, name: str, what: What, times: int = 1, **facts: Any) -> None:
        """One turn, or several at the same moment; what comes back is kept to be tapped."""
        before = books.raw(self.store)
        chat = self.chats[name]
        others = [Chat(chat.services, name) for _ in range(times)]
        for each in others:
            each.at = chat.at

        async def together() -> None:
            await asyncio.gather(*(each.turn(what, **facts) for each in others))

        mine = books.of_person(books.documents(self.store), chat.key)
        self.do(together())
        for each in others:
            shown = cards_of(each.reply)
            if what in (What.TAPPED, What.SAID, What.REFRESHED):
                assert len(shown) == 1 or each.reply.toast
            self.cards += [(name, facts.get("card") or f"c{len(self.cards)}", e) for e in shown]
        self.cards = self.cards[-40:]
        self._only(name, before, mine)

    def _only(self, name: str, before: dict[tuple[str, str], Any], mine: books.Docs) -> None:
        """Nobody else's documents changed; of who is erased nothing is left but counts."""
        after = books.raw(self.store)
        key = self.chats[name].key
        for place in before.keys() | after.keys():
            if before.get(place) != after.get(place) and place[0] in books.OWN:
                body = json.loads(after.get(place) or before[place])
                assert books.owner(*place, body) == key
        person = (documents.PEOPLE, key)
        if person in before and person not in after:
            found = books.totals(mine, self.versions)
            current = [each for each in found if each.startswith(("now|", "unit|"))]
            self.erased += _by_fact({each: found.pop(each) for each in current}, "now|")
            self.erased["erased"] += 1
            self.left.update(found)
            for kind, place in after:
                assert key not in place
                assert kind == "erased" or key.encode() not in after[kind, place]

    @rule(name=people, times=st.integers(1, 2))
    def install(self, name: str, times: int) -> None:
        self.turn(name, What.INSTALLED, times)

    @rule(name=people)
    def remove(self, name: str) -> None:
        self.turn(name, What.REMOVED)

    @rule(name=people, text=typed)
    def say(self, name: str, text: str) -> None:
        self.turn(name, What.SAID, text=text)

    @precondition(lambda self: self.cards)
    @rule(pick=chance, button=chance, answer=chance, times=st.integers(1, 2))
    def press(self, pick: int, button: int, answer: int, times: int) -> None:
        """A button on a card seen lately, filled in as its inputs allow."""
        name, card, shown = self.cards[-1 - pick % min(len(self.cards), 4)]
        self._press(name, card, shown, button, answer, times)

    @rule(name=people, lesson=lessons, taps=st.integers(1, 14), right=st.integers(0, 7))
    def learn(self, name: str, lesson: str, taps: int, right: int) -> None:
        """Open a lesson's quiz and go on for a while, mostly answering right: often to its end."""
        self.turn(name, What.TAPPED, verb="quiz", data={"lesson": lesson}, card="c")
        for n in range(taps):
            _, card, shown = self.cards[-1]
            verbs = [each["verb"] for each in shown.buttons()]
            on = [verbs.index(each) for each in ON if each in verbs]
            if on:
                self._press(name, card, shown, on[0], n if right == 0 else 3 * n + 1)

    @precondition(lambda self: self.cards)
    @rule(name=people, pick=chance, button=chance, answer=chance)
    def press_anybodys(self, name: str, pick: int, button: int, answer: int) -> None:
        """Any card seen by anyone, however old."""
        _, card, shown = self.cards[pick % len(self.cards)]
        self._press(name, card, shown, button, answer)

    def _press(
        self, name: str, card: str, shown: Shown, button: int, answer: int, times: int = 1
    ) -> None:
        buttons = shown.buttons()
        if not buttons:
            return
        action = buttons[button % len(buttons)]
        data = action["data"] | self._inputs(shown, answer)
        if answer % 5 == 0:
            data |= {"d": f"row-{PEOPLE[answer % 3]}"}  # a card that came by itself, perhaps mine
        self.turn(name, What.TAPPED, times, verb=action["verb"], data=data, card=card)

    def _inputs(self, shown: Shown, answer: int) -> dict[str, Any]:
        """Every third time the right answer, so that lessons are passed."""
        lesson = next((e["data"].get("lesson", "") for e in shown.buttons()), "")
        filled = {}
        for each in list(_inputs(shown)):
            values = [choice["value"] for choice in each.get("choices", [])] or ["noe"]
            filled[each["id"]] = values[answer % len(values)]
            right = self._right(lesson, shown)
            if each["id"] == "choice" and right and answer % 3:
                filled["choice"] = right
        return filled

    def _right(self, lesson: str, shown: Shown) -> str:
        for each in shown.buttons():
            found = self.versions.get((lesson, each["data"].get("version", 0)))
            question = found.question(each["data"].get("question", "")) if found else None
            if question:
                return ",".join(question.correct)
        return ""

    @precondition(lambda self: self.cards)
    @rule(name=people, pick=chance, button=chance, data=forged)
    def tamper(self, name: str, pick: int, button: int, data: dict[str, Any]) -> None:
        """A real button whose data somebody has changed."""
        _, card, shown = self.cards[pick % len(self.cards)]
        buttons = shown.buttons()
        if buttons:
            action = buttons[button % len(buttons)]
            changed = action["data"] | data
            self.turn(name, What.TAPPED, verb=action["verb"], data=changed, card=card)

    @rule(name=people, verb=st.sampled_from(VERBS) | st.text(), data=forged)
    def forge(self, name: str, verb: str, data: dict[str, Any]) -> None:
        self.turn(name, What.TAPPED, verb=verb, data=data, card="forged")

    @rule(name=people, verb=st.sampled_from(VERBS), data=forged, pick=chance)
    def refresh(self, name: str, verb: str, data: dict[str, Any], pick: int) -> None:
        """What a client does by itself changes nothing, whatever verb it says."""
        card = "none"
        if self.cards:
            _, card, shown = self.cards[pick % len(self.cards)]
            action = shown.card.get("refresh", {}).get("action")
            if action and pick % 2:
                verb, data = action["verb"], action["data"]
        before = books.raw(self.store), books.counts(self.store)
        self.turn(name, What.REFRESHED, verb=verb, data=data, card=card)
        assert (books.raw(self.store), books.counts(self.store)) == before

    @rule(name=people, sure=st.integers(0, 4))
    def erase(self, name: str, sure: int) -> None:
        verb = "erase" if sure else "erase-now"
        self.turn(name, What.TAPPED, verb=verb, data={}, card="e")

    @rule(hours=st.integers(1, 400))
    def time_passes(self, hours: int) -> None:
        for each in self.chats.values():
            each.later(hours=hours)

    @rule(lesson=lessons, what=st.sampled_from(["newer", "drop", "same", "same"]))
    def content_changes(self, lesson: str, what: str) -> None:
        """The bot starts again with a newer lesson, or without one, or with one that is back."""
        if what == "same":
            return
        library = next(iter(self.chats.values())).services.library
        current = dict(library.current)
        found = current.pop(lesson, None)
        if found and what == "newer":
            current[lesson] = newer(found)
        elif found is None:
            current[lesson] = max(
                (e for (id, _), e in self.versions.items() if id == lesson), key=lambda e: e.version
            )
        home = {id: content().current[id].course for id in LESSONS if id in current}
        wanted = [
            replace(each, lessons=tuple(id for id in home if home[id] == each.id))
            for each in library.courses.values()
        ]
        fresh = Library.of(wanted, current.values())
        library, changed = self.do(remember_lessons(self.store, fresh))
        assert not changed
        self.versions.update(fresh.versions)
        self.same_content = False
        services = replace(self.chats["kari"].services, library=library)
        for each in self.chats.values():
            each.services, each.front = services, front(services)

    @invariant()
    def counts_say_what_documents_say(self) -> None:
        docs = books.documents(self.store)
        wanted = Counter(self.left)
        for key in docs[documents.PEOPLE]:
            wanted.update(books.totals(books.of_person(docs, key), self.versions))
        orphans = {e["person"] for e in docs[documents.DELIVERIES].values()} - docs[
            documents.PEOPLE
        ].keys()
        for key in orphans:
            wanted.update(books.rows(books.of_person(docs, key)))
        found = books.counts(self.store)
        ours = ("now|", "unit|", "question|", "opinion|", "delivery|")
        assert {k: n for k, n in found.items() if k.startswith(ours)} == {
            k: n for k, n in wanted.items() if n
        }
        assert _by_fact(found, "day|") == _by_fact(found, "now|") + self.erased

    @invariant()
    def attempts_keep_what_was_given(self) -> None:
        docs = books.documents(self.store)
        attempts = docs[documents.ATTEMPTS]
        for key, before in self.attempts.items():
            after = attempts.get(key)
            if after is None:
                assert before["person"] not in docs[documents.PEOPLE]
                continue
            fixed = ("person", "lesson", "version", "number", "order", "started")
            if before["person"] in docs[documents.PEOPLE]:
                assert {e: before[e] for e in fixed} == {e: after[e] for e in fixed}
                assert after["answers"][: len(before["answers"])] == before["answers"]
                assert before["finished"] in ("", after["finished"])
        self.attempts = attempts

    @invariant()
    def completions_are_passed_attempts_and_all_of_them(self) -> None:
        docs = books.documents(self.store)
        attempts = docs[documents.ATTEMPTS]
        passed = {key: e for key, e in attempts.items() if books.is_pass(e, self.versions)}
        completions = docs[documents.COMPLETIONS]
        assert completions.keys() == passed.keys()
        for key, each in completions.items():
            assert each["score"] == books.score(passed[key], self.versions)
            assert each["version"] == passed[key]["version"]
            assert each["at"] == passed[key]["finished"] != ""

    @invariant()
    def a_course_is_done_when_every_lesson_is(self) -> None:
        if not self.same_content:
            return
        docs = books.documents(self.store)
        for each in docs[documents.PROGRESS].values():
            lessons = content().courses[each["course"]].lessons
            done = {id for id, track in each["lessons"].items() if track["passed"]}
            assert bool(each["completed"]) == (done == set(lessons))


def _inputs(shown: Shown) -> list[dict[str, Any]]:
    from tests.chat_client import parts

    return [each for each in parts(shown.card) if str(each.get("type", "")).startswith("Input.")]


def _by_fact(counts: dict[str, int], kind: str) -> Counter[str]:
    """Each fact added up over places and days: people who move change nothing in it."""
    found: Counter[str] = Counter()
    for name, n in counts.items():
        if name.startswith(kind):
            found[name.rpartition("|")[2].removeprefix("carried:")] += n
    return Counter({fact: n for fact, n in found.items() if n})


LIMITS = settings(
    max_examples=4, stateful_step_count=15, deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck), database=None,
)  # fmt: skip

TestTaps = Taps.TestCase
TestTaps.settings = LIMITS


@pytest.mark.slow
class TestManyTaps(Taps.TestCase):
    settings = settings(LIMITS, max_examples=60, stateful_step_count=50)
