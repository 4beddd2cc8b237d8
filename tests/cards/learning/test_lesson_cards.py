"""Lesson, question, verdict, summary and diploma: what they say and where they lead."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.languages import Text
from bot.core.learning.lessons import Lesson
from bot.core.learning.quiz import Result
from bot.core.values import replace
from bot.locale import words
from cards.kit import Card
from cards.learning import lesson, quiz, summary
from tests.cards.reading import texts, verbs
from tests.cards.samples import LONG, PICTURE, SHORT
from tests.cards.walker import buttons, nodes

NB = words("nb")
SINGLE, MULTIPLE, CLAIM = SHORT.questions


@pytest.mark.parametrize(
    ("state", "label"),
    [
        ("new", "Ta quizen"),
        ("started", "Fortsett quizen"),
        ("passed", "Ta quizen på nytt"),
        ("strange", "Ta quizen"),
    ],
)
def test_the_quiz_button_says_where_one_is(state: str, label: str):
    """It is the primary one, and first."""
    card = lesson.lesson(NB, SHORT, (3, 9), "Kurs", PICTURE, state)
    first = buttons(card.body_dict())[0]
    assert (first["title"], first["style"]) == (label, "positive")
    assert verbs(card) == ["quiz", "lessons", "later"]


def test_a_lesson_comes_in_bites_with_its_picture_and_link():
    """Heading, picture with alt text, paragraphs, the thing to try, the link."""
    card = lesson.lesson(NB, SHORT, (3, 9), "Teams fra første dag", PICTURE, "new")
    said = texts(card)
    assert "Teams fra første dag, leksjon 3 av 9 · 3\N{NO-BREAK SPACE}min" in said
    assert "En kollega vinker fra en skjerm." in said
    assert "Prøv nå" in said
    assert "office/bli-med_%28teams%29)" in said
    assert len([each for each in card.body_dict()["body"] if each["type"] == "TextBlock"]) >= 6


def test_a_bare_lesson_has_no_empty_boxes():
    """Without picture, thing to try or link there is no trace of them."""
    bare = replace(SHORT, version=2, try_it=Text(), picture=None)
    bare = replace(bare, link=replace(SHORT.link, url=Text()))
    card = lesson.lesson(NB, bare, (0, 9), "Kurs", PICTURE, "new")
    kinds = {node["type"] for _, node in nodes(card.body_dict())}
    assert not kinds & {"Image", "Container"}
    assert "Les mer" not in texts(card)


def test_options_stand_in_the_order_of_the_attempt():
    """Radio buttons for one answer, boxes to tick for several."""
    card = quiz.question(NB, SHORT, SINGLE, ("c", "a", "b"), 1, 1, 3)
    field = next(n for _, n in nodes(card.body_dict()) if n["type"] == "Input.ChoiceSet")
    assert [each["value"] for each in field["choices"]] == ["c", "a", "b"]
    assert (field["style"], field["isMultiSelect"]) == ("expanded", False)
    several = quiz.question(NB, SHORT, MULTIPLE, ("c", "a", "b"), 1, 2, 3)
    ticks = next(n for _, n in nodes(several.body_dict()) if n["type"] == "Input.ChoiceSet")
    assert ticks["isMultiSelect"] is True


def test_a_question_gives_nothing_away():
    """No feedback and no mark of what is right in what is sent."""
    for question in SHORT.questions:
        order = tuple(each.id for each in question.options)
        sent = quiz.question(NB, SHORT, question, order, 1, 1, 3).json("29:x").decode()
        assert "correct" not in sent
        assert not any(each.feedback.nb in sent for each in question.options)


def test_a_problem_is_said_on_the_question():
    """What was missing, by icon and words."""
    calm = quiz.question(NB, SHORT, SINGLE, ("a", "b", "c"), 1, 1, 3)
    asked = quiz.question(NB, SHORT, SINGLE, ("a", "b", "c"), 1, 1, 3, "choose")
    assert "Velg et svar først." in texts(asked)
    assert "Velg et svar først." not in texts(calm)


@pytest.mark.parametrize(
    ("question", "chosen", "word", "style"),
    [
        (SINGLE, ("a",), "Riktig!", "good"),
        (SINGLE, ("b",), "Ikke riktig denne gangen", "warning"),
        (MULTIPLE, ("a", "b"), "Riktig!", "good"),
        (MULTIPLE, ("a",), "Nesten – ikke helt riktig", "warning"),
        (MULTIPLE, ("a", "b", "c"), "Nesten – ikke helt riktig", "warning"),
        (MULTIPLE, ("c",), "Ikke riktig denne gangen", "warning"),
        (CLAIM, ("true",), "Ikke riktig denne gangen", "warning"),
    ],
)
def test_a_verdict_is_an_icon_a_word_and_a_look(
    question: Any, chosen: tuple[str, ...], word: str, style: str
):
    """Never colour alone; the feedback of what was chosen; and what was right if it was not."""
    card = quiz.verdict(NB, SHORT, question, chosen, 1, 1, 3)
    box = next(n for _, n in nodes(card.body_dict()) if n["type"] == "Container")
    icon = next(n for _, n in nodes(box) if n["type"] == "Icon")
    assert box["style"] == style
    assert icon["fallback"]["text"] == ("✓" if style == "good" else "✗")
    said = texts(card)
    assert word in said
    for option in question.options:
        shown = option.id in chosen or (style == "warning" and option.id in question.correct)
        assert (option.feedback.nb in said) is shown


def test_a_verdict_leads_on_to_the_next_question_or_the_result():
    """The last one to the result."""
    assert verbs(quiz.verdict(NB, SHORT, SINGLE, ("a",), 1, 1, 3)) == ["continue"]
    assert verbs(quiz.verdict(NB, SHORT, SINGLE, ("a",), 1, 3, 3)) == ["result"]


def test_the_voice_reads_plain_words():
    """No Markdown and nothing that could be markup."""
    marked = replace(SINGLE, text=Text("**A** <b> [c](d) & `e`?"))
    card = quiz.question(NB, replace(SHORT, version=9), marked, ("a", "b", "c"), 1, 1, 3)
    assert card.body_dict()["speak"] == "Spørsmål 1 av 3. A b c(d)  e?"


def summed(result: Result, *, next_title: str = "Neste", opinion: str = "") -> Card:
    return summary.summary(NB, SHORT, result, (3, 9), 3, 9, next_title, opinion, 1)


def test_a_passed_lesson_says_what_was_learned_and_what_is_next():
    """And how far one is in the course."""
    card = summed(Result(3, 3, True, ()), next_title="Del skjermen")
    for part in ("Bestått!", SHORT.learned.nb, "Neste leksjon: Del skjermen", "3 av 9"):
        assert part in texts(card)
    assert verbs(card)[:2] == ["next", "lessons"]


def test_a_failed_lesson_is_kind_and_says_what_to_reread():
    """Only what was missed, each once, and the way to try again."""
    card = summed(Result(1, 3, False, ("mute", "leave")))
    said = texts(card)
    assert "Ikke bestått ennå" in said
    assert "Lyd: velg høyttaler" in said
    assert "Gå ut av møtet" in said
    assert "Før møtet" not in said
    assert verbs(card)[:2] == ["retry", "lesson"]


def test_a_finished_course_has_no_next_lesson():
    """It says that all is done."""
    card = summed(Result(3, 3, True, ()), next_title="")
    assert "alle leksjonene i kurset" in texts(card)
    assert "next" not in verbs(card)


def test_opinions_are_asked_for_once():
    """Thanks take the place of what was answered."""
    passed = Result(3, 3, True, ())
    assert verbs(summed(passed)).count("useful") == 2
    assert "useful" not in verbs(summed(passed, opinion="no"))
    both = verbs(summed(passed, opinion="yes reported"))
    assert "useful" not in both
    assert "report" not in both
    assert "useful" in verbs(summed(passed, opinion="reported"))


def test_a_hidden_form_holds_no_other_button_back():
    """Its input is required only for its own button."""
    for each in buttons(summed(Result(3, 3, True, ())).body_dict()):
        if each["type"] == "Action.Execute":
            assert ("associatedInputs" not in each) is (each["verb"] == "report")


def test_a_diploma_has_name_course_and_date():
    """The date is not taken for a numbered list."""
    said = texts(summary.diploma(NB, "Kari", "Teams fra første dag", "2026-11-23T08:00:00Z", 9))
    for part in ("Kari", "Teams fra første dag", "Fullført 23. november 2026", "Alle 9"):
        assert part in said
    assert "går til\ndeg" in texts(summary.diploma(NB, "", "Kurs", "2026-11-23", 1))


@pytest.mark.parametrize("taught", [SHORT, LONG])
def test_cards_of_a_lesson_draw_themselves_anew(taught: Lesson):
    """Lesson, question, verdict and summary carry the same refresh."""
    question = taught.questions[0]
    order = tuple(each.id for each in question.options)
    drawn = (
        lesson.lesson(NB, taught, (3, 9), "Kurs", "", "new"),
        quiz.question(NB, taught, question, order, 1, 1, 3),
        quiz.verdict(NB, taught, question, ("a",), 1, 1, 3),
        summary.summary(NB, taught, Result(3, 3, True, ()), (3, 9), 3, 9, "", "", 1),
    )
    for card in drawn:
        action = card.body_dict()["refresh"]["action"]
        assert action["verb"] == "show"
        assert lesson.read_lesson(action["data"]) == lesson.Opening(taught.id, taught.version)
