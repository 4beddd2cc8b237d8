"""A lesson shared in a chat or a channel: found, drafted, posted, started; and what stops it."""

import json
from datetime import timedelta

import pytest

from bot.actions.personal_data import my_data
from bot.actions.pushes import share as push_share
from bot.core import documents
from bot.core.pushes.share import seal
from bot.core.send_outcome import Ended, SendOutcome
from bot.core.turn import What
from bot.store.rows import decode
from tests.champion_world import LESSON, Town, key
from tests.chat_client import TENANT, Shown
from tests.extension_world import OWN, ROOM, Where, card_of, dialog_of, posted, submits

OTHER = "chat-eller-kanal"


@pytest.fixture
async def town() -> Town:
    return await Town(app_id="0a1b2c3d").settle()


@pytest.fixture
def bo(town) -> Where:
    return Where(town, "bo")


async def shares(town: Town) -> list[dict]:
    found = town.store.run(lambda tx: tx.find(documents.SHARES, by=key("bo"), limit=1000))
    return [doc for _, doc in await found]


async def noted(town: Town, what: str) -> int:
    """How often it was counted as refused; what is refused as forged is in the journal too."""
    counted = (await town.counts("refused|share|")).get(f"refused|share|{what}", 0)
    rows = map(decode, town.store._base._rows[documents.AUDIT].values())
    journal = sum(doc["what"] == f"share_refused_{what}" for doc in rows)
    assert journal == counted
    return counted


async def arrivals(town: Town, entra: str) -> list[Shown]:
    await town.tick(seconds=10)
    return town.cards_to(entra)


# -- search


async def test_the_list_is_there_before_anything_is_typed_with_a_preview_of_each(town, bo):
    found = await bo.search()
    assert (found["type"], found["attachmentLayout"]) == ("result", "list")
    first = found["attachments"][0]
    card = card_of(first)
    preview = first["preview"]
    assert preview["contentType"] == "application/vnd.microsoft.card.thumbnail"
    assert preview["content"]["title"] in card.text
    assert preview["content"]["text"]
    assert "Bo Champion" not in card.text
    assert card.button("share-start")


async def test_every_page_comes_once_and_the_one_after_the_last_is_empty(town, bo):
    seen, skip = [], 0
    while page := (await bo.search(skip=skip, count=4))["attachments"]:
        assert len(page) <= 4
        seen += [each["preview"]["content"]["title"] for each in page]
        skip += len(page)
    offered = await push_share.offer(town.services, key("bo"), town.at)
    assert len(seen) == len(set(seen)) == len(offered.lessons) > 8


async def test_what_is_typed_finds_the_lesson_in_own_words(bo):
    found = await bo.search("hvordan deler jeg skjerm?")
    assert found["attachments"][0]["preview"]["content"]["title"] == "Lyd, kamera og deling"
    nothing = await bo.search("xyzzyq")
    assert nothing["type"] == "message"
    assert "fant ingen" in nothing["text"]


@pytest.mark.parametrize(
    "value",
    [
        {}, {"parameters": 7}, {"parameters": [7, {"name": 7}, {"name": "query", "value": 7}]},
        {"queryOptions": []}, {"queryOptions": {"skip": -1, "count": "x"}},
        {"queryOptions": {"skip": 0, "count": 10**6}},
        {"parameters": [{"name": "query", "value": "x" * 100_000}]},
    ],
)  # fmt: skip
async def test_a_query_in_any_shape_gets_an_answer_of_at_most_a_page(bo, value):
    found = (await bo.get("composeExtension/query", **value))["composeExtension"]
    assert len(found.get("attachments", [])) <= 25


async def test_a_card_that_is_found_can_be_sent_and_started(town, bo):
    card = card_of((await bo.search("første møte"))["attachments"][0])
    chat = await Where(town, "p000", "channel").taps(card)
    assert chat.reply.toast == "Leksjonen kommer i chatten din nå."
    assert (await arrivals(town, "p000"))[-1].button("quiz")
    assert await shares(town) == []


# -- the form, the preview, the post


async def test_the_form_has_what_may_be_shared_and_submits(bo):
    form = dialog_of(await bo.fetch("share"))
    assert LESSON in [each["value"] for each in form.input("lesson")["choices"]]
    assert form.input("words")["maxLength"] == 280
    assert set(submits(form)) == {"share"}


