"""The lessons that ship are short, plain, and ask fairly."""

from __future__ import annotations

import re

import pytest

from bot.core.learning.lessons import Lesson, Question
from tests.chat_client import bundled

LESSONS = tuple(bundled()[0].current.values())
WORD = re.compile(r"[^\W_]+(?:[-'’.@][^\W_]+)*")
MARKS = re.compile(r"[*_]|^\s*(?:-|\d+\.)\s", re.MULTILINE)
ENDS = re.compile(r"[.!?]+(?=[\s»”\"]|$)|\n")


def words(text: str) -> list[str]:
    """Every word, lists' marks and emphasis left out."""
    return WORD.findall(MARKS.sub("", text))


def sentences(text: str) -> list[str]:
    """A full stop ends one, and so does the end of a paragraph or a point of a list."""
    return [each for each in ENDS.split(MARKS.sub("", text)) if WORD.search(each)]


def lix(text: str) -> float:
    """Björnsson's index: words a sentence, and the share of words of more than six letters."""
    said = words(text)
    long = sum(len(each) > 6 for each in said)
    return len(said) / len(sentences(text)) + 100 * long / len(said)


def grade(text: str) -> float:
    """Flesch and Kincaid's grade level, with syllables counted as groups of vowels."""
    said = words(text)
    spoken = sum(map(_syllables, said))
    return 0.39 * len(said) / len(sentences(text)) + 11.8 * spoken / len(said) - 15.59


def _syllables(word: str) -> int:
    plain = word.lower()
    silent = plain.endswith("e") and not plain.endswith(("le", "ee"))
    return max(1, len(re.findall(r"[aeiouy]+", plain)) - silent)


every_lesson = pytest.mark.parametrize("taught", LESSONS, ids=lambda each: each.id)


@every_lesson
def test_a_body_has_at_most_140_words_in_each_language(taught: Lesson):
    for text in (taught.body.nb, taught.body.nn, taught.body.en):
        assert len(words(text)) > 60
        assert len(text.split()) <= 140


@every_lesson
def test_norwegian_has_a_lix_of_at_most_40(taught: Lesson):
    assert max(lix(taught.body.nb), lix(taught.body.nn)) <= 40


@every_lesson
def test_english_is_for_grade_8_or_below(taught: Lesson):
    assert grade(taught.body.en) <= 8


@every_lesson
def test_two_to_four_questions_with_something_said_to_each_option(taught: Lesson):
    assert 2 <= len(taught.questions) <= 4
    for question in taught.questions:
        for option in question.options:
            said = option.feedback
            assert all((said.nb, said.nn, said.en)), (question.id, option.id)


def _place(question: Question) -> int:
    return [each.id in question.correct for each in question.options].index(True)


@every_lesson
def test_the_right_answer_is_not_always_in_the_same_place(taught: Lesson):
    places = [_place(each) for each in taught.questions if each.kind != "true_false"]
    assert len(set(places)) > 1


@every_lesson
def test_feedback_to_a_right_answer_does_not_say_yes_once_more(taught: Lesson):
    """The card says "Right!" above it, and shows it to who answered wrong too."""
    said = re.compile(r"(Ja|Riktig|Rett|Yes|Right)\b[.,!]")
    for question in taught.questions:
        for each in question.options:
            if each.id in question.correct:
                told = (each.feedback.nb, each.feedback.nn, each.feedback.en)
                assert not any(map(said.match, told)), (question.id, each.id)


def test_the_measures_tell_heavy_texts_from_light_ones():
    light = "Trykk på bildet. Velg varsler. Da er det stille."
    heavy = (
        "Kommunedirektøren understreker viktigheten av tilfredsstillende informasjonssikkerhet "
        "i forbindelse med implementeringen av samhandlingsløsninger i organisasjonen."
    )
    assert lix(light) < 20
    assert lix(heavy) > 60
    assert grade("Tap the picture. Choose a name. It is quiet now.") < 3
    assert grade(" ".join(["organisational information security considerations"] * 5)) > 12
    assert len(words("- **Del**, firkanten\n2. PC-en er på")) == 5
