"""Every act that somebody does, done by each who may: one entry with who, what, before, after."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot.actions.shared import audit
from bot.actions.shared.acts import Act
from bot.core import documents
from bot.core.actor import Actor
from tests.actions.shared.plays import BO, Play, names, settled, written
from tests.actions.shared.plays.broadcasts import BROADCASTS
from tests.actions.shared.plays.gatherings import GATHERINGS, called_by_bo, gathering, invites
from tests.actions.shared.plays.people import PEOPLE
from tests.actions.shared.plays.pushes import PUSHES, posts, to_share_where_nothing_can_be_posted
from tests.actions.shared.plays.refusals import REFUSED
from tests.actions.shared.plays.roles import ROLES, letter, suggested
from tests.actions.shared.plays.sending import SENDING
from tests.champion_world import LESSON, Town, key, pushed
from tests.chat_client import TENANT

# All that `Town` calls people, and all that the plays write.
NEVER = (TENANT, "p000", "olga", "ivar", "Name ", "Champion", "Ole", "Hei", "Kaffe")
PLAYS = [*ROLES, *PEOPLE, *PUSHES, *BROADCASTS, *GATHERINGS, *SENDING, *REFUSED]
CASES = [(play, actor) for play in PLAYS for actor in play.by]
IN_ONE_PLAY_WITH = {Act.SHARE_NOT_POSTED}  # they follow from another: see below


@pytest.mark.parametrize(
    ("play", "actor"), CASES, ids=[f"{play.name}-{actor.kind}-{n}"
                                   for n, (play, actor) in enumerate(CASES)]
)  # fmt: skip
async def test_an_act_leaves_the_one_entry_that_says_who_and_what(play: Play, actor: Actor):
    town = await settled(**play.facts or {})
    if play.ready:
        await play.ready(town, actor)
    earlier = await written(town)
    await play.do(town, actor)
    new = [each for each in await written(town) if each not in earlier]
    assert sorted(each.act for each in new) == sorted([play.act, *play.also])
    (entry,) = (each for each in new if each.act == play.act)
    assert (entry.kind, entry.by) == names(town, actor)
    assert (entry.before, entry.after) == (play.before, play.after)
    assert entry.times == 1
    if play.about:
        assert entry.about == audit.pseudonym(town.services, key(play.about))
    for each in new:
        assert (each.kind, each.by) == names(town, actor)
    said = str(list(town.store._base._rows[documents.AUDIT].items()))
    assert not [each for each in NEVER if each in said]


async def test_a_post_that_failed_is_said_by_the_bot():
    town = await settled()
    await to_share_where_nothing_can_be_posted(town, BO)
    await posts(town, BO)
    posted, failed = sorted(await written(town), key=lambda each: each.act, reverse=True)
    assert (posted.act, *names(town, BO)) == (Act.SHARE_POSTED, posted.kind, posted.by)
    assert (failed.act, failed.kind, failed.by) == (Act.SHARE_NOT_POSTED, "bot", "")
    assert (failed.before, failed.after) == ({"state": "posting"}, {"state": "draft"})
    assert failed.about == posted.about


def test_every_act_is_played_here():
    played = {play.act for play in PLAYS} | {act for play in PLAYS for act in play.also}
    assert played | IN_ONE_PLAY_WITH == set(Act)


@pytest.mark.slow
def test_every_act_is_recorded_somewhere_and_by_its_name_alone():
    """mypy holds that `record` takes an `Act`; this, that no member is there for nothing, and that
    none is made of a text."""
    used, made = set[str](), []
    for path in (Path(__file__).parents[3] / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                used |= {node.attr} if node.value.id == "Act" else set()
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                made += [path] if node.func.id == "Act" else []
    assert used == {act.name for act in Act}
    assert made == []


# -- what is nobody else's affair


async def test_learning_pausing_choosing_and_ones_own_data_leave_no_entry():
    town = await settled()
    await suggested(town, BO)
    await pushed(town.bo)
    await town.tick(minutes=4)
    await called_by_bo(town, BO)
    await invites(town, BO)
    earlier = await written(town)
    chat = town.chat("p000")
    await chat.tap("suggest-no", id=await letter(town))
    await chat.take(LESSON)
    for said in (
        "nynorsk",
        "pause 3",
        "fortsett",
        "stopp",
        "fortsett",
        "arbeidstid 7-15",
        "kommune Molde",
        "status",
        "mine data",
        "senere",
    ):
        await chat.say(said)
    for verb in ("no-push", "allow-push", "want-help", "unwant-help", "tell-new", "untell-new"):
        await chat.tap(verb)
    await chat.tap("gathering-answer", id=await gathering(town), answer="yes")
    await chat.tap("thanks", d=next(iter(await _cards(town))))
    await chat.tap("erase-now")
    assert await written(town) == earlier
    people = await town.store.run(lambda tx: tx.get(documents.PEOPLE, key("p000")))
    assert people is None, "all of it was done"


async def _cards(town: Town) -> list[str]:
    found = town.store.run(lambda tx: tx.find(documents.DELIVERIES, person=key("p000")))
    return [row for row, _ in await found]