async def test_it_is_looked_at_before_the_bot_posts_it(town, bo):
    preview = await bo.preview()
    seen = card_of(preview["attachments"][0])
    assert "Bo Champion deler en leksjon" in seen.text
    assert "Denne hjalp ∗meg∗!" in seen.text
    assert town.post.sent == []
    assert await bo.decide("send", preview) == {}
    ((to, message),) = town.post.sent
    assert (to.conversation, to.user, to.room) == (ROOM, "", "groupChat")
    assert not message.alert
    assert Shown(json.loads(message.card)).text == seen.text


async def test_it_can_be_changed_before_it_is_posted(town, bo):
    form = dialog_of((await bo.decide("edit", await bo.preview()))["task"])
    assert form.input("lesson")["value"] == LESSON
    assert form.input("words")["value"] == OWN
    assert town.post.sent == []


async def test_sent_twice_it_is_posted_once(town, bo):
    preview = await bo.preview()
    assert await bo.decide("send", preview) == {}
    assert await bo.decide("send", preview) == {}
    assert len(town.post.sent) == 1
    assert await town.counts("refused|") == {}


async def test_what_comes_back_in_the_preview_is_not_believed(town, bo):
    """Only the draft's seal is taken from it: words that were changed on the way are not."""
    preview = json.loads(json.dumps(await bo.preview()).replace("Denne hjalp", "Kjøp nå hos"))
    await bo.decide("send", preview)
    assert "Denne hjalp" in posted(town).text


async def test_own_words_are_plain_and_at_most_280_characters(town, bo):
    long = await bo.shared(words="ø" * 400)
    assert "ø" * 280 in long.text
    assert "ø" * 281 not in long.text


async def test_in_a_chat_between_two_the_champion_sends_it_and_nothing_is_kept(town):
    bo = Where(town, "bo", "personal", conversation="19:bo_ada@unq.gbl.spaces")
    answer = (await bo.submit(verb="share", lesson=LESSON, words=OWN))["composeExtension"]
    assert answer["type"] == "result"
    assert "Denne hjalp" in card_of(answer["attachments"][0]).text
    assert await shares(town) == []
    bos = await town.store.run(lambda tx: tx.get(documents.PEOPLE, key("bo")))
    assert bos["conversation"] == "c-bo"


async def test_where_the_bot_may_not_post_the_champion_is_told_and_may_try_again(town, bo):
    town.post.ends[ROOM] = Ended.NOT_INSTALLED
    preview = await bo.preview()
    answer = await bo.decide("send", preview)
    assert "Søk fram leksjonen" in answer["task"]["value"]
    town.post.ends.clear()
    assert await bo.decide("send", preview) == {}
    assert len(town.post.sent) == 1


async def test_a_post_that_may_have_arrived_is_not_sent_again(town, bo):
    town.post.ends[ROOM] = Ended.UNCERTAIN
    preview = await bo.preview()
    assert await bo.decide("send", preview) == {}
    town.post.ends.clear()
    assert await bo.decide("send", preview) == {}
    assert town.post.sent == []


# -- who may, and what


@pytest.mark.parametrize("who", ["p000", "nobody"])
async def test_who_is_no_champion_gets_a_kind_word_and_shares_nothing(town, bo, who):
    other = Where(town, who)
    assert (await other.search())["type"] == "message"
    assert (await other.fetch("share"))["type"] == "message"
    assert (await other.fetch("recommend"))["type"] == "message"
    assert (await other.submit(verb="share", lesson=LESSON))["task"]["type"] == "message"
    assert (await other.decide("send", await bo.preview()))["task"]["type"] == "message"
    assert town.post.sent == []
    assert len(await shares(town)) == 1


async def test_a_champion_without_a_scope_shares_nothing(town, bo):
    preview = await bo.preview()
    await town.edit("bo", scope=[])
    assert (await bo.search())["type"] == "message"
    assert "task" in await bo.decide("send", preview)
    assert town.post.sent == []


async def test_only_lessons_that_may_be_recommended_are_found_shared_and_started():
    town = await Town(push_lessons=frozenset({OTHER})).settle()
    bo = Where(town, "bo")
    assert len((await bo.search())["attachments"]) == 1
    refused = await bo.submit(verb="share", lesson=LESSON, words="")
    assert "kan ikke deles" in refused["task"]["value"]
    assert await noted(town, "lesson") == 1
    card = card_of((await bo.search())["attachments"][0])
    token = seal(TENANT, LESSON, "", town.services.secret, town.at)
    chat = await Where(town, "p000").taps(card, data={"share": token})
    assert "kan ikke startes" in chat.reply.toast
    assert await arrivals(town, "p000") == []


