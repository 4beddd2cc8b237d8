"""Chooses the questions of a follow-up card, and keeps them under the delivery's key."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core import documents
from bot.core.learning import quiz
from bot.core.learning.lessons import Lesson
from bot.core.learning.recall import GAPS, Recall
from bot.core.learning.records import Followup, FollowupQuestion
from bot.core.learning.views import Again, FollowupDetails
from bot.ports import Tx
from bot.services import DueCard, Services


def ask(services: Services, tx: Tx, key: str, person: str, asked: Sequence[Recall]) -> Followup:
    """Choose the questions of a follow-up card, and keep them under the delivery's key."""
    questions: list[FollowupQuestion] = []
    for recall in asked:
        lesson = services.library.lesson(recall.lesson)
        question = _question(lesson, recall, person) if lesson else None
        if question and not _has(questions, question):
            questions.append(question)
    card = Followup(person, tuple(questions))
    tx.put(documents.RECALLS, key, card)
    return card


def asked_of(services: Services, card: Followup) -> tuple[Again, ...]:
    """The questions of a stored follow-up with their answers, without those whose lesson no longer
    exists."""
    answers = card.answers or ((),) * len(card.asked)
    found = []
    for each, given in zip(card.asked, answers, strict=True):
        lesson = services.library.lesson(each.lesson, each.version)
        question = lesson.question(each.question) if lesson else None
        if lesson and question:
            found.append(Again(lesson, question, each.order, given))
    return tuple(found)


def enriched(services: Services, tx: Tx, due: DueCard) -> FollowupDetails:
    card = tx.get(documents.RECALLS, due.key, Followup)
    return FollowupDetails(asked_of(services, card) if card else ())


def _has(questions: list[FollowupQuestion], new: FollowupQuestion) -> bool:
    """Whether the question is there already: two follow-ups of a lesson that are due together may
    choose the same one."""
    told = (new.lesson, new.question)
    return any((each.lesson, each.question) == told for each in questions)


def _question(lesson: Lesson, recall: Recall, person: str) -> FollowupQuestion:
    """A question that was missed before, if any; else a different one for each gap."""
    missed = [each for each in lesson.questions if each.id in recall.questions]
    turn = GAPS.index(recall.gap) if recall.gap in GAPS else 0
    pick = missed[0] if missed else lesson.questions[turn % len(lesson.questions)]
    order = quiz.order_of(person, lesson, pick, turn + 2)
    return FollowupQuestion(lesson.id, lesson.version, pick.id, order, recall.gap, recall.learned)
