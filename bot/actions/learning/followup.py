"""Follow-ups: earlier questions asked again, their answers, and what people still knew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from bot.actions.learning.followup_questions import asked_of
from bot.actions.people.records import find
from bot.actions.shared.events import announce
from bot.core import documents
from bot.core.learning import quiz
from bot.core.learning.events import FollowupAnswer, FollowupAnswered
from bot.core.learning.records import Followup, FollowupQuestion
from bot.core.learning.views import Again, RecallView
from bot.core.moments import moment
from bot.core.people.person import Person
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services

BANDS: Final = ((1, 7, "1-7"), (8, 28, "8-28"), (29, 10_000, "29+"))


async def look(services: Services, key: str, person: str) -> RecallView | None:
    """A follow-up card as of now; None if it is somebody else's, or no longer exists."""
    return await services.store.run(lambda tx: _look(services, tx, key, person))


async def answer(
    services: Services, key: str, person: str, choices: Sequence[str], at: datetime
) -> RecallView | None:
    """Answer a whole follow-up card. The first answers count; if one is missing, it asks again."""

    def change(tx: Tx) -> RecallView | None:
        view = _look(services, tx, key, person)
        if view is None or view.is_answered:
            return view
        chosen = [
            quiz.acceptable(each.question, choice)
            for each, choice in zip(view.asked, choices, strict=False)
        ]
        if len(chosen) < len(view.asked) or not all(chosen):
            return RecallView(view.person, key, view.asked, "choose")
        return _keep(services, tx, view, [each or () for each in chosen], at)

    return await services.store.run(change)


def band_of(days: int) -> str:
    """The band for a number of days: "1-7", "8-28", "29+"; "" for the same day."""
    return next((name for low, high, name in BANDS if low <= days <= high), "")


def _look(services: Services, tx: Tx, key: str, person: str) -> RecallView | None:
    card, found = tx.get(documents.RECALLS, key, Followup), find(tx, person)
    if card is None or found is None or card.person != person:
        return None
    asked = asked_of(services, card)
    return RecallView(found, key, asked) if asked else None


def _keep(
    services: Services, tx: Tx, view: RecallView, chosen: list[tuple[str, ...]], at: datetime
) -> RecallView:
    card = tx.get(documents.RECALLS, view.delivery, Followup) or Followup(view.person.key)
    asked = tuple(
        Again(e.lesson, e.question, e.order, c) for e, c in zip(view.asked, chosen, strict=True)
    )
    by_question = {(each.lesson.id, each.question.id): each for each in asked}
    answers, graded = [], []
    for each in card.asked:
        again = by_question.get((each.lesson, each.question))
        answers.append(again.answer if again else ())
        if again:
            graded.append(_graded(tx, view.person, again, each, at))
    done = replace(card, answers=tuple(answers), answered_at=moment(at))
    tx.put(documents.RECALLS, view.delivery, done)
    announce(services, tx, FollowupAnswered(view.person.key, tuple(graded), at))
    return RecallView(view.person, view.delivery, asked)


def _graded(
    tx: Tx, person: Person, again: Again, asked: FollowupQuestion, at: datetime
) -> FollowupAnswer:
    """Count the answer by the actual number of days, in the person's current municipality."""
    right = quiz.is_right(again.question, again.answer)
    band = band_of((at.date() - date.fromisoformat(asked.learned)).days)
    group = f"{person.municipality}|{band}" if band else ""
    if group:
        tx.add(f"recall|{group}|{'right' if right else 'wrong'}")
    return FollowupAnswer(
        again.lesson.id, again.question.id, asked.gap, asked.learned, group, right
    )
