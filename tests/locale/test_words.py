"""The texts: complete in three languages, all in use, said the way each language says it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.errors import NotSaved
from bot.locale import COMMANDS, NoSuchText, Words, apology, command_table, words
from bot.locale.texts import Texts

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "bot" / "locale"
LANGUAGES = ("nb", "nn", "en")


class Variables(Visitor):
    """The variables a text uses, in any of its variants."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


@cache
def entries(language: str) -> list[tuple[str, str, ftl.EntryType]]:
    """(file, key, entry) of everything in a language's files."""
    return list(_read(language))


def _read(language: str) -> Iterator[tuple[str, str, ftl.EntryType]]:
    for path in sorted((LOCALE / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, ftl.Message):
                yield path.name, entry.id.name, entry
            elif isinstance(entry, ftl.Junk):
                yield path.name, f"junk: {entry.content}", entry


@cache
def texts(language: str) -> dict[str, frozenset[str]]:
    """Key -> the variables of its text."""
    found = {}
    for _, key, entry in entries(language):
        variables = Variables()
        variables.visit(entry)
        found[key] = frozenset(variables.names)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_a_text_and_every_key_is_there_once(language: str):
    """A line that is not Fluent would be dropped silently; so would a second text."""
    keys = [key for _, key, _ in entries(language)]
    assert not [key for key in keys if key.startswith("junk")]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("language", ["nn", "en"])
def test_every_language_has_every_text_with_the_same_variables(language: str):
    """In the same file, so that translators find it."""
    assert texts(language) == texts("nb")
    places = {key: file for file, key, _ in entries("nb")}
    assert {key: file for file, key, _ in entries(language)} == places


def test_every_text_is_in_use():
    """A key is used where the code says it, whole or with a changing part (f"state-{state}")."""
    said, patterns = strings()
    used = re.compile("|".join(f"(?:{each})" for each in sorted(set(patterns))))
    unused = [key for key in texts("nb").keys() - said if not used.fullmatch(key)]
    assert unused == []


def test_every_key_the_code_asks_for_is_there():
    """Each `words("key")` in our code names a text."""
    known = texts("nb")
    asked = {key for key in literal_keys() if key not in known}
    assert asked == set()


@cache
def nodes() -> list[ast.AST]:
    """Every node of our code."""
    paths = [
        path for place in ("bot", "cards", "manifest") for path in (ROOT / place).rglob("*.py")
    ]
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sorted(paths))
    return [node for tree in trees for node in ast.walk(tree)]


def strings() -> tuple[set[str], set[str]]:
    """Every string in the code that could be a key: whole, and as patterns of changing parts."""
    whole, patterns = set(), set()
    for node in nodes():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            whole.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            pattern = "".join(_piece(each) for each in node.values)
            if re.search(r"[a-z]{3}", pattern.replace("[a-z0-9-]+", "")):
                patterns.add(pattern)
    return whole, patterns


