"""The course is changed while people are in the middle of it."""

from __future__ import annotations

from typing import Any

from bot.actions.learning.lesson_archive import remember_lessons
from bot.chat import front
from bot.core import documents
from bot.core.learning.lessons import Lesson, Library
from bot.core.turn import What
from bot.core.values import replace
from tests.chat_client import Chat, Shown

COURSE = "teams-fra-forste-dag"
FIRST, SECOND = "ditt-forste-mote", "lyd-kamera-deling"


async def put(chat: Chat, lessons: list[Lesson], **course: Any) -> None:
    """The bot starts again with these lessons in its course."""
    kept = replace(chat.services.library.courses[COURSE], lessons=tuple(e.id for e in lessons))
    fresh = Library.of([replace(kept, **course)], [replace(e, course=COURSE) for e in lessons])
    library, _ = await remember_lessons(chat.services.store, fresh)
    chat.services = replace(chat.services, library=library)
    chat.front = front(chat.services)


def current(chat: Chat, *ids: str) -> list[Lesson]:
    return [chat.services.library.current[each] for each in ids]


async def counts(chat: Chat, prefix: str) -> dict[str, int]:
    return await chat.services.store.run(lambda tx: tx.counts(prefix))


async def test_a_course_is_done_when_the_only_lesson_missing_leaves_it(chat):
    first, second = current(chat, FIRST, SECOND)
    await put(chat, [first, second])
    await chat.begin()
    await chat.take(FIRST)
    await put(chat, [first])
    for _ in range(2):
        assert "Kari Nordmann" in (await chat.say("neste")).text
    assert (await counts(chat, "now|1506|completed")) == {"now|1506|completed": 1}


async def test_a_course_without_lessons_gives_no_diploma(chat):
    await chat.begin()
    await put(chat, [])
    assert (await chat.say("neste")).button("lessons")


async def finish(chat: Chat, shown: Shown, lesson: Lesson) -> Shown:
    """Answer as `lesson` has it, to the summary."""
    right = {each.id: ",".join(sorted(each.correct)) for each in lesson.questions}
    while True:
        verbs = {each["verb"] for each in shown.buttons()} & {"answer", "continue", "result"}
        if not verbs:
            return shown
        verb = verbs.pop()
        question = shown.button(verb)["data"].get("question", "")
        shown = await chat.press(shown, verb, choice=right.get(question, ""))


async def test_an_open_attempt_is_finished_in_the_version_it_began_with(chat):
    first, second = current(chat, FIRST, SECOND)
    await put(chat, [first, second])
    await chat.begin()
    asked = await chat.tap("quiz", lesson=FIRST)
    question = first.questions[0]
    other = next(each.id for each in question.options if each.id not in question.correct)
    changed = replace(question, correct=frozenset({other}))
    await put(
        chat, [replace(first, version=first.version + 1, questions=(changed,), passing=1), second]
    )
    assert "Bestått!" in (await finish(chat, asked, first)).text
    kept = await chat.services.store.run(lambda tx: tx.find(documents.COMPLETIONS, person=chat.key))
    assert [(doc["version"], doc["score"], doc["questions"]) for _, doc in kept] == [
        (first.version, 3, 3)
    ]


async def test_a_removed_lesson_can_still_be_answered_where_it_was_begun(chat):
    first, second = current(chat, FIRST, SECOND)
    await put(chat, [first, second])
    await chat.begin()
    asked = await chat.tap("quiz", lesson=FIRST)
    await put(chat, [second])
    verdict = await chat.press(asked, "answer", choice=next(iter(first.questions[0].correct)))
    assert verdict.button("continue")


async def test_a_lesson_that_moves_to_another_course_keeps_what_was_answered(chat):
    first, second = current(chat, FIRST, SECOND)
    await put(chat, [first, second])
    await chat.begin()
    await chat.take(FIRST)
    home = chat.services.library.courses[COURSE]
    courses = [replace(home, lessons=(SECOND,)), replace(home, id="other", lessons=(FIRST,))]
    fresh = Library.of(courses, [replace(first, course="other"), second])
    library, _ = await remember_lessons(chat.services.store, fresh)
    chat.services = replace(chat.services, library=library)
    chat.front = front(chat.services)
    await chat.take(FIRST, right=False)
    kept = await chat.services.store.run(lambda tx: tx.find(documents.ATTEMPTS, person=chat.key))
    assert [(doc["number"], bool(doc["finished"])) for _, doc in kept] == [(1, True), (2, True)]
    done = await chat.services.store.run(lambda tx: tx.find(documents.COMPLETIONS, person=chat.key))
    assert [doc["attempt"] for _, doc in done] == [1]


async def test_a_refresh_does_nothing_whatever_verb_it_says(chat):
    for verb in ("begin", "erase-now", "stop"):
        await chat.turn(What.REFRESHED, verb=verb, data={}, card="c")
    assert await chat.services.store.run(lambda tx: tx.get(documents.PEOPLE, chat.key)) is None
    await chat.begin()
    for verb in ("erase-now", "stop"):
        await chat.turn(What.REFRESHED, verb=verb, data={}, card="c")
    person = await chat.services.store.run(lambda tx: tx.get(documents.PEOPLE, chat.key))
    assert not person["stopped"]
