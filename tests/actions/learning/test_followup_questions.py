"""Which questions a follow-up asks."""

from datetime import timedelta

from bot.actions.learning import followup as learning_followup
from bot.actions.learning.followup_questions import ask
from bot.core.learning.recall import Recall
from tests.chat_client import MONDAY

LESSON = "ditt-forste-mote"


async def test_the_same_question_is_not_asked_twice_in_one_card(chat):
    """Two gaps of one lesson come due together after a long pause; both prefer what was missed."""
    await chat.begin()
    question = chat.services.library.current[LESSON].questions[0]
    due = [
        Recall(LESSON, "2026-11-20T08:00:00Z", gap, "2026-11-01", (question.id,)) for gap in (3, 14)
    ]
    kept = await chat.services.store.run(lambda tx: ask(chat.services, tx, "key", chat.key, due))
    assert [each.question for each in kept.asked] == [question.id]
    at = MONDAY + timedelta(days=1)
    right = ",".join(question.correct)
    view = await learning_followup.answer(chat.services, "key", chat.key, [right, "", ""], at)
    assert view
    assert view.is_answered
    assert await chat.services.store.run(lambda tx: tx.counts("recall|")) == {
        "recall|1506|8-28|right": 1,
        "recall|1506|8-28|people": 1,
    }
