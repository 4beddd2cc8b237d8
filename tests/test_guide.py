"""The champion's guide says what the bot does: its words, buttons, figures and pictures."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.serializer import FluentSerializer

from bot.chat.front import WITH_REST
from bot.core.delivery.budget import BUDGET
from bot.core.gatherings import gathering
from bot.core.learning.search import index_of
from bot.core.pushes import push
from bot.core.typed_commands import Commands
from bot.locale import command_table, words
from tests.chat_client import bundled
from tests.missing import give_up

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("nb", "nn")
TABLE = ("recommend", "group", "gatherings", "newcomers", "suggest", "champion")
COMMANDS = Commands(command_table(), WITH_REST)


def guide(language: str) -> str:
    return (ROOT / "docs" / f"suksesspadriver.{language}.md").read_text("utf-8")


def typed(language: str) -> list[str]:
    """Everything that the guide tells people to type."""
    return re.findall(r"`([^`]+)`", guide(language))


def meant(said: str) -> str:
    """The command that the bot understands."""
    command = COMMANDS.match(said)
    return command.name if command else ""


def texts(language: str) -> set[str]:
    """Every text the bot has in this language, places to fill in and all."""
    found = set()
    for path in sorted((ROOT / "bot" / "locale" / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            if isinstance(entry, ast.Message):
                found.add(FluentSerializer().serialize_entry(entry).partition(" = ")[2].strip())
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_to_type_is_a_word_of_a_command_in_that_language(language):
    own = {
        word.strip(): name
        for name in command_table()
        for word in words(language)(f"command-{name}").split(",")
    }
    for said in typed(language):
        name = meant(said)
        first = said.split()[0]
        assert own.get(said) == name or (own.get(first) == name and name in WITH_REST), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_each_command_of_champions_in_its_row(language):
    rows = re.findall(r"^\| `([^`]+)` \|", guide(language), re.M)
    assert tuple(map(meant, rows)) == TABLE
    assert {"help", "step-down", "my-data"} <= set(map(meant, typed(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_about_what_stands_after_the_word_is_found(language):
    (about,) = {
        command.rest
        for each in typed(language)
        if (command := COMMANDS.match(each)) and command.rest
    }
    assert index_of(tuple(bundled()[0].current.values())).best(about)[0].id == "lyd-kamera-deling"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_it_names_is_a_text_of_the_bot(language):
    """What is in italics; and what the bot is quoted as saying begins a text of its."""
    known = texts(language)
    named = re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", guide(language))
    assert len(named) > 20
    assert [each for each in named if each not in known] == []
    quoted = re.findall(r"\*\*«(.+?)»", guide(language))
    assert len(quoted) == 2
    assert [each for each in quoted if not any(one.startswith(each) for one in known)] == []


FIGURES = {
    ("tre ganger i døgnet", "tre gonger i døgnet"): (push.A_DAY, 3),
    ("ti ganger i uka", "ti gonger i veka"): (push.A_WEEK, 10),
    ("I minst tre minutter", "I minst tre minutt"): (push.UNDO, timedelta(minutes=3)),
    ("ett kort om dagen", "eitt kort om dagen"): (BUDGET.day, 1),
    ("og tre i uka", "og tre i veka"): (BUDGET.week, 3),
    ("om tre minutter", "om tre minutt"): (gathering.UNDO, timedelta(minutes=3)),
    ("et kvarter før", "eit kvarter før"): (gathering.OPENS, timedelta(minutes=15)),
    ("to timer etter at", "to timar etter at"): (gathering.CLOSES, timedelta(hours=2)),
    ("Etter tre dager", "Etter tre dagar"): (gathering.PULSE, timedelta(days=3)),
}


@pytest.mark.parametrize("said", FIGURES, ids=lambda said: said[0])
def test_a_figure_in_the_guide_is_the_bots(said):
    is_, told = FIGURES[said]
    assert is_ == told
    for language, words_of_it in zip(LANGUAGES, said, strict=True):
        assert words_of_it in guide(language)


def test_both_guides_say_the_same():
    """As many headings, rows, items, steps and buttons, and the same commands in the same order."""
    both = [guide(each) for each in LANGUAGES]
    for shape in (r"^#+ ", r"^\| ", r"^- ", r"^\d\. ", r"\*\*", r"(?<!\*)\*(?!\*)"):
        one, other = (len(re.findall(shape, each, re.M)) for each in both)
        assert one == other > 0, shape
    one, other = ([meant(said) for said in typed(each)] for each in LANGUAGES)
    assert one == other


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_its_six_pictures_in_its_own_language(language):
    shown = re.findall(r"\]\(pictures/guide-(\w+)-(\w+)\.png\)", guide(language))
    assert [each for _, each in shown] == [language] * 6
    assert {name for name, _ in shown} == PICTURES


PICTURES = {"role", "form", "preview", "progress", "group", "invitation"}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_picture_says_what_the_bot_says_today(language):
    """If not: `python -m tests.cards.guide` draws them anew. Look at them."""
    from tests.cards import guide as drawn

    cards = drawn.cards(words(language))
    assert set(cards) == PICTURES
    for name, card in cards.items():
        picture = drawn.PICTURES / f"guide-{name}-{language}.png"
        assert drawn.marked(picture) == drawn.said(card), picture.name


@pytest.mark.slow
@pytest.mark.usefixtures("node_modules")
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_two_printed_pages(language):
    """Without the npm packages and Chromium this can't be tested; CI always has them."""
    if not shutil.which("chromium"):
        give_up("Chromium is not installed")
    from tests.cards.guide import pages, printed

    assert pages(printed(language)) == 2
