"""Whoever erases their data is nowhere a second later: in no file, no log, nobody else's drafts."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path
from time import monotonic

import pytest

from bot.actions.champions import appointments, suggestions
from bot.actions.people import leaving_date
from bot.actions.people.email_index import entra_key, mail_key
from bot.actions.shared.audit import GONE, erased_key, pseudonym
from bot.core import documents
from bot.core.actor import COMMAND_LINE, person_actor
from tests.attacks.cast import NORTH, Member, everybody
from tests.attacks.rig import World, world
from tests.champion_world import LESSON, UNIT

pytestmark = pytest.mark.slow
WHO = "zq7kari"  # her Entra id; her name, her address and her chat in Teams have it too
WORDS = "Ord som bare hun skriver"


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path, members=everybody() | {WHO: Member(NORTH, "1506", UNIT)}) as it:
        await lived(it)
        yield it


async def lived(it: World) -> None:
    """She learns, answers and asks; she is named, suggested, invited and thanked; she recommends
    something herself, and others do things to her."""
    await it.say(WHO, "hei")
    lesson = (await it.tap(WHO, "lesson", {"lesson": LESSON})).card
    assert lesson
    await it.tap(WHO, "want-help")
    await it.tap(WHO, "pause", {"days": 3})
    bo, at = person_actor(it.key("bo")), it.clock()
    await suggestions.suggest(it.services, bo, WHO, "Du er flink", at)
    await leaving_date.leaves(it.services, COMMAND_LINE, it.key(WHO), "2027-06-01", at)
    await named_by_bo(it)
    await invited_by_bo(it)
    await appointments.appoint_one(it.services, COMMAND_LINE, it.key(WHO), (f"1506/{UNIT}",), at)
    await pushes(it, WHO, WORDS)
    await it.tick(minutes=30)


async def named_by_bo(it: World) -> None:
    """In a draft that he has not confirmed."""
    form = (await it.tap("bo", "push")).card
    facts = {"lesson": LESSON, "whom": "named", "words": "", "when": "now"}
    asked = await it.press("bo", form, "push-preview", **facts)
    await it.press("bo", asked.card, "push-people", people=f"{WHO},p000")


async def invited_by_bo(it: World) -> None:
    form = (await it.tap("bo", "gathering-new")).card
    facts = {"title": "Samling", "day": "2026-12-01", "clock": "09:00", "minutes": "60"}
    facts |= {"where": "Kantina", "agenda": "Prat", "reach": "own", "venue": "1506"}
    shown = (await it.press("bo", form, "gathering-save", **facts)).card
    choices = shown.input("audience")["choices"]
    everyone = next(e["value"] for e in choices if e["title"].startswith("Alle i"))
    preview = (await it.press("bo", shown, "gathering-preview", audience=everyone)).card
    await it.press("bo", preview, "gathering-invite")
    g = preview.button("gathering-invite")["data"]["g"]
    await it.tap(WHO, "gathering-answer", {"g": g, "answer": "yes"})


async def pushes(it: World, who: str, words: str) -> None:
    form = (await it.tap(who, "push")).card
    whom = form.input("whom")["choices"][0]["value"]
    facts = {"lesson": LESSON, "whom": whom, "words": words, "when": "now"}
    preview = await it.press(who, form, "push-preview", **facts)
    await it.press(who, preview.card, "push-send")


def signs(it: World) -> dict[str, bytes]:
    """What she could be recognised by, in every way that it might be written."""
    key, name = it.key(WHO), f"{WHO}@kommune.example"
    plain = {"id": WHO, "words": WORDS, "pseudonym": pseudonym(it.services, key)}
    plain |= {"id by the roster": entra_key(it.services, WHO)}
    found = {name: text.encode() for name, text in plain.items()}
    found |= {f"{each}, wide": text.encode("utf-16-le") for each, text in plain.items()}
    found |= {f"{each}, hex": text.encode().hex().encode() for each, text in plain.items()}
    for shift in range(3):  # wherever it begins
        for what, text in (("key", key), ("mail", name)):
            coded = base64.b64encode(b"\0" * shift + text.encode())[4:-4]
            found[f"{what}, base64 {shift}"] = coded
    return found


def traces(it: World, folder: Path) -> set[tuple[str, str]]:
    files = {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    return {(f.name, n) for f, raw in files.items() for n, sign in signs(it).items() if sign in raw}


async def exported(it: World) -> dict[str, dict[str, object]]:
    def change(tx):  # type: ignore[no-untyped-def]
        return {kind: dict(tx.due(kind, "9999")) for kind in (documents.AUDIT,)}

    found: dict[str, dict[str, object]] = await it.store.run(change)
    return found


async def test_she_is_in_the_store_before(it: World, tmp_path: Path) -> None:
    """So that the others don't hold because there was nothing to find."""
    assert {name for _, name in traces(it, tmp_path)} >= {"id", "words", "pseudonym"}


async def test_a_second_later_no_file_has_a_trace_of_who_erased_their_data(
    it: World, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    await it.tap(WHO, "erase-now")
    at = monotonic()
    assert traces(it, tmp_path) == set()
    assert monotonic() - at < 1
    said = "".join(capfd.readouterr())
    assert WHO not in said
    assert WORDS not in said


async def test_the_journal_has_no_link_left_and_all_its_entries(it: World) -> None:
    before = (await exported(it))[documents.AUDIT]
    assert await it.docs(documents.AUDIT, by=pseudonym(it.services, it.key(WHO)))
    await it.tap(WHO, "erase-now")
    after = (await exported(it))[documents.AUDIT]
    assert len(after) == len(before)
    assert GONE in json.dumps(after)
    assert pseudonym(it.services, it.key(WHO)) not in json.dumps(after)


async def test_what_is_kept_can_only_be_compared(it: World) -> None:
    await it.tap(WHO, "erase-now")
    marks = (erased_key(it.services, it.key(WHO)), mail_key(it.services, f"{WHO}@kommune.example"))
    assert [await it.doc(documents.ERASED, each) is not None for each in marks] == [True, True]
    assert all(WHO not in each for each in marks)


async def test_nothing_of_her_comes_back_while_time_goes_on(it: World, tmp_path: Path) -> None:
    """What others had begun goes on without her: the invitation, the draft, the day's counts."""
    await it.tap(WHO, "erase-now")
    sent = len(it.sent_to(WHO))
    for _ in range(4):
        await it.tick(days=1)
    assert traces(it, tmp_path) == set()
    assert len(it.sent_to(WHO)) == sent
    entries = (await it.api("/api/v1/audit")).raw
    assert pseudonym(it.services, it.key(WHO)).encode() not in entries
