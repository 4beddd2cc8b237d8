"""Every lesson that ships, drawn as people will get it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.core.languages import LANGUAGES, Language
from bot.core.learning.lessons import Lesson
from bot.core.learning.quiz import Result
from bot.locale import words
from cards.kit import Card
from cards.learning import lesson, quiz, summary
from tests.cards import schema, walker
from tests.cards.samples import PICTURE
from tests.chat_client import bundled

LIBRARY = bundled()[0]


def drawn(taught: Lesson, language: Language) -> Iterator[Card]:
    """The lesson, each question, each single option as an answer, both results."""
    w, place, total = words(language), LIBRARY.place(taught), len(taught.questions)
    yield lesson.lesson(w, taught, place, "Kurs", PICTURE, "new")
    for n, question in enumerate(taught.questions, 1):
        order = tuple(each.id for each in question.options)
        yield quiz.question(w, taught, question, order, 1, n, total)
        for chosen in (*((each,) for each in order), tuple(sorted(question.correct))):
            yield quiz.verdict(w, taught, question, chosen, 1, n, total)
    every = tuple(each.id for each in taught.questions)
    for result in (Result(total, total, True, ()), Result(0, total, False, every)):
        yield summary.summary(w, taught, result, place, 1, 9, "Neste", "", 1)


@pytest.mark.parametrize("taught", LIBRARY.current.values(), ids=lambda each: each.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_is_readable_and_understood(taught: Lesson, language: Language):
    """By our own rules and by the official schema."""
    for card in drawn(taught, language):
        assert walker.faults(card) == []
        assert schema.faults(card.body_dict()) == []
