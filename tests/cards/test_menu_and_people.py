"""What a person is told about the bot, themselves and where they are."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.languages import LANGUAGES
from bot.locale import words
from cards import menu
from cards.kit import Card
from cards.learning import summary
from cards.people import choices, welcome
from cards.personal_data import my_data
from tests.cards.reading import texts, verbs
from tests.cards.samples import HOSTILE_NAME, MUNICIPALITIES, SHORT
from tests.cards.walker import buttons, nodes

NB = words("nb")
SINGLE, MULTIPLE, CLAIM = SHORT.questions


def greeting(**changes: Any) -> Card:
    asked = {
        "sender": "Romsdal IKT",
        "name": "Kari Nordmann",
        "municipalities": (),
        "municipality": "Molde",
        "back": False,
        "stopped": False,
    }
    return welcome.welcome(NB, **(asked | changes))  # type: ignore[arg-type]


def test_the_welcome_says_who_why_how_often_and_how_to_stop():
    """And that this is a bot and not a colleague."""
    said = texts(greeting())
    for part in ("Romsdal IKT", "ikke en kollega", "Hvorfor deg?", "tre meldinger", "«stopp»"):
        assert part in said
    assert "Molde" in said
    assert "Hei, Kari!" in said


def test_the_welcome_asks_only_what_is_not_known():
    """The municipality where it can't be known; the language is a first guess."""
    asks = greeting(municipalities=MUNICIPALITIES, municipality="")
    ids = [node["id"] for _, node in nodes(asks.body_dict()) if node["type"] == "Input.ChoiceSet"]
    assert ids == ["language", "municipality"]
    language = next(n for _, n in nodes(greeting().body_dict()) if n.get("id") == "language")
    assert language["value"] == "nb"
    assert "Kommunen din:" not in texts(asks)


def test_a_stranger_without_a_name_is_greeted_too():
    """Also one whose name is only blanks."""
    assert "Hei! Jeg er Pådriver" in texts(greeting(name=" ", sender=""))
    assert "Arbeidsgiveren din" in texts(greeting(sender=""))


def test_welcome_back_keeps_an_earlier_stop():
    """It says so, and offers to start again without urging."""
    assert verbs(greeting(back=True)) == ["next", "status"]
    stopped = greeting(back=True, stopped=True)
    assert verbs(stopped) == ["resume", "next", "status"]
    assert "gjelder fortsatt" in texts(stopped)
    assert not any(each.get("style") for each in buttons(stopped.body_dict()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_and_words_of_people_are_no_markdown(language: str):
    """Whatever a person is called, and whatever they write, is shown as it is."""
    w = words(language)
    drawn = (
        menu.found(w, HOSTILE_NAME, ()),
        menu.status(w, HOSTILE_NAME, HOSTILE_NAME, (), ""),
        summary.diploma(w, HOSTILE_NAME, "Kurs", "2026-11-23", 9),
        my_data.my_data(w, ((HOSTILE_NAME, HOSTILE_NAME),), ((HOSTILE_NAME, 1),), ""),
        greeting(name=HOSTILE_NAME, sender=HOSTILE_NAME, municipality=HOSTILE_NAME),
    )
    for card in drawn:
        said = texts(card)
        assert "∗∗Kari∗∗" in said
        assert "**Kari**" not in said
        assert "](" not in said
        assert "\\" not in said


def test_status_is_one_persons_own():
    """Per course how far, what is next, and whether the bot is quiet."""
    rows = (menu.CourseRow("Kurs", 3, 9, "Del skjermen"), menu.CourseRow("Annet", 4, 4))
    said = texts(menu.status(NB, "Kari", "Molde", rows, "paused", "2026-11-30T07:00:00Z"))
    for part in ("Kari · Molde", "3 av 9", "Neste: Del skjermen", "pause til mandag 30. november"):
        assert part in said
    assert "Kurset er gjennomført" in said
    forever = texts(menu.status(NB, "", "", rows, "paused", "9999-12-31T00:00:00Z"))
    assert "pause til du starter igjen" in forever
    assert "bedt meg stoppe" in texts(menu.status(NB, "", "", rows, "stopped"))
    assert "positive" not in str(menu.status(NB, "", "", rows, "stopped").body_dict())


def test_a_pause_is_asked_for_and_then_said():
    """Until a day, or until the person says so."""
    assert verbs(choices.pause(NB, "")) == ["pause"] * 5
    assert "før mandag 30. november" in texts(choices.pause(NB, "2026-11-30"))
    assert "før du starter igjen" in texts(choices.pause(NB, "9999-12-31T00:00:00Z"))


def test_a_search_shows_three_lessons_or_says_that_there_are_none():
    """And offers help either way."""
    hits = tuple((f"lesson-{n}", f"Leksjon {n}") for n in range(5))
    card = menu.found(NB, "dele skjerm", hits)
    rows = [n for _, n in nodes(card.body_dict()) if "selectAction" in n]
    assert [each["selectAction"]["data"]["lesson"] for each in rows] == [
        f"lesson-{n}" for n in "012"
    ]
    assert "dele skjerm" in texts(menu.found(NB, "dele skjerm", ()))
    assert "help" in verbs(menu.found(NB, "dele skjerm", ()))


def test_roles_are_spoken_of_only_in_local_mode():
    """Nobody else can switch."""
    assert "role champion" in texts(menu.help(NB, True))
    assert "role champion" not in texts(menu.help(NB, False))


def test_the_invitation_leads_to_the_personal_chat():
    """With a link where there is one."""
    assert verbs(menu.invite(NB, "https://teams.microsoft.com/l/chat/0/0")) == ["Action.OpenUrl"]
    assert verbs(menu.invite(NB, "")) == []


def test_erasing_is_confirmed_once_and_keeping_comes_first():
    """The button that can't be undone looks like it."""
    keep, gone = buttons(my_data.erase(NB).body_dict())
    assert (keep["verb"], gone["verb"], gone["style"]) == ("my-data", "erase-now", "destructive")


def test_what_there_is_nothing_of_is_not_told():
    """A phone would show twenty lines of nothing above the two that matter."""
    told = texts(
        my_data.my_data(NB, (("Navn", "Kari"), ("Enhet", "")), (("Takk", 0), ("Svar", 3)), "")
    )
    assert "Navn\nKari" in told
    assert "- Svar: 3" in told
    assert "Enhet" not in told
    assert "Takk" not in told
    bare = texts(my_data.my_data(NB, (("Navn", "Kari"),), (("Takk", 0),), ""))
    assert NB("my-data-kept") not in bare
