"""What a card's buttons send, read back by the file that wrote it; and hostile data."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.learning.quiz import Result
from bot.locale import words
from cards import menu
from cards.kit import Card
from cards.learning import lesson, quiz, summary
from cards.people import choices, welcome
from tests.cards.samples import MUNICIPALITIES, SHORT
from tests.cards.walker import nodes

NB = words("nb")
READERS: tuple[Callable[[Any], Any], ...] = (
    lesson.read_lesson,
    quiz.read_answer,
    quiz.read_continue,
    summary.read_opinion,
    summary.read_report,
    choices.read_language,
    choices.read_municipality,
    choices.read_pause,
    welcome.read_begin,
)
QUESTION = SHORT.questions[0]
SUMMARY = (SHORT, Result(3, 3, True, ()), (3, 9), 3, 9, "Neste", "", 2)


def sent(card: Card, verb: str, **inputs: str) -> list[dict[str, Any]]:
    """What each button with that verb sends, as it comes back through JSON."""
    found = [
        {**node["data"], **inputs}
        for _, node in nodes(card.body_dict())
        if node["type"].startswith("Action.") and node.get("data", {}).get("verb") == verb
    ]
    return [json.loads(json.dumps(each)) for each in found]


def one(card: Card, verb: str, **inputs: str) -> dict[str, Any]:
    """The same from Action.Execute and from Action.Submit."""
    first, *rest = sent(card, verb, **inputs)
    assert all(each == first for each in rest)
    return first


def test_an_answer_comes_back():
    """Which lesson, version, attempt and question, and what was chosen."""
    card = quiz.question(NB, SHORT, QUESTION, ("a", "b", "c"), 2, 1, 3)
    answer = quiz.read_answer(one(card, "answer", choice="b"))
    assert answer == quiz.Answering("first-meeting", 1, 2, "mute", "b")


def test_an_answer_without_a_choice_comes_back_as_such():
    """So that the card can ask again."""
    card = quiz.question(NB, SHORT, QUESTION, ("a", "b", "c"), 2, 1, 3)
    answer = quiz.read_answer(one(card, "answer"))
    assert answer is not None
    assert answer.choice == ""


@pytest.mark.parametrize(("number", "verb"), [(1, "continue"), (3, "result")])
def test_the_way_on_comes_back(number: int, verb: str):
    """To the next question, or after the last one to the result."""
    card = quiz.verdict(NB, SHORT, QUESTION, ("a",), 2, number, 3)
    assert quiz.read_continue(one(card, verb)) == quiz.Continuing("first-meeting", 1, 2)


def test_the_lesson_comes_back():
    """From the quiz button, from later, and from the card that draws itself anew."""
    card = lesson.lesson(NB, SHORT, (3, 9), "Kurs", "", "new")
    for verb in ("quiz", "later", "show"):
        assert lesson.read_lesson(one(card, verb)) == lesson.Opening("first-meeting", 1)


def test_a_lesson_of_a_list_is_todays():
    """A list names no version."""
    card = menu.lessons(NB, (("Kurs", (("first-meeting", "Tittel", "new"),)),))
    assert lesson.read_lesson(one(card, "lesson")) == lesson.Opening("first-meeting", 0)


def test_a_lesson_of_a_long_list_comes_as_an_input():
    """Under the same name as from a button."""
    rows = tuple((f"lesson-{n}", "Tittel", "new") for n in range(30))
    card = menu.lessons(NB, (("Kurs", rows),))
    assert lesson.read_lesson(one(card, "lesson", lesson="lesson-7")) == lesson.Opening("lesson-7")


def test_what_people_say_of_a_lesson_comes_back():
    """Useful or not, and a few words."""
    card = summary.summary(NB, *SUMMARY)
    said = {summary.read_opinion(each) for each in sent(card, "useful")}
    assert said == {
        summary.Opinion("first-meeting", 1, True),
        summary.Opinion("first-meeting", 1, False),
    }
    report = summary.read_report(one(card, "report", words="  Lenken er død.  "))
    assert report == summary.FaultReport("first-meeting", 1, "Lenken er død.")
    assert summary.read_report(one(card, "report", words="  ")) is None


def test_trying_again_says_after_which_attempt():
    """So that a doubled tap starts one attempt."""
    taught, _, *rest = SUMMARY
    card = summary.summary(NB, taught, Result(0, 3, False, ("mute",)), *rest)
    assert one(card, "retry")["attempt"] == 2


def test_too_many_words_are_cut():
    """The client's limit is not to be trusted."""
    report = summary.read_report({"lesson": "a", "version": 1, "words": "x" * 9000})
    assert report is not None
    assert len(report.words) == 500


def test_what_was_chosen_at_the_welcome_comes_back():
    """Language and municipality; without them, neither."""
    card = welcome.welcome(
        NB,
        sender="",
        name="",
        municipalities=MUNICIPALITIES,
        municipality="",
        back=False,
        stopped=False,
    )
    begun = one(card, "begin", language="nn", municipality="1535")
    assert welcome.read_begin(begun) == welcome.Beginning("nn", "1535")
    assert welcome.read_begin(one(card, "begin")) == welcome.Beginning(None, "")


def test_choices_come_back():
    """Language, municipality, and how long to pause."""
    assert choices.read_language(one(choices.language(NB), "language", language="en")) == "en"
    card = choices.municipality(NB, MUNICIPALITIES, "")
    assert choices.read_municipality(one(card, "municipality", municipality="1547")) == "1547"
    paused = [*sent(choices.pause(NB, ""), "pause")]
    assert {choices.read_pause(each) for each in paused} == {*choices.DAYS, None}
    day = next(each for each in paused if choices.read_pause(each) is None)
    assert choices.read_pause_until(day | {"until": "2027-01-05"}) == date(2027, 1, 5)
    assert choices.read_pause_until(day | {"until": "5. januar"}) is None


HOSTILE: tuple[Any, ...] = (
    None, True, -1, 1.5, 10**30, "", "x" * 100_000, "1", "a b", "a/b", "../x", "a\n", "１５０６",
    [], ["a"], {}, {"lesson": "a"}, float("inf"), "\ud800", "<script>", "150６",
)  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", ["lesson", "version", "attempt", "question", "useful"])
def test_hostile_values_are_nothing(reader: Callable[[Any], Any], name: str):
    """Neither an error nor a reading that holds the hostile value."""
    sound = {"lesson": "a", "version": 1, "attempt": 1, "question": "q", "useful": True}
    sound |= {"words": "x", "choice": "a", "language": "nb", "municipality": "1506", "days": 7}
    for value in HOSTILE:
        read = reader({**sound, name: value})
        if name in getattr(type(read), "__slots__", ()):
            assert getattr(read, name) == value
            assert type(value) in (int, bool, str), (name, value)
            assert value in (True, "1"), (name, value)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_choices_are_no_choice(value: Any):
    """Only what was offered is taken."""
    assert choices.read_language({"language": value}) is None
    assert choices.read_municipality({"municipality": value}) is None
    assert choices.read_pause({"days": value}) is None


SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=600)
NAMES = "lesson version attempt question choice useful words language municipality days".split()
DATA = st.dictionaries(st.sampled_from(NAMES), SIMPLE | st.lists(SIMPLE, max_size=2), max_size=6)


@given(DATA)
def test_no_data_makes_a_reader_fail(data: dict[str, Any]):
    """Whatever comes is read as nothing, or as a value that is hashable and small."""
    for reader in READERS:
        read = reader(data)
        hash(read)
        for name in getattr(type(read), "__slots__", ()):
            assert len(str(getattr(read, name))) <= 500
