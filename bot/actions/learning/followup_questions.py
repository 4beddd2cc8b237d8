"""Which earlier questions a follow-up card asks, kept under the delivery's key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core import documents
from bot.core.learning import quiz
from bot.core.learning.lessons import Lesson
from bot.core.learning.recall import GAPS, Recall
from bot.core.learning.views import Again
from bot.ports import Doc, Tx
from bot.services import DueCard, Services


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


def asked_of(services: Services, doc: Doc) -> tuple[Again, ...]:
    """The questions of a stored follow-up, with the answers that stand; those whose lesson is
    gone are left out."""
    answers = doc["answers"] or [[]] * len(doc["asked"])
    found = []
    for each, given in zip(doc["asked"], answers, strict=True):
        lesson = services.library.lesson(each["lesson"], each["version"])
        question = lesson.question(each["question"]) if lesson else None
        if lesson and question:
            found.append(Again(lesson, question, tuple(each["order"]), tuple(given)))
    return tuple(found)


def enriched(services: Services, tx: Tx, due: DueCard) -> Doc:
    """The row with the questions that its card asks: `asked`."""
    doc = tx.get(documents.RECALLS, due.key)
    return due.row | {"asked": asked_of(services, doc) if doc else ()}


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
