"""Each verb, word and redraw of the chat, with what makes it do the most, by whom it does most.

A name that the chat knows and these tables don't fails the test, so none can be forgotten.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.actions.gatherings.host_view import audiences_of
from bot.actions.people.records import find
from bot.core import documents
from bot.core.gatherings.gathering import Gathering
from bot.core.people.places import place_id
from bot.core.pushes.push import PushState
from bot.core.pushes.share import seal
from bot.core.turn import What
from bot.core.values import replace
from bot.services import Services
from tests.bench.holding.crowd import (
    EMPTY,
    LESSON,
    NOW,
    OLGA,
    PAST,
    PUSH,
    TENANT,
    TO_COME,
    WIDE,
    Hand,
    gid,
)  # fmt: skip

Do = Callable[[Services], Awaitable[Any]]
ASKING, DRAFT = "a" * 40, "b" * 40
SOMEBODY = "demo-00500"


def hand(world: Services, key: str = WIDE) -> Hand:
    return Hand(world, key)


def tap(verb: str, who: str = WIDE, **data: Any) -> Do:
    return lambda world: hand(world, who).tap(verb, **data)


def anybody(verb: str, **data: Any) -> Do:
    return tap(verb, f"{TENANT}:{SOMEBODY}", **data)


async def _audience(world: Services, n: int) -> str:
    """The widest audience: everyone in the largest municipality."""

    def look(tx: Any) -> str:
        host, held = find(tx, WIDE), tx.get(documents.GATHERINGS, gid(n), Gathering)
        assert host
        offered = audiences_of(world, host, held, NOW)
        everyone = [e for e in offered if e.who == "everyone" and e.places == ("1506",)]
        return everyone[0].id

    return await world.store.run(look)


def invitation(verb: str, n: int = EMPTY, who: str = WIDE) -> Do:
    async def do(world: Services) -> Any:
        return await hand(world, who).tap(verb, g=gid(n), audience=await _audience(world, n))

    return do


def _push(id: str, state: PushState, **facts: Any) -> Callable[[Any], None]:
    def change(tx: Any) -> None:
        known = tx.get(documents.PUSHES, PUSH, documents_push())
        tx.put(documents.PUSHES, id, replace(known, id=id, state=state, **facts))

    return change


def documents_push() -> Any:
    from bot.core.pushes.push import Push

    return Push


def pushed(verb: str, state: PushState, who: str = WIDE, **facts: Any) -> Do:
    """Tap on a push that is in this state."""
    id = f"{len(verb)}{verb.encode().hex()}"[:40]

    async def do(world: Services) -> Any:
        await world.store.run(_push(id, state, asked=60_000, **facts))
        return await hand(world, who).tap(verb, push=id)

    return do


def everybodys(verb: str, state: PushState = PushState.SENDING) -> Do:
    """Tap on the push that everybody got."""

    async def do(world: Services) -> Any:
        await world.store.run(_push(PUSH, state))
        return await hand(world).tap(verb, push=PUSH)

    return do


def started(verb: str, **more: Any) -> Do:
    async def do(world: Services) -> Any:
        token = seal(TENANT, LESSON, "", world.secret, NOW)
        return await hand(world).tap(verb, share=token, **more)

    return do


FORM = {
    "title": "Samling", "day": "2026-12-08", "clock": "09:00", "minutes": "60",
    "where": "https://teams.microsoft.com/l/x", "agenda": "", "reach": "all", "venue": "1506",
}  # fmt: skip
BIG = {"lesson": LESSON, "whom": place_id("1506"), "words": "Prøv denne", "when": "now"}
SEEN = {"lesson": LESSON, "version": 1, "attempt": 1}

TAPS: dict[str, Do] = {
    "about": tap("about"),
    "allow-push": tap("allow-push"),
    "allow-recruit": tap("allow-recruit"),
    "answer": anybody("answer", **SEEN, question="q1", choice="a"),
    "appoint-no": tap("appoint-no", OLGA, letter=f"{3:040x}"),
    "appoint-yes": tap("appoint-yes", OLGA, letter=f"{4:040x}"),
    "begin": anybody("begin", language="nb", municipality="1506", tell="yes"),
    "champion": tap("champion"),
    "continue": anybody("continue", **SEEN),
    "diploma": anybody("diploma", lesson=LESSON),
    "erase": anybody("erase"),
    "erase-now": tap("erase-now"),
    "gathering": tap("gathering", g=gid(TO_COME)),
    "gathering-answer": anybody("gathering-answer", g=gid(TO_COME), answer="no"),
    "gathering-cancel": tap("gathering-cancel", g=gid(TO_COME)),
    "gathering-cancel-now": tap("gathering-cancel-now", g=gid(TO_COME)),
    "gathering-count": tap("gathering-count", g=gid(PAST)),
    "gathering-count-clear": tap("gathering-count-clear", g=gid(PAST)),
    "gathering-count-save": tap("gathering-count-save", g=gid(PAST), **{"came-1506": "30"}),
    "gathering-edit": tap("gathering-edit", g=gid(TO_COME)),
    "gathering-estimate-save": tap("gathering-estimate-save", OLGA, g=gid(PAST), estimate="1000"),
    "gathering-here": anybody("gathering-here", g=gid(PAST)),
    "gathering-invite": invitation("gathering-invite"),
    "gathering-new": tap("gathering-new"),
    "gathering-notes": tap("gathering-notes", g=gid(PAST), link="https://example.org/notes"),
    "gathering-preview": invitation("gathering-preview"),
    "gathering-pulse": anybody("gathering-pulse", g=gid(PAST), useful="much", **{"try": "yes"}),
    "gathering-save": tap("gathering-save", g=gid(TO_COME), **FORM),
    "gatherings": tap("gatherings"),
    "greet": tap("greet", who=SOMEBODY),
    "greet-send": tap("greet-send", who=SOMEBODY, words="Velkommen!"),
    "group": tap("group", place=place_id("1506")),
    "group-help": tap("group-help"),
    "help": tap("help"),
    "helped": tap("helped", who=SOMEBODY),
    "hours": tap("hours", hours="12345 08:00-15:30"),
    "language": tap("language", language="nn"),
    "later": anybody("later", lesson=LESSON, when="tomorrow"),
    "lesson": anybody("lesson", lesson=LESSON),
    "lessons": anybody("lessons"),
    "municipality": anybody("municipality", municipality="1547"),
    "my-data": tap("my-data"),
    "newcomers": tap("newcomers"),
    "next": anybody("next"),
    "no-push": tap("no-push"),
    "no-recruit": tap("no-recruit"),
    "pause": tap("pause", days=7),
    "push": tap("push"),
    "push-look": everybodys("push-look"),
    "push-no": pushed("push-no", PushState.ASKING, OLGA),
    "push-people": pushed("push-people", PushState.DRAFT, place=""),
    "push-preview": tap("push-preview", **BIG),
    "push-send": pushed("push-send", PushState.DRAFT, OLGA, by=OLGA),
    "push-undo": pushed("push-undo", PushState.SENDING, due="2026-12-30T08:00:00Z"),
    "push-withdraw": everybodys("push-withdraw"),
    "push-yes": pushed("push-yes", PushState.ASKING, OLGA),
    "quiz": anybody("quiz", lesson=LESSON),
    "recall": anybody("recall", d="i-demo", q0="a"),
    "report": anybody("report", lesson=LESSON, version=1, words="Feil"),
    "result": anybody("result", **SEEN),
    "resume": tap("resume"),
    "retry": anybody("retry", lesson=LESSON, attempt=1),
    "share-start": started("share-start"),
    "show": tap("show"),
    "status": tap("status"),
    "step-down": tap("step-down", f"{TENANT}:demo-00001"),
    "stop": tap("stop"),
    "suggest": tap("suggest"),
    "suggest-no": anybody("suggest-no", letter=f"{500:040x}"),
    "suggest-send": tap("suggest-send", people="demo-00501", words=""),
    "suggest-yes": anybody("suggest-yes", letter=f"{500:040x}"),
    "tell-new": tap("tell-new", f"{TENANT}:demo-00502"),
    "thanks": tap("thanks", f"{TENANT}:{SOMEBODY}", d=f"p-{TENANT}:{SOMEBODY}"),
    "untell-new": tap("untell-new", f"{TENANT}:demo-00502"),
    "unwant-help": anybody("unwant-help"),
    "useful": anybody("useful", lesson=LESSON, version=1, useful=True),
    "want-help": anybody("want-help"),
}


def say(text: str, who: str = WIDE) -> Do:
    return lambda world: hand(world, who).say(text)


def refresh(card: str, **data: Any) -> Do:
    async def do(world: Services) -> Any:
        data_ = {"verb": "show", "as": card} | data
        return await hand(world).turn(What.REFRESHED, verb="show", data=data_, card="c")

    return do


SAID: dict[str, Do] = {
    "about": say("om"), "champion": say("pådriver"), "gatherings": say("samlinger"),
    "group": say("gruppe"), "help": say("hjelp"), "hours": say("arbeidstid 7-15"),
    "language": say("språk nynorsk"), "later": say("i morgen"), "lessons": say("leksjoner"),
    "municipality": say("kommune Molde"), "my-data": say("mine data"), "newcomers": say("nye"),
    "next": say("neste"), "pause": say("pause 7"), "recommend": say("anbefal " + "møte " * 50),
    "resume": say("fortsett"), "role": say("rolle"), "start": say("start"), "status": say("status"),
    "step-down": say("slutt som pådriver", f"{TENANT}:demo-00002"), "stop": say("stopp"),
    "suggest": say("foreslå"),
    "anything else": say("hvordan deler jeg " + "skjerm og møte " * 19),
}  # fmt: skip

REDRAWN: dict[str, Do] = {
    "appointing": refresh("appointing", letter=f"{5:040x}"), "champion": refresh("champion"),
    "gathering": refresh("gathering", g=gid(TO_COME)), "gatherings": refresh("gatherings"),
    "help": refresh("help"), "lessons": refresh("lessons"), "newcomers": refresh("newcomers"),
    "push": refresh("push"), "push-look": refresh("push-look", push=PUSH),
    "recall": refresh("recall", d="x"), "sent": refresh("sent", d=f"p-{TENANT}:{SOMEBODY}"),
    "status": refresh("status"), "suggestion": refresh("suggestion", letter=f"{6:040x}"),
    "welcome": refresh("welcome"),
}  # fmt: skip