async def test_another_champions_draft_is_a_forgery(town, bo):
    await town.edit("p000", role="champion", scope=["1506"])
    answer = await Where(town, "p000").decide("send", await bo.preview())
    assert "for gammelt" in answer["task"]["value"]
    assert await noted(town, "forged") == 1
    assert town.post.sent == []


@pytest.mark.parametrize("preview", [None, {}, [], "x", {"data": {"share": 7}}, [[[[{}]]]]])
async def test_a_preview_that_holds_no_seal_of_ours_posts_nothing(town, bo, preview):
    answer = await bo.decide("send", preview)
    assert "for gammelt" in answer["task"]["value"]
    assert town.post.sent == []


async def test_the_bot_posts_no_oftener_than_a_champion_may_recommend(town, bo):
    for _ in range(3):
        await bo.shared()
    spare = await bo.submit(verb="share", lesson=LESSON, words="")
    assert "3 ganger" in spare["task"]["value"]
    town.at += timedelta(hours=25)
    await bo.shared()


async def test_two_drafts_at_the_end_of_the_quota_are_one_post(town, bo):
    previews = [await bo.preview() for _ in range(4)]
    answers = [await bo.decide("send", each) for each in previews]
    assert [each == {} for each in answers] == [True, True, True, False]
    assert len(town.post.sent) == 3


# -- starting


async def test_each_viewer_gets_the_lesson_in_their_own_chat_and_the_card_says_nothing(town, bo):
    card = await bo.shared()
    before = len(town.post.sent)
    viewer = Where(town, "p000")
    chat = await viewer.taps(card)
    assert chat.reply.messages == ()
    assert chat.reply.toast == "Leksjonen kommer i chatten din nå."
    arrived = (await arrivals(town, "p000"))[-1]
    assert "Denne startet du selv" in arrived.text
    (sent,) = town.post.sent[before:]
    assert (sent[0].conversation, sent[0].entra) == ("c-p000", "p000")
    await town.chat("p000").take(LESSON)
    await town.tick(minutes=2)
    for to, _, message in town.post.updated:
        assert to.conversation != ROOM or b"p000" not in message.card


async def test_a_doubled_tap_brings_it_once_and_another_day_once_more(town, bo):
    card = await bo.shared()
    viewer = Where(town, "p000")
    await viewer.taps(card)
    assert (await viewer.taps(card)).reply.toast == "Leksjonen ligger i chatten din."
    assert len(await arrivals(town, "p000")) == 1
    assert await town.counts("refused|") == {}
    await town.tick(days=1)
    await viewer.taps(card)
    await arrivals(town, "p000")
    rows = [each for each in await town.rows("p000") if each["kind"] == "shared"]
    assert [each["state"] for each in rows] == ["sent", "sent"]
    assert {doc["started"] for doc in await shares(town)} == {1}


@pytest.mark.parametrize("state", [{"stopped": True}, {"paused_until": "9999-12-31T00:00:00Z"}])
async def test_who_has_stopped_or_paused_gets_what_they_started_themselves_at_any_hour(
    town, bo, state
):
    await town.edit("p000", **state)
    card = await bo.shared()
    await town.tick(hours=13)  # ten in the evening
    await Where(town, "p000").taps(card)
    assert len(await arrivals(town, "p000")) == 1


async def test_it_costs_nothing_of_the_budget(town, bo):
    card = await bo.shared()
    await Where(town, "p000").taps(card)
    await arrivals(town, "p000")
    journey = await town.store.run(lambda tx: tx.get(documents.JOURNEYS, key("p000")))
    assert journey["recent"] == []


@pytest.mark.parametrize(
    ("who", "state"), [("nobody", {}), ("p000", {"installed": False}), ("p000", {"blocked": True})]
)
async def test_who_cannot_be_reached_gets_a_kind_word_and_a_way_in(town, bo, who, state):
    if state:
        await town.edit(who, **state)
    card = await bo.shared()
    chat = await Where(town, who).taps(card)
    shown = chat.shown()
    assert "Så fint at du vil!" in shown.text
    assert "teams.microsoft.com/l/chat/0/0?users=28:0a1b2c3d" in json.dumps(shown.card)
    assert "Bo Champion" not in shown.text
    assert await arrivals(town, who) == []


