"""What comes by itself: what it says, what its buttons send, and what they are read back as."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.delivery.reminder_times import ReminderWish
from bot.core.learning.lessons import Lesson
from bot.core.values import replace
from bot.locale import words
from cards import outreach, parts
from cards.delivery import reminders as delivery_reminders
from cards.kit import Card
from cards.learning import lesson
from tests.cards import walker
from tests.cards.samples import HOSTILE_NAME, LONG, SHORT
from tests.cards.samples_outreach import DELIVERY, proactive

LANGUAGES = ("nb", "nn", "en")
NB = words("nb")
STOP = {"nb": "«stopp»", "nn": "«stopp»", "en": "“stop”"}
SENT = ("nudge", "reminder", "resting", "lesson-corrected", "followup", "followup-one")


def samples(language: str, taught: Lesson, sender: str = "Romsdal IKT") -> dict[str, Card]:
    return proactive(words(language), taught, "Kurset", "https://bot.example/a.png", sender)


def texts(card: Card) -> str:
    """All text on a card, one a line."""
    found = (
        node.get(name) for node in walker.shown(card.body_dict()) for name in ("text", "label")
    )
    return "\n".join(each for each in found if each)


def actions(card: Card) -> Iterator[dict[str, Any]]:
    """Everything that can be tapped, with what stands in where a client lacks it."""
    whole = card.body_dict()
    for _, node in walker.nodes(whole):
        if node["type"] in ("Action.Execute", "Action.Submit"):
            yield node
    if again := whole.get("refresh"):
        yield again["action"]


def sent(card: Card, verb: str) -> dict[str, Any]:
    """What the button with this verb sends."""
    return next(each["data"] for each in actions(card) if each["data"]["verb"] == verb)


def verbs(card: Card) -> list[str]:
    return [each["verb"] for each in walker.buttons(card.body_dict())]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("taught", [SHORT, LONG], ids=["short", "long"])
def test_what_comes_by_itself_says_who_sent_it_and_how_to_stop(language: str, taught: Lesson):
    """On the card itself, whatever kind it is."""
    for name, card in samples(language, taught).items():
        if name.startswith(SENT[0]) or name in SENT[1:4]:
            assert "Romsdal IKT" in texts(card), name
            assert STOP[language] in texts(card), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tap_on_what_was_sent_names_its_delivery(language: str):
    """Buttons, their stand-ins and the refresh: a tap tells that the card arrived."""
    for name, card in samples(language, SHORT).items():
        if name.startswith(SENT[0]) or name in SENT:
            found = [each["data"].get("d") for each in actions(card)]
            assert found
            assert set(found) == {DELIVERY}, name


@pytest.mark.parametrize("kind", outreach.KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_own_reason(kind: str, language: str):
    """With the sender's name, or without one; never the sender's Markdown."""
    spoken = words(language)
    named = outreach.because(spoken, kind, "Molde kommune")
    bare = outreach.because(spoken, kind, "")
    assert "Molde kommune" in named
    assert STOP[language] in named
    assert STOP[language] in bare
    assert len({outreach.because(spoken, each, "") for each in outreach.KINDS}) == len(
        outreach.KINDS
    )
    assert parts.plain(HOSTILE_NAME, 80) in outreach.because(spoken, kind, HOSTILE_NAME)


def test_a_kind_that_is_unknown_has_no_reason():
    """An empty line is left out by the card."""
    assert outreach.because(NB, "welcome", "Molde") == ""


@pytest.mark.parametrize("started", [False, True])
def test_the_two_nudges_differ_and_the_second_says_it_is_the_last(started: bool):
    """Each names the one thing that waits."""
    one, two = (
        delivery_reminders.nudge(NB, SHORT, (3, 9), "Kurset", n, started, DELIVERY) for n in (1, 2)
    )
    assert one.summary != two.summary
    assert all("«Ditt første videomøte»" in each.summary for each in (one, two))
    assert "ikke på den flere ganger" not in texts(one)
    assert "ikke på den flere ganger" in texts(two)


def test_a_nudge_leads_to_the_lesson_or_on_with_its_quiz():
    """The one primary button; then tomorrow, a week's pause, and stop."""
    fresh = delivery_reminders.nudge(NB, SHORT, (3, 9), "Kurset", 1, False, DELIVERY)
    begun = delivery_reminders.nudge(NB, SHORT, (3, 9), "Kurset", 1, True, DELIVERY)
    assert verbs(fresh) == ["lesson", "later", "pause", "stop"]
    assert verbs(begun) == ["quiz", "later", "pause", "stop"]
    assert lesson.read_lesson(sent(fresh, "lesson")) == lesson.Opening("first-meeting")
    assert lesson.read_lesson(sent(begun, "quiz")) == lesson.Opening("first-meeting", 1)
    assert delivery_reminders.read_later(sent(fresh, "later")) == ReminderWish(
        "first-meeting", "tomorrow"
    )
    assert sent(fresh, "pause")["days"] == 7


