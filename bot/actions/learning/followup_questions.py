"""Which earlier questions a follow-up card asks, kept under the delivery's key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core import documents
from bot.core.learning import quiz
from bot.core.learning.lessons import Lesson
from bot.core.learning.recall import GAPS, Recall
from bot.ports import Tx
from bot.services import Services


def ask(
    services: Services, tx: Tx, key: str, person: str, asked: Sequence[Recall]
) -> dict[str, Any]:
    """Keep what a follow-up card is to ask, under the delivery's key; the document kept."""
    questions: list[dict[str, Any]] = []
    for recall in asked:
        lesson = services.library.lesson(recall.lesson)
        question = _question(lesson, recall, person) if lesson else None
        if question and not _has(questions, question):
            questions.append(question)
    doc = {"person": person, "asked": questions, "answers": [], "answered_at": ""}
    tx.put(documents.RECALLS, key, doc)
    return doc


def _has(questions: list[dict[str, Any]], new: dict[str, Any]) -> bool:
    """Two gaps of a lesson that come due together may pick the same question: once is enough."""
    told = (new["lesson"], new["question"])
    return any((each["lesson"], each["question"]) == told for each in questions)


def _question(lesson: Lesson, recall: Recall, person: str) -> dict[str, Any]:
    """What was missed before goes first; then each gap asks another question."""
    missed = [each for each in lesson.questions if each.id in recall.questions]
    turn = GAPS.index(recall.gap) if recall.gap in GAPS else 0
    pick = missed[0] if missed else lesson.questions[turn % len(lesson.questions)]
    order = quiz.order_of(person, lesson, pick, turn + 2)
    return {
        "lesson": lesson.id,
        "version": lesson.version,
        "question": pick.id,
        "order": list(order),
        "gap": recall.gap,
        "learned": recall.learned,
    }