async def test_a_client_that_can_only_submit_is_answered_in_no_message_to_the_room(town, bo):
    card = await bo.shared()
    for who in ("p000", "nobody"):
        chat = await Where(town, who).taps(card, submitted=True)
        assert (chat.reply.messages, chat.reply.toast) == ((), "")
    assert len(await arrivals(town, "p000")) == 1
    data = card.button("share-start")["data"]
    assert await Where(town, "p001").get("composeExtension/onCardButtonClicked", **data) == {}
    assert len(await arrivals(town, "p001")) == 1


@pytest.mark.parametrize("token", ["", "x", "MTIz.MTIz", "ø" * 2000, 7, None, {"a": 1}])
async def test_a_forged_card_gives_nothing_and_is_noted(town, bo, token):
    card = await bo.shared()
    chat = await Where(town, "p000").taps(card, data={"share": token})
    assert "kan ikke startes" in chat.reply.toast
    assert await arrivals(town, "p000") == []
    assert await noted(town, "forged") == 1


async def test_a_card_of_another_house_or_of_long_ago_gives_nothing(town, bo):
    card = await bo.shared()
    other = seal(TENANT, LESSON, "", b"another secret", town.at)
    assert "kan ikke" in (await Where(town, "p000").taps(card, data={"share": other})).reply.toast
    town.at += timedelta(days=366)
    assert "kan ikke" in (await Where(town, "p000").taps(card)).reply.toast
    assert await noted(town, "forged") == 2


async def test_a_card_taken_to_another_tenant_gives_nothing(town, bo):
    card = await bo.shared()
    guest = Where(town, "p000", tenant="22222222-2222-2222-2222-222222222222")
    assert "kan ikke" in (await guest.taps(card)).reply.toast
    assert await noted(town, "elsewhere") == 1


async def test_other_buttons_do_nothing_in_a_room(town, bo):
    """A personal verb that is sent from a group chat gets the invitation, as it always did."""
    await bo.shared()
    viewer = Where(town, "p000")
    shown = await viewer.chat.turn(What.TAPPED, verb="status", data={"verb": "status"})
    assert "Hei, jeg er Pådriver" in shown.text


# -- how many have started


async def started(town: Town, card: Shown, count: int) -> str:
    """So many viewers start; the posted card as it is drawn by then."""
    for n in range(count):
        await Where(town, f"p{n:03}").taps(card)
    await town.tick(minutes=1)
    there = [m.card.decode() for to, _, m in town.post.updated if to.conversation == ROOM]
    return there[-1] if there else ""


async def test_the_posted_card_tells_in_steps_how_many_have_started(town, bo):
    town.post.rooms[ROOM] = 40
    card = await bo.shared()
    assert await started(town, card, 4) == ""
    assert "Minst 5 har startet" in await started(town, card, 7)
    drawn = len(town.post.updated)
    await started(town, card, 9)
    assert len(town.post.updated) == drawn
    assert "Minst 10 har startet" in await started(town, card, 11)


@pytest.mark.parametrize("members", [None, 2, 9])
async def test_a_small_room_or_one_of_unknown_size_tells_nothing(town, bo, members):
    if members:
        town.post.rooms[ROOM] = members
    card = await bo.shared()
    assert await started(town, card, 9) == ""


async def test_that_everybody_has_started_is_not_told(town, bo):
    town.post.rooms[ROOM] = 12
    card = await bo.shared()
    assert "Minst 5 har startet" in await started(town, card, 12)


async def test_a_card_that_is_gone_is_not_drawn_again(town, bo):
    town.post.rooms[ROOM] = 40
    card = await bo.shared()

    async def gone(*_: object) -> SendOutcome:
        return SendOutcome(Ended.GONE)

    town.post.update = gone
    await started(town, card, 6)
    assert [each["state"] for each in await shares(town)] == ["gone"]


# -- what is kept


