"""A person takes a lesson and its quiz."""

from bot.core import documents
from bot.core.turn import What
from tests.chat_client import Chat

FIRST = "ditt-forste-mote"


async def counts(chat: Chat, prefix: str) -> dict[str, int]:
    return await chat.services.store.run(lambda tx: tx.counts(prefix))


async def test_from_install_to_a_lesson_counted_for_molde(chat):
    shown = await chat.begin()
    assert "Ditt første møte" in shown.text
    shown = await chat.take(FIRST)
    assert "Bestått!" in shown.text
    assert await counts(chat, "now|1506|") == {
        "now|1506|people": 1,
        "now|1506|started": 1,
        f"now|1506|lesson:{FIRST}:started": 1,
        f"now|1506|lesson:{FIRST}:passed": 1,
        "now|1506|course:teams-fra-forste-dag:started": 1,
    }


async def test_each_answer_gets_its_own_feedback_at_once(chat):
    await chat.begin()
    shown = await chat.tap("quiz", lesson=FIRST)
    question = chat.services.library.current[FIRST].questions[0]
    wrong = next(each for each in question.options if each.id not in question.correct)
    shown = await chat.press(shown, "answer", choice=wrong.id)
    assert wrong.feedback.nb in shown.text
    assert "Ikke riktig" in shown.text


async def test_the_first_answer_stands_however_often_the_card_is_tapped(chat):
    await chat.begin()
    asked = await chat.tap("quiz", lesson=FIRST)
    question = chat.services.library.current[FIRST].questions[0]
    right = next(iter(question.correct))
    wrong = next(each.id for each in question.options if each.id != right)
    first = await chat.press(asked, "answer", choice=wrong)
    again = await chat.press(asked, "answer", choice=right)
    assert again.card == first.card


async def test_an_empty_answer_asks_again_and_costs_nothing(chat):
    await chat.begin()
    asked = await chat.tap("quiz", lesson=FIRST)
    shown = await chat.press(asked, "answer", choice="")
    assert shown.button("answer")
    assert await counts(chat, "question|") == {}


async def test_failing_is_kind_and_can_be_tried_again_in_another_order(chat):
    await chat.begin()
    before = (await chat.tap("quiz", lesson=FIRST)).input("choice")["choices"]
    failed = await chat.take(FIRST, right=False)
    assert "Ikke bestått ennå" in failed.text
    assert "Les om lobbyen" in failed.text
    retried = await chat.press(failed, "retry")
    after = retried.input("choice")["choices"]
    assert sorted(map(str, after)) == sorted(map(str, before))
    assert after != before


async def test_a_doubled_retry_begins_one_attempt(chat):
    await chat.begin()
    failed = await chat.take(FIRST, right=False)
    first = await chat.press(failed, "retry")
    second = await chat.press(failed, "retry")
    assert second.card == first.card
    attempts = await chat.services.store.run(
        lambda tx: tx.find(documents.ATTEMPTS, person=chat.key)
    )
    assert len(attempts) == 2


async def test_reopening_the_chat_shows_where_the_person_is_and_changes_nothing(chat):
    lesson = await chat.begin()
    asked = await chat.tap("quiz", lesson=FIRST)
    assert (await chat.reopen(lesson)).card == asked.card
    verdict = await chat.press(asked, "answer", choice="a")
    assert (await chat.reopen(lesson)).card == verdict.card
    summary = await chat.take(FIRST)
    assert (await chat.reopen(lesson)).card == summary.card


async def test_the_next_lesson_takes_the_place_of_the_summary_and_stays_there(chat):
    lesson = await chat.begin()
    summary = await chat.take(FIRST)
    following = await chat.press(summary, "next")
    assert "2 av" in following.text
    assert (await chat.reopen(lesson)).card == following.card
    assert (await chat.reopen(lesson, card="an older card")).card == summary.card


async def test_a_whole_course_gives_a_diploma_with_name_course_and_day(chat):
    await chat.begin()
    for lesson in chat.services.library.courses["teams-fra-forste-dag"].lessons:
        await chat.take(lesson)
        last = chat.shown()
    diploma = await chat.press(last, "diploma")
    assert (await chat.say("neste")).card == diploma.card
    assert "Kari Nordmann" in diploma.text
    assert "23. november 2026" in diploma.text
    assert (await counts(chat, "now|1506|completed"))["now|1506|completed"] == 1


async def test_passing_again_counts_once_but_every_pass_is_recorded(chat):
    await chat.begin()
    summary = await chat.take(FIRST)
    number = 1
    await chat.tap("retry", lesson=FIRST, attempt=number)
    await chat.take(FIRST)
    assert (await counts(chat, "now|1506|lesson"))[f"now|1506|lesson:{FIRST}:passed"] == 1
    kept = await chat.services.store.run(lambda tx: tx.find(documents.COMPLETIONS, person=chat.key))
    assert [doc["attempt"] for _, doc in kept] == [1, 2]
    assert kept[0][1] | {"at": ""} == {
        "person": chat.key, "municipality": "1506", "unit": "", "course": "teams-fra-forste-dag",
        "lesson": FIRST, "version": 2, "score": 3, "questions": 3, "at": "", "attempt": 1,
    }  # fmt: skip
    assert summary


async def test_an_opinion_counts_once_a_person_and_can_change(chat):
    await chat.begin()
    summary = await chat.take(FIRST)
    for useful in (True, True, False):
        data = summary.button("useful", useful=useful)["data"]
        await chat.turn(What.TAPPED, verb="useful", data=data, card="card-1")
    assert await counts(chat, "opinion|") == {f"opinion|{FIRST}|no": 1}


async def test_something_wrong_is_kept_in_a_few_words_and_counted(chat):
    await chat.begin()
    summary = await chat.take(FIRST)
    thanks = await chat.press(summary, "report", words="  Knappen heter noe annet.  ")
    assert "sendt til dem som lager leksjonene" in thanks.text
    assert await counts(chat, "opinion|") == {f"opinion|{FIRST}|reported": 1}


async def test_a_lesson_that_is_gone_is_answered_kindly(chat):
    await chat.begin()
    assert "finnes ikke lenger" in (await chat.tap("lesson", lesson="fra-i-fjor")).text


async def test_an_old_card_from_someone_erased_stores_nothing(chat):
    lesson = await chat.begin()
    await chat.tap("erase-now")
    shown = await chat.press(lesson, "quiz")
    assert shown.button("begin")
    assert await chat.services.store.run(lambda tx: tx.get(documents.PEOPLE, chat.key)) is None
