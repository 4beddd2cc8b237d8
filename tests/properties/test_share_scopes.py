"""No sequence of shares and starts, by any mix of people, posts for anybody but a champion, goes
over the quota, sends a lesson to someone who didn't start it, or says more in a room than it may.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core import documents
from bot.core.pushes import push
from bot.core.pushes.share import Share
from bot.core.values import from_doc
from bot.store.rows import decode
from tests.champion_world import LESSON, Town, key
from tests.chat_client import Shown, parts
from tests.extension_world import ROOM, Where

WHO = ("bo", "olga", "p000", "p001", "q000", "nobody")
DOES = ("draft", "send", "send", "edit", "start", "start", "click", "dialog", "wait")
STEP = st.tuples(st.sampled_from(WHO), st.sampled_from(DOES), st.integers(0, 30))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, min_size=5, max_size=40), st.sampled_from([0, 7, 10, 40]))
@pytest.mark.slow
def test_no_mix_of_people_shares_what_they_may_not_or_sends_to_anyone_else(steps, members):
    asyncio.run(_play(steps, members))


async def _play(steps: list[tuple[str, str, int]], members: int) -> None:
    """Everybody may use every card and every preview that anybody has ever been shown."""
    town = await Town().settle(colleagues=8, others=8)
    town.post.rooms[ROOM] = members
    previews: list[Any] = [{}]
    tapped: set[str] = set()
    for who, what, n in steps:
        here = Where(town, who)
        preview = previews[n % len(previews)]
        if what == "draft":
            answer = await here.submit(verb="share", lesson=LESSON, words="x")
            seen = answer.get("composeExtension", {}).get("activityPreview")
            previews += [seen] if seen else []
        elif what in ("send", "edit"):
            await here.decide(what, preview)
        elif what == "dialog":
            await here.get("task/submit", data={"verb": "push-send", "push": str(n)})
        elif what == "wait":
            await town.tick(hours=n)
        elif cards := _cards(town, previews):
            tapped.add(key(who))
            data = cards[n % len(cards)].button("share-start")["data"]
            if what == "click":
                await here.get("composeExtension/onCardButtonClicked", **data)
            else:
                await here.taps(cards[n % len(cards)])
    await town.tick(minutes=2)
    _check(town, tapped, members)


def _cards(town: Town, previews: list[Any]) -> list[Shown]:
    """Also a preview that was never posted can be tapped by whoever made it."""
    return [Shown(each["attachments"][0]["content"]) for each in previews if each]


def _check(town: Town, tapped: set[str], members: int) -> None:
    rows = town.store._base._rows
    shares = [from_doc(Share, decode(row)) for row in rows[documents.SHARES].values()]
    out = [each for each in shares if each.state != "draft"]
    assert {each.by for each in shares} <= {key("bo"), key("olga")}
    posted = [message for to, message in town.post.sent if to.conversation == ROOM]
    assert len(posted) >= len(out)  # after two months the bot forgets what it posted
    for who in ("bo", "olga"):
        moments = sorted(each.created for each in out if each.by == key(who))
        for n, at in enumerate(moments):
            assert not push.over_quota(moments[:n], datetime.fromisoformat(at))
    for row in map(decode, rows[documents.DELIVERIES].values()):
        if row["kind"] == "shared":
            assert row["person"] in tapped
    started = {m.card for to, _, m in town.post.updated if to.conversation == ROOM}
    assert members >= 10 or not started
    for card in started:
        told = [each for each in parts(decode(card.decode())) if "startet" in each.get("text", "")]
        assert "Minst 5" in told[0]["text"]
    for to, message in town.post.sent:
        if to.conversation == ROOM:
            assert not any(f"Name {who}".encode() in message.card for who in WHO)