@pytest.mark.parametrize(("minutes", "said"), [(1, "ett minutt"), (3, "tre minutter"), (12, "12")])
def test_minutes_are_said_in_words(minutes: int, said: str):
    """As people say them."""
    card = delivery_reminders.reminder(NB, replace(SHORT, minutes=minutes), DELIVERY)
    assert said in texts(card)


def test_nothing_is_urged_on_those_who_left_lessons_lying():
    """Back, on, or stop; none of them primary."""
    card = delivery_reminders.resting(NB, DELIVERY)
    assert verbs(card) == ["resume", "next", "stop"]
    assert not any("style" in each for each in walker.buttons(card.body_dict()))


def test_a_lesson_without_a_delivery_is_the_same_as_ever():
    """Nothing more on it, and kept; with one it is drawn anew, so that none fills the memory."""
    bare = lesson.lesson(NB, SHORT, (3, 9), "Kurset", "", "new")
    assert lesson.lesson(NB, SHORT, (3, 9), "Kurset", "", "new") is bare
    assert all("d" not in each["data"] for each in actions(bare))
    given = [
        lesson.lesson(NB, SHORT, (3, 9), "Kurset", "", "new", delivery=DELIVERY) for _ in range(2)
    ]
    assert given[0] is not given[1]
    assert given[0] == given[1]


def test_a_corrected_lesson_says_so_first():
    """With the day; a moment counts as its day."""
    for when in ("2026-11-23", "2026-11-23T08:00:00Z"):
        card = lesson.lesson(NB, SHORT, (3, 9), "Kurset", "", "new", corrected=when)
        assert texts(card).startswith("Rettet 23. november 2026: ")


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("nb", ("I dag kl. 10.00", "I dag kl. 13.00", "I morgen", "På mandag")),
        ("nn", ("I dag kl. 10.00", "I dag kl. 13.00", "I morgon", "På måndag")),
        ("en", ("Today at 10:00", "Today at 13:00", "Tomorrow", "On Monday")),
    ],
)
def test_later_offers_times_in_words_and_reads_them_back(language: str, labels: tuple[str, ...]):
    """Each time is its own button, and what it sends is what was chosen."""
    spoken = words(language)
    values = ("10:00", "13:00", "tomorrow", "monday")
    assert tuple(delivery_reminders.later_label(spoken, each) for each in values) == labels
    card = delivery_reminders.later(spoken, "a-lesson", tuple(zip(values, labels, strict=True)))
    shown = walker.buttons(card.body_dict())
    chosen = [
        delivery_reminders.read_later(each["data"]) for each in shown if each["verb"] == "later"
    ]
    assert chosen == [ReminderWish("a-lesson", each) for each in values]
    assert [each["data"]["days"] for each in shown if each["verb"] == "pause"] == [0]


def test_later_without_a_lesson_names_none():
    """A follow-up can wait too; without `when` it only asks."""
    card = delivery_reminders.later(NB, "", (("tomorrow", "I morgen"),))
    assert delivery_reminders.read_later(sent(card, "later")) == ReminderWish("", "tomorrow")
    assert delivery_reminders.read_later({}) == ReminderWish("", "")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 20), "i dag kl. 09.30"),
        (date(2026, 11, 21), "i morgen, lørdag 21. november, kl. 09.30"),
        (date(2026, 11, 23), "mandag 23. november kl. 09.30"),
    ],
)
def test_when_it_comes_is_said_in_a_sentence(day: date, said: str):
    """Today, tomorrow, or the day by name."""
    when = delivery_reminders.later_when(NB, day, date(2026, 11, 20), "09:30")
    assert when == said
    assert f"Jeg minner deg på det {said}." in texts(delivery_reminders.later_set(NB, when))


def test_a_withdrawn_card_is_one_line():
    """And nothing to tap."""
    card = delivery_reminders.withdrawn(NB)
    assert texts(card) == card.summary
    assert list(actions(card)) == []


SIMPLE = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=600)
NAMES = "lesson when d".split()
DATA = st.dictionaries(st.sampled_from(NAMES), SIMPLE | st.lists(SIMPLE, max_size=2), max_size=7)


@given(DATA)
def test_no_data_makes_the_reader_fail(data: dict[str, Any]):
    """Whatever comes is nothing, or a lesson and a time that were offered."""
    later = delivery_reminders.read_later(data)
    if later:
        assert len(later.lesson) <= 64
        assert later.when in ("", "tomorrow", "monday") or len(later.when) == 5
        if ":" in later.when:
            hour, minute = map(int, later.when.split(":"))
            assert (hour, minute) < (24, 60)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        7,
        "",
        "24:00",
        "10:60",
        "1:00",
        "１0:00",
        "10:00\n",
        "sunday",
        "tomorrow\n",
        [],
        {},
    ],
)
def test_a_hostile_time_is_no_time(value: Any):
    """Only what was offered is taken; an empty one only asks."""
    read = delivery_reminders.read_later({"lesson": "a", "when": value})
    assert read == (ReminderWish("a", "") if value == "" else None)
