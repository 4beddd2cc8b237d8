"""Follow-ups: what they ask, how the answers come back, and what is said of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locale import words
from cards.learning import followup
from tests.cards import walker
from tests.cards.delivery.test_reminders import actions, sent, texts
from tests.cards.samples import SHORT
from tests.cards.samples_outreach import DELIVERY

NB = words("nb")
ASKED = tuple(
    followup.FollowupQuestion(SHORT, each, tuple(option.id for option in each.options))
    for each in SHORT.questions
)


def test_a_follow_up_reads_back_its_answers_in_order():
    """Three always; what was not chosen is empty."""
    data = {**sent(followup.ask(NB, ASKED, DELIVERY), "recall"), "q0": "a", "q1": "a,b"}
    assert followup.read_recall(data) == followup.Recalling(DELIVERY, ("a", "a,b", ""))
    assert followup.read_recall({"q0": "a"}) is None


def test_a_follow_up_has_its_own_input_for_each_question():
    """Required, radio buttons for one answer and boxes for many, in the order of asking."""
    inputs = [
        each
        for each in walker.shown(followup.ask(NB, ASKED, DELIVERY).body_dict())
        if each["type"] == "Input.ChoiceSet"
    ]
    assert [each["id"] for each in inputs] == ["q0", "q1", "q2"]
    assert [each["isMultiSelect"] for each in inputs] == [False, True, False]
    assert len({each["label"] for each in inputs}) == 3
    assert [each["value"] for each in inputs[0]["choices"]] == ["a", "b", "c"]


def test_an_order_from_another_version_loses_no_option():
    """What it does not know comes last, what is gone is left out."""
    asked = followup.FollowupQuestion(SHORT, SHORT.questions[0], ("gone", "c"))
    card = followup.ask(NB, (asked,), DELIVERY)
    choices = next(each["choices"] for each in walker.shown(card.body_dict()) if "choices" in each)
    assert [each["value"] for each in choices] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("count", "said", "missing"),
    [
        (1, "ett spørsmål fra en leksjon", "Svar på spørsmålet først."),
        (2, "to spørsmål fra leksjoner", "Svar på alle spørsmålene først."),
        (3, "tre spørsmål fra leksjoner", "Svar på alle spørsmålene først."),
    ],
)
def test_a_follow_up_says_how_much_it_asks(count: int, said: str, missing: str):
    """One, two or three, and what is missing only when something is."""
    bare = texts(followup.ask(NB, ASKED[:count], DELIVERY))
    assert said in bare
    assert missing not in bare
    assert missing in texts(followup.ask(NB, ASKED[:count], DELIVERY, "choose"))


def test_what_is_remembered_is_said_and_what_is_not_can_be_read_again():
    """Right, partly and wrong, each by a word; a way to the lesson only where it helps."""
    single, multiple, claim = ASKED
    card = followup.result(NB, ((single, ("a",)), (multiple, ("a",)), (claim, ("true",))))
    assert card.summary == "Du husket 1 av 3"
    said = texts(card)
    for part in (
        "Riktig. Det husker du!",
        "Nesten – ikke helt riktig",
        "Dette er også riktig: Ser hva møtet gjelder",
        "Ikke riktig denne gangen",
        "Du svarte: Sant",
        "Riktig svar: Usant",
    ):
        assert part in said, part
    again = [each for each in actions(card) if each["type"] == "Action.Execute"]
    lessons = [each["data"].get("lesson") for each in again if each["verb"] == "lesson"]
    assert lessons == ["first-meeting"] * 2


def test_all_right_and_none_right_have_words_of_their_own():
    """Neither is a mark out of three."""
    right = tuple((each, tuple(each.question.correct)) for each in ASKED)
    none = tuple((each, ()) for each in ASKED)
    assert followup.result(NB, right).summary == "Dette kan du fortsatt!"
    assert "lesson" not in {
        each["verb"] for each in actions(followup.result(NB, right)) if "verb" in each
    }
    assert followup.result(NB, none).summary == "Dette er verdt å lese én gang til"


SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=600)
DATA = st.dictionaries(
    st.sampled_from("d q0 q1 q2 q3".split()), SIMPLE | st.lists(SIMPLE, max_size=2), max_size=5
)


@given(DATA)
def test_no_data_makes_the_reader_fail(data: dict[str, Any]):
    """Whatever comes is nothing, or three short texts."""
    recalling = followup.read_recall(data)
    if recalling:
        assert 1 <= len(recalling.delivery) <= 64
        assert [type(each) for each in recalling.choices] == [str] * 3
        assert all(len(each) <= 500 for each in recalling.choices)
