"""Hostile text wherever somebody can type, or a directory or an older store can hold it: in cards,
in the calendar and on the terminal it is only text."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core import documents
from bot.core.gatherings import gathering as gatherings
from bot.core.gatherings.gathering import Gathering
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.people.roles import Role
from bot.core.values import from_doc, replace
from tests import npm
from tests.attacks.cast import CAST, NORTH, Member
from tests.attacks.rig import World, world
from tests.cards import walker
from tests.champion_world import LESSON
from tests.chat_client import MONDAY, Shown

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("node_modules")]
HIDDEN = "\u202e\u2067\x1b[2J\x07\u200b\u200f\x9b"
EVIL = f"{HIDDEN}[x](https://evil.example) _a_ **b** <https://evil.example> `c` 1. d"
UNIT = f"_HO_{HIDDEN}Nord_ [x](https://evil.example)"
MEMBERS = CAST | {
    "bo": Member(NORTH, "1506", UNIT, Role.CHAMPION, (f"1506/{UNIT}",)),
    "kari": Member(NORTH, "1506", UNIT),
    **{f"p{n:03}": Member(NORTH, "1506", UNIT) for n in range(12)},
}
JOINERS = "\u2060\u200d\u200c"  # the bot's own, and those of an emoji


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[World]:
    """With a unit, names and a gathering as an earlier version may have stored them."""
    async with world(tmp_path, members=MEMBERS) as it:
        await it.store.run(lambda tx: _as_it_was(it, tx))
        yield it


def _as_it_was(it: World, tx: Any) -> None:
    for who in ("bo", "kari"):
        person = from_doc(Person, tx.get(documents.PEOPLE, it.key(who)))
        tx.put(documents.PEOPLE, it.key(who), replace(person, name=EVIL))
    kari = it.key("kari")
    for n, host in enumerate(("bo", "vera")):
        begins, id = moment(MONDAY + timedelta(days=2 + n)), f"{n}f2a9c04b1d87e6655aa"
        called = Gathering(
            id, it.key(host), EVIL, begins, 60, f"{EVIL}\n- {EVIL}", "1506", "1506", ("1506",)
        )
        tx.put(documents.GATHERINGS, id, replace(called, place=EVIL))
        tx.put(documents.REPLIES, f"{id}/{kari}", gatherings.invited(kari, called))


def named(who: str) -> dict[str, Any]:
    """The sender's name, as their directory has it."""
    return {"from": {"id": f"29:{who}", "name": EVIL, "aadObjectId": who}}


async def cards_of(it: World) -> list[Shown]:
    """The cards with somebody's text in them: drawn as it was stored, typed, and sent."""
    found = []

    async def tap(who: str, verb: str, **data: Any) -> Shown:
        answer = await it.tap(who, verb, data)
        assert answer.status == 200, (verb, answer)
        found.append(answer.card)
        return answer.card

    ids = [f"{n}f2a9c04b1d87e6655aa" for n in range(2)]
    for verb in ("status", "my-data", "help", "gatherings", "group", "group-help", "newcomers"):
        await tap("kari", verb)
        await tap("bo", verb)
    await tap("kari", "gathering", g=ids[0])
    await tap("kari", "gathering-answer", g=ids[1], answer="yes")
    await tap("bo", "gathering", g=ids[0])
    await tap("bo", "gathering-edit", g=ids[0])
    audiences = (await tap("bo", "gathering", g=ids[0])).input("audience")["choices"]
    for each in audiences:
        await tap("bo", "gathering-preview", g=ids[0], audience=each["value"])
    form = await tap("bo", "gathering-new")
    data = form.button("gathering-save")["data"]
    when = {"day": "2026-12-01", "clock": "09:00", "minutes": "60", "venue": "1506"}
    await tap("bo", **data, **when, title=EVIL[:80], where=EVIL[:100], agenda=f"{EVIL}\n* {EVIL}")
    await it.say("kari", "hei", **named("kari"))
    await it.say("kari", EVIL[len(HIDDEN) :], **named("kari"))
    await it.install("nina", **named("nina"))
    form = await tap("bo", "push")
    whom = form.input("whom")["choices"][0]["value"]
    facts = {"lesson": LESSON, "whom": whom, "words": EVIL, "when": "now"}
    preview = await tap("bo", "push-preview", **facts)
    await tap("bo", "push-send", push=preview.button("push-send")["data"]["push"])
    await it.tick(minutes=5)
    sent = [card for who in ("kari", "nina", "bo", "p003") for card in it.cards_to(who)]
    assert any("evil.example" in json.dumps(each.card) for each in it.cards_to("p003"))
    return [*found, *sent]


def markdown_in(card: Any) -> list[str]:
    """What a client reads as Markdown: text blocks and facts."""
    found = []
    for node in walker.shown(card):
        found += [node["text"]] if node["type"] == "TextBlock" else []
        for fact in node.get("facts", ()):
            found += [fact["title"], fact["value"]]
    return found


async def test_in_no_card_is_it_markup_or_hides(it: World) -> None:
    cards = [each.card for each in await cards_of(it)]
    texts = [text for card in cards for text in markdown_in(card)]
    assert sum("evil.example" in each for each in texts) > 20
    script = Path(walker.__file__).with_name("markdown.mjs")
    read = json.loads(npm.run(script, json.dumps(texts).encode()))
    for text, html in zip(texts, read, strict=True):
        if "evil.example" in text or "Nord" in text:
            assert not re.search(r"<a |<em|<code|<h\d|<blockquote|<ol", html), (text, html)
            assert "<strong>b</strong>" not in html, text
        assert "\\" not in text
    whole = json.dumps(cards, ensure_ascii=False)
    assert {each for each in whole if unicodedata.category(each) in ("Cc", "Cf")} <= set(JOINERS)
    assert not re.search(r"\\u00(?:[01]|7f|[89])", whole)


async def test_nor_in_a_calendar_file_or_on_the_terminal(it: World) -> None:
    answer = {"g": "1f2a9c04b1d87e6655aa", "answer": "yes"}
    card = (await it.tap("kari", "gathering-answer", answer)).card.card
    found = re.search(r"https://padriver\.example(/calendar/[A-Za-z0-9._-]+)", json.dumps(card))
    assert found
    said = (await it.api(found[1], token="")).raw.decode()
    assert "evil.example" in said
    for command in (["report"], ["report", "--municipality", "1506"], ["coverage"], ["savings"]):
        status, text = await it.bot.command(*command)
        assert status == 0, text
        said += text
    assert "Nord" in said
    kinds = {each: unicodedata.category(each) for each in said if each not in "\r\n\t"}
    assert not {each for each, kind in kinds.items() if kind in ("Cc", "Cf")}