def _piece(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return re.escape(str(node.value))
    return "[a-z0-9-]+"


def literal_keys() -> Iterator[str]:
    """The first argument of each call of something named like our words."""
    for node in nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            named = node.func.id in ("words", "spoken", "w")
            if named and isinstance(first, ast.Constant) and "-" in str(first.value):
                yield first.value


def test_a_missing_text_is_an_error_that_says_which():
    """Never an empty line on a card."""
    with pytest.raises(NoSuchText, match="no-such-text"):
        words("nb")("no-such-text")
    with pytest.raises(NoSuchText, match="progress"):
        words("nb")("progress", done=1)
    assert words("nb").has("progress")
    assert not words("nb").has("no-such-text")


def test_a_text_that_a_language_lacks_comes_from_the_next(monkeypatch: pytest.MonkeyPatch):
    """nn -> nb -> en."""
    sources = {
        "nn": "a = nynorsk",
        "nb": "a = bokmål\nb = bokmål",
        "en": "a = English\nb = English\nc = English",
    }
    monkeypatch.setattr("bot.locale._texts", lambda each: Texts(each, [sources[each]]))
    spoken = Words("nn")
    assert [spoken(key) for key in "abc"] == ["nynorsk", "bokmål", "English"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_says_alone_what_it_says_in_its_file(language: str):
    """Texts are cut apart before they are parsed: no cut goes through one."""
    sources = {path.name: path.read_text("utf-8") for path in (LOCALE / language).glob("*.ftl")}
    whole, apart = FluentBundle([language], use_isolating=False), Texts(language, sources.values())
    for source in sources.values():
        whole.add_resource(FluentResource(source))
    for key, variables in texts(language).items():
        assert key in apart
        for value in (2, "{ $x } 100 % %s", 1234, -1, "x" * 2501):
            args = dict.fromkeys(variables, value)
            expected = whole.format_pattern(whole.get_message(key).value, args)
            found = apart.said(key, args)
            assert (found[0], repr(found[1])) == (expected[0], repr(expected[1]))
        lacking = apart.said(key, {})
        assert not variables or lacking[1]


def test_texts_have_no_invisible_marks():
    """Fluent's isolation marks would show as boxes in some clients, and break searches."""
    said = words("nb")("lesson-summary", title="Del skjermen")
    assert said == "Leksjon: Del skjermen"
    assert said.isprintable()


def test_what_people_are_called_is_not_kept_in_memory():
    """Texts with a person's words in them are made anew each time; others are kept."""
    spoken = Words("nb")
    for name in ("Kari", "Ola"):
        assert name in spoken("welcome-hello", name=name)
    assert spoken._kept.cache_info().currsize == 0
    assert spoken("progress", done=1, total=9) == spoken("progress", done=1, total=9)
    assert spoken._kept.cache_info().hits == 1


def test_the_same_words_are_handed_out_each_time():
    """They are the key to the cards that are kept; an unknown language is bokmål."""
    assert words("nn") is words("nn")
    assert words("nn").language == "nn"
    assert words("xx") is words("nb")


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("nb", "0 av én leksjon gjennomført", "3 av 9 leksjoner gjennomført"),
        ("nn", "0 av éin leksjon gjennomført", "3 av 9 leksjonar gjennomførte"),
        ("en", "0 of one lesson done", "3 of 9 lessons done"),
    ],
)
def test_one_and_many_are_said_rightly(language: str, one: str, many: str):
    """Each language bends its words."""
    spoken = words(language)
    assert spoken("progress", done=0, total=1) == one
    assert spoken("progress", done=3, total=9) == many


@pytest.mark.parametrize(
    ("language", "weekday", "year"),
    [
        ("nb", "mandag 23. november", "23. november 2026"),
        ("nn", "måndag 23. november", "23. november 2026"),
        ("en", "Monday 23 November", "23 November 2026"),
    ],
)
def test_dates_are_said_as_people_say_them(language: str, weekday: str, year: str):
    """With the weekday, or with the year."""
    day = date(2026, 11, 23)
    assert words(language).day(day) == weekday
    assert words(language).day(day, year=True) == year


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_of_a_year_has_its_own_name(language: str):
    """All weekdays and months are there."""
    first = date(2026, 1, 1)
    days = [first + timedelta(days=n) for n in range(365)]
    assert len({words(language).day(each) for each in days}) == 365


def test_a_moment_is_said_as_its_day():
    """No moment, and the end of time, are no day."""
    assert words("nb").until("2026-11-30T07:00:00Z") == "mandag 30. november"
    assert words("nb").until("") == words("nb").until("9999-12-31T00:00:00Z") == ""


def test_commands_have_words_in_every_language():
    """Lower case, the language's own first; no word means two things."""
    table = command_table()
    assert tuple(table) == COMMANDS
    spoken = [word for said in table.values() for word in said]
    assert len(spoken) == len(set(spoken))
    assert all(word == word.lower().strip() and word for word in spoken)
    assert {"hjelp", "help", "?"} <= set(table["help"])
    assert {"mine data", "my data"} <= set(table["my-data"])
    assert {"leksjoner", "leksjonar", "lessons"} <= set(table["lessons"])


@pytest.mark.parametrize(
    ("locale", "begins"),
    [
        ("nb-NO", "Beklager"),
        ("no", "Beklager"),
        ("", "Beklager"),
        ("nn-NO", "Orsak"),
        ("nn_NO", "Orsak"),
        ("en-GB", "Sorry"),
        ("pl-PL", "Sorry"),
    ],
)
def test_the_apology_is_one_kind_sentence_in_the_clients_language(locale: str, begins: str):
    """Whatever the client says of its language."""
    assert apology(locale).startswith(begins)


@pytest.mark.parametrize("locale", ["nb-NO", "nn-NO", "en-US"])
def test_that_nothing_could_be_saved_is_said_so(locale: str):
    said = apology(locale, NotSaved(why="database or disk is full"))
    assert said not in (apology(locale), apology(locale, ValueError()))
    assert "disk" not in said
