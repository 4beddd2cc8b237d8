"""Norwegian texts are spelled as the word lists for bokmål and nynorsk spell them.

Needs hunspell with nb_NO and nn_NO (in Debian: hunspell and hunspell-no). What is right and not in
a list stands in words.txt, with the language it belongs to and, where it isn't plain, why.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

pytestmark = pytest.mark.slow
BOT = Path(__file__).resolve().parents[2] / "bot"
DOCS = BOT.parent / "docs"
WORDS = Path(__file__).with_name("words.txt")
LANGUAGES = {"nb": "nb_NO", "nn": "nn_NO"}
WORD = re.compile(r"[^\W\d_]+")
ENDING = re.compile(r"(?<=[A-ZÆØÅ]{2})-(en|et|a|er|ar|ene|ane)\b")  # PC-en, SMS-ar
NO_WORDS = re.compile(r"https?://\S*|\]\(\S+\)|\S+@\S+")


@pytest.fixture(scope="module", autouse=True)
def hunspell() -> None:
    """Without it this can't be tested; CI always has it."""
    if not shutil.which("hunspell") and os.environ.get("CI") != "true":
        pytest.skip("hunspell is not installed")


class _Texts(Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        self.found: list[str] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802 - the visitor's name
        self.found.append(node.value)


def locale_texts(language: str) -> Iterator[tuple[str, str]]:
    """(where, text) of everything in the language files, comments left out."""
    for path in sorted((BOT / "locale" / language).glob("*.ftl")):
        texts = _Texts()
        texts.visit(FluentParser().parse(path.read_text("utf-8")))
        yield from ((path.name, each) for each in texts.found)


def content_texts(language: str) -> Iterator[tuple[str, str]]:
    """(where, text) of everything that courses say in `language`."""
    for path in sorted((BOT / "content" / "courses").rglob("*.yaml")):
        for text in _said(yaml.safe_load(path.read_text("utf-8")), language):
            yield path.name, text


def _said(node: Any, language: str) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get(language), str):
            yield node[language]
        for each in node.values():
            yield from _said(each, language)
    elif isinstance(node, list):
        for each in node:
            yield from _said(each, language)


def guide_texts(language: str) -> Iterator[tuple[str, str]]:
    """(where, text) of the documents in `language`."""
    for path in sorted(DOCS.glob(f"*.{language}.md")):
        yield path.name, path.read_text("utf-8")


def words(text: str) -> Iterator[str]:
    """Every word of more than a letter; the parts of "e-post" and "SMS-lista" by themselves."""
    bare = ENDING.sub("", NO_WORDS.sub(" ", text).replace("\u00ad", ""))
    return (each for each in WORD.findall(bare) if len(each) > 1)


def unknown(words: set[str], language: str) -> set[str]:
    """Those that the word list of `language` does not know."""
    command = ["hunspell", "-i", "utf-8", "-d", LANGUAGES[language], "-l"]
    given = "\n".join(sorted(words))
    done = subprocess.run(
        command, input=given, capture_output=True, check=True, timeout=60, encoding="utf-8"
    )
    assert "Can't open" not in done.stderr, done.stderr
    return set(done.stdout.split())


def allowed(language: str) -> set[str]:
    """The words of words.txt for `language`: its own, and those for both."""
    lines = (line.partition("#")[0].split() for line in WORDS.read_text("utf-8").splitlines())
    return {line[1] for line in lines if line and line[0] in (language, "both")}


@pytest.fixture(scope="module", params=LANGUAGES)
def spelled(request) -> tuple[str, dict[str, str]]:
    """A language, and where each of its words stands (one place is enough)."""
    where: dict[str, str] = {}
    for texts in (locale_texts, content_texts, guide_texts):
        for place, text in texts(request.param):
            where.update(dict.fromkeys(words(text), place))
    return request.param, where


def test_every_word_is_in_the_word_list_or_on_ours(spelled):
    language, where = spelled
    assert len(where) > 800
    ours = allowed(language)
    bad = {each for each in unknown(set(where), language) if not {each, each.lower()} & ours}
    assert sorted((word, where[word]) for word in bad) == []


def test_our_list_holds_no_word_that_is_not_used(spelled):
    language, where = spelled
    assert allowed(language) <= {*where, *map(str.lower, where)}


def test_slips_are_found():
    """Nynorsk words in bokmål, bokmål words in nynorsk, and plain slips."""
    assert unknown({"leksjon", "ikkje", "mötet", "beskjjed"}, "nb") >= {"ikkje", "beskjjed"}
    assert unknown({"leksjon", "ikke", "hvordan", "beskjjed"}, "nn") == {
        "ikke",
        "hvordan",
        "beskjjed",
    }