async def test_the_champion_sees_takes_out_and_erases_what_they_shared(town, bo):
    card = await bo.shared()
    await bo.preview()
    assert "Leksjoner du har delt" in (await town.bo.say("mine data")).text
    data = await my_data.my_data(town.services, key("bo"))
    assert {doc["words"] for doc in data[documents.SHARES]} == {OWN}
    await my_data.erase(town.services, key("bo"), town.at)
    await town.tick(minutes=1)
    (redrawn,) = [m.card.decode() for to, _, m in town.post.updated if to.conversation == ROOM]
    assert "Bo Champion" not in redrawn
    assert "Denne hjalp" not in redrawn
    (left,) = map(decode, town.store._base._rows[documents.SHARES].values())
    assert (left["by"], left["words"], left["state"]) == ("", "", "gone")
    assert (await Where(town, "p000").taps(card)).reply.toast


async def test_who_is_erased_while_a_card_is_posted_is_not_named_by_it_for_long(town, bo):
    send = town.post.send

    async def erased_meanwhile(*said: object):
        await my_data.erase(town.services, key("bo"), town.at)
        return await send(*said)

    town.post.send = erased_meanwhile
    await bo.shared()
    await town.tick(minutes=1)
    (redrawn,) = [m.card.decode() for to, _, m in town.post.updated if to.conversation == ROOM]
    assert "Bo Champion" not in redrawn
    assert "Denne hjalp" not in redrawn


async def test_the_card_of_an_erased_champion_goes_where_its_lesson_is_no_more(town, bo):
    await bo.shared()
    (doc,) = await shares(town)
    gone = doc | {"lesson": "no-more"}
    await town.store.run(lambda tx: tx.put(documents.SHARES, doc["id"], gone))
    await my_data.erase(town.services, key("bo"), town.at)
    await town.tick(minutes=1)
    assert [to.conversation for to, _ in town.post.deleted] == [ROOM]
    (left,) = map(decode, town.store._base._rows[documents.SHARES].values())
    assert (left["by"], left["state"]) == ("", "gone")


async def test_drafts_go_after_a_day_and_the_rest_after_two_months_but_the_card_still_works(
    town, bo
):
    card = await bo.shared()
    await bo.preview()
    await town.tick(days=2)
    await town.purge()
    assert [each["state"] for each in await shares(town)] == ["posted"]
    await town.tick(days=60)
    await town.purge()
    assert await shares(town) == []
    await Where(town, "p000").taps(card)
    assert len(await arrivals(town, "p000")) == 1


async def test_only_the_newest_drafts_are_kept(town, bo):
    for _ in range(23):
        await bo.preview()
    assert len(await shares(town)) == 20


# -- recommending in a dialog


async def test_a_champion_recommends_in_a_dialog_and_follows_it_in_their_own_chat(town, bo):
    form = dialog_of(await bo.fetch("recommend"))
    chosen = form.input("whom")["choices"][0]["value"]
    facts = {"lesson": LESSON, "whom": chosen, "words": OWN, "when": "now"}
    answer = await bo.submit("recommend", **submits(form)["push-preview"], **facts)
    preview = dialog_of(answer["task"])
    assert "20" in preview.text
    assert set(submits(preview)) == {"push-send", "push"}
    send = submits(preview)["push-send"]
    for _ in range(2):
        sent = dialog_of((await bo.submit("recommend", **send))["task"])
        assert "push-undo" in submits(sent)
    (followed,) = town.cards_to("bo")
    assert "på vei" in followed.text
    await town.tick(minutes=4)
    await town.tick(minutes=1)
    to, activity, message = town.post.updated[-1]
    assert (to.conversation, activity) == ("c-bo", "sent-1")
    assert b"minst 15" in message.card
    assert len(town.cards_to("bo")) == 1


async def test_the_same_dialog_opens_from_a_button(town, bo):
    form = dialog_of((await bo.get("task/fetch", data={"verb": "push"}))["task"])
    assert set(submits(form)) == {"push-preview"}
    wrong = {**submits(form)["push-preview"], "lesson": LESSON, "whom": "elsewhere", "when": "now"}
    refused = dialog_of((await bo.get("task/submit", data=wrong))["task"])
    assert "utenfor området" in refused.text


@pytest.mark.parametrize("data", [None, 7, {}, {"verb": "erase-now"}, {"verb": ["push-send"]}])
async def test_a_dialog_does_nothing_but_recommend(town, bo, data):
    """Any other verb begins anew; for nobody but a champion."""
    for name in ("task/submit", "composeExtension/submitAction"):
        answer = await bo.get(name, data=data)
        assert answer["task"]["type"] == "continue"
    assert (await Where(town, "p000").get("task/submit", data=data))["task"]["type"] == "message"
