"""What a person wrote, without what Teams put around it."""

import pytest

from bot.teams.inbound.message_text import MAX_TEXT, clean

BOT = "28:bot"


def mention(text="<at>Pådriver</at>", id=BOT):
    return {"type": "mention", "mentioned": {"id": id, "name": "Pådriver"}, "text": text}


def test_the_bots_mention_is_taken_out_and_noted():
    assert clean("<at>Pådriver</at> hjelp", [mention()], BOT) == ("hjelp", True)


def test_a_mention_without_its_text_is_known_by_the_name():
    assert clean("<at>Pådriver</at> neste", [mention(text=None)], BOT) == ("neste", True)


def test_others_keep_their_names():
    entities = [mention(), mention("<at>Ola</at>", "29:ola")]
    text = "<at>Pådriver</at> vis <at>Ola</at> dette"
    assert clean(text, entities, BOT) == ("vis Ola dette", True)


def test_entities_and_hard_spaces_become_what_they_stand_for():
    assert clean("  a &amp; b&nbsp;\xa0&lt;c&gt; ", None, BOT)[0] == "a & b  <c>"


def test_plain_text_with_a_less_than_sign_is_left_alone():
    assert clean("2 < 3 og <b>", [], BOT) == ("2 < 3 og <b>", False)


@pytest.mark.parametrize(
    "entities", ["x", [1, None, {}], {"type": "mention"}, [{"type": "mention"}]]
)
def test_odd_entities_mention_nobody(entities):
    assert clean("hei", entities, BOT) == ("hei", False)


def test_a_very_long_message_is_cut():
    assert len(clean("å" * 20_000, None, BOT)[0]) == MAX_TEXT


def test_no_input_makes_cleaning_slow():
    """A quarter of a megabyte of openings without an end: linear, or this would take minutes."""
    assert clean("<at " * 65_536, [mention()] * 60, BOT)[0].startswith("<at")
