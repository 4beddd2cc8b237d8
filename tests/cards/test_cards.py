"""What single cards say, and to whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.languages import LANGUAGES, Text
from bot.core.lessons import Lesson
from bot.core.quiz import Result
from bot.locale import words
from cards import choices, lesson, menu, personal, quiz, summary, welcome
from cards.kit import Card
from tests.cards.samples import HOSTILE_NAME, LONG, MUNICIPALITIES, PICTURE, SHORT
from tests.cards.walker import buttons, nodes

NB = words("nb")
SINGLE, MULTIPLE, CLAIM = SHORT.questions


def texts(card: Card) -> str:
    """All that can be read on a card, one text a line."""
    names = ("text", "title", "value", "label", "altText")
    found = (node.get(name) for _, node in _all(card) for name in names)
    return "\n".join(each for each in found if isinstance(each, str))


def _all(card: Card) -> list[tuple[str, dict[str, Any]]]:
    body = card.body_dict()
    facts = [f for _, node in nodes(body) for f in node.get("facts", [])]
    return [*nodes(body), *(("fact", each) for each in facts)]


def verbs(card: Card) -> list[str]:
    return [each.get("verb", each["type"]) for each in buttons(card.body_dict())]


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
        personal.my_data(w, ((HOSTILE_NAME, HOSTILE_NAME),), ""),
        greeting(name=HOSTILE_NAME, sender=HOSTILE_NAME, municipality=HOSTILE_NAME),
    )
    for card in drawn:
        said = texts(card)
        assert r"\*\*Kari\*\*" in said
        assert "**Kari**" not in said
        assert "](" not in said.replace(r"\](", "")


@pytest.mark.parametrize(
    ("state", "label"),
    [
        ("new", "Ta quizen"),
        ("started", "Fortsett quizen"),
        ("passed", "Ta quizen på nytt"),
        ("strange", "Ta quizen"),
    ],
)
def test_the_quiz_button_says_where_one_is(state: str, label: str):
    """It is the primary one, and first."""
    card = lesson.lesson(NB, SHORT, (3, 9), "Kurs", PICTURE, state)
    first = buttons(card.body_dict())[0]
    assert (first["title"], first["style"]) == (label, "positive")
    assert verbs(card) == ["quiz", "lessons", "later"]


def test_a_lesson_comes_in_bites_with_its_picture_and_link():
    """Heading, picture with alt text, paragraphs, the thing to try, the link."""
    card = lesson.lesson(NB, SHORT, (3, 9), "Teams fra første dag", PICTURE, "new")
    said = texts(card)
    assert "Teams fra første dag, leksjon 3 av 9 · 3 min" in said
    assert "En kollega vinker fra en skjerm." in said
    assert "Prøv nå" in said
    assert "office/bli-med_%28teams%29)" in said
    assert len([each for each in card.body_dict()["body"] if each["type"] == "TextBlock"]) >= 6


def test_a_bare_lesson_has_no_empty_boxes():
    """Without picture, thing to try or link there is no trace of them."""
    bare = replace(SHORT, version=2, try_it=Text(), picture=None)
    bare = replace(bare, link=replace(SHORT.link, url=Text()))
    card = lesson.lesson(NB, bare, (0, 9), "Kurs", PICTURE, "new")
    kinds = {node["type"] for _, node in nodes(card.body_dict())}
    assert not kinds & {"Image", "Container"}
    assert "Les mer" not in texts(card)


def test_options_stand_in_the_order_of_the_attempt():
    """Radio buttons for one answer, boxes to tick for several."""
    card = quiz.question(NB, SHORT, SINGLE, ("c", "a", "b"), 1, 1, 3)
    field = next(n for _, n in nodes(card.body_dict()) if n["type"] == "Input.ChoiceSet")
    assert [each["value"] for each in field["choices"]] == ["c", "a", "b"]
    assert (field["style"], field["isMultiSelect"]) == ("expanded", False)
    several = quiz.question(NB, SHORT, MULTIPLE, ("c", "a", "b"), 1, 2, 3)
    ticks = next(n for _, n in nodes(several.body_dict()) if n["type"] == "Input.ChoiceSet")
    assert ticks["isMultiSelect"] is True


def test_a_question_gives_nothing_away():
    """No feedback and no mark of what is right in what is sent."""
    for question in SHORT.questions:
        order = tuple(each.id for each in question.options)
        sent = quiz.question(NB, SHORT, question, order, 1, 1, 3).json("29:x").decode()
        assert "correct" not in sent
        assert not any(each.feedback.nb in sent for each in question.options)


def test_a_problem_is_said_on_the_question():
    """What was missing, by icon and words."""
    calm = quiz.question(NB, SHORT, SINGLE, ("a", "b", "c"), 1, 1, 3)
    asked = quiz.question(NB, SHORT, SINGLE, ("a", "b", "c"), 1, 1, 3, "choose")
    assert "Velg et svar først." in texts(asked)
    assert "Velg et svar først." not in texts(calm)


@pytest.mark.parametrize(
    ("question", "chosen", "word", "style"),
    [
        (SINGLE, ("a",), "Riktig!", "good"),
        (SINGLE, ("b",), "Ikke riktig denne gangen", "warning"),
        (MULTIPLE, ("a", "b"), "Riktig!", "good"),
        (MULTIPLE, ("a",), "Nesten – ikke helt riktig", "warning"),
        (MULTIPLE, ("a", "b", "c"), "Nesten – ikke helt riktig", "warning"),
        (MULTIPLE, ("c",), "Ikke riktig denne gangen", "warning"),
        (CLAIM, ("true",), "Ikke riktig denne gangen", "warning"),
    ],
)
def test_a_verdict_is_an_icon_a_word_and_a_look(
    question: Any, chosen: tuple[str, ...], word: str, style: str
):
    """Never colour alone; the feedback of what was chosen; and what was right if it was not."""
    card = quiz.verdict(NB, SHORT, question, chosen, 1, 1, 3)
    box = next(n for _, n in nodes(card.body_dict()) if n["type"] == "Container")
    icon = next(n for _, n in nodes(box) if n["type"] == "Icon")
    assert box["style"] == style
    assert icon["fallback"]["text"] == ("✓" if style == "good" else "✗")
    said = texts(card)
    assert word in said
    for option in question.options:
        shown = option.id in chosen or (style == "warning" and option.id in question.correct)
        assert (option.feedback.nb in said) is shown


def test_a_verdict_leads_on_to_the_next_question_or_the_result():
    """The last one to the result."""
    assert verbs(quiz.verdict(NB, SHORT, SINGLE, ("a",), 1, 1, 3)) == ["continue"]
    assert verbs(quiz.verdict(NB, SHORT, SINGLE, ("a",), 1, 3, 3)) == ["result"]


def test_the_voice_reads_plain_words():
    """No Markdown and nothing that could be markup."""
    marked = replace(SINGLE, text=Text("**A** <b> [c](d) & `e`?"))
    card = quiz.question(NB, replace(SHORT, version=9), marked, ("a", "b", "c"), 1, 1, 3)
    assert card.body_dict()["speak"] == "Spørsmål 1 av 3. A b c(d)  e?"


def summed(result: Result, *, next_title: str = "Neste", opinion: str = "") -> Card:
    return summary.summary(NB, SHORT, result, (3, 9), 3, 9, next_title, opinion, 1)


def test_a_passed_lesson_says_what_was_learned_and_what_is_next():
    """And how far one is in the course."""
    card = summed(Result(3, 3, True, ()), next_title="Del skjermen")
    for part in ("Bestått!", SHORT.learned.nb, "Neste leksjon: Del skjermen", "3 av 9"):
        assert part in texts(card)
    assert verbs(card)[:2] == ["next", "lessons"]


def test_a_failed_lesson_is_kind_and_says_what_to_reread():
    """Only what was missed, each once, and the way to try again."""
    card = summed(Result(1, 3, False, ("mute", "leave")))
    said = texts(card)
    assert "Ikke bestått ennå" in said
    assert "Lyd: velg høyttaler" in said
    assert "Gå ut av møtet" in said
    assert "Før møtet" not in said
    assert verbs(card)[:2] == ["retry", "lesson"]


def test_a_finished_course_has_no_next_lesson():
    """It says that all is done."""
    card = summed(Result(3, 3, True, ()), next_title="")
    assert "alle leksjonene i kurset" in texts(card)
    assert "next" not in verbs(card)


def test_opinions_are_asked_for_once():
    """Thanks take the place of what was answered."""
    passed = Result(3, 3, True, ())
    assert verbs(summed(passed)).count("useful") == 2
    assert "useful" not in verbs(summed(passed, opinion="no"))
    both = verbs(summed(passed, opinion="yes reported"))
    assert "useful" not in both
    assert "report" not in both
    assert "useful" in verbs(summed(passed, opinion="reported"))


def test_a_hidden_form_holds_no_other_button_back():
    """Its input is required only for its own button."""
    for each in buttons(summed(Result(3, 3, True, ())).body_dict()):
        if each["type"] == "Action.Execute":
            assert ("associatedInputs" not in each) is (each["verb"] == "report")


def test_a_diploma_has_name_course_and_date():
    """The date is not taken for a numbered list."""
    said = texts(summary.diploma(NB, "Kari", "Teams fra første dag", "2026-11-23T08:00:00Z", 9))
    for part in ("Kari", "Teams fra første dag", "Fullført 23. november 2026", "Alle 9"):
        assert part in said
    assert "går til\ndeg" in texts(summary.diploma(NB, "", "Kurs", "2026-11-23", 1))


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
    assert verbs(choices.pause(NB, "")) == ["pause"] * 4
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
    keep, gone = buttons(personal.erase(NB).body_dict())
    assert (keep["verb"], gone["verb"], gone["style"]) == ("my-data", "erase-now", "destructive")


def test_what_nobody_knows_of_a_person_is_said_as_a_dash():
    """An empty fact would be an empty line."""
    assert texts(personal.my_data(NB, (("Enhet", ""),), "")).endswith("Enhet\n-")


@pytest.mark.parametrize("taught", [SHORT, LONG])
def test_cards_of_a_lesson_draw_themselves_anew(taught: Lesson):
    """Lesson, question, verdict and summary carry the same refresh."""
    question = taught.questions[0]
    order = tuple(each.id for each in question.options)
    drawn = (
        lesson.lesson(NB, taught, (3, 9), "Kurs", "", "new"),
        quiz.question(NB, taught, question, order, 1, 1, 3),
        quiz.verdict(NB, taught, question, ("a",), 1, 1, 3),
        summary.summary(NB, taught, Result(3, 3, True, ()), (3, 9), 3, 9, "", "", 1),
    )
    for card in drawn:
        action = card.body_dict()["refresh"]["action"]
        assert action["verb"] == "show"
        assert lesson.read_lesson(action["data"]) == lesson.Opening(taught.id, taught.version)
