"""Names of ours that docstrings, comments and documents mention are there."""

import ast
import importlib
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.reading import ROOT

PLACE = re.compile(r"`((?:bot|cards|manifest|tests)/[\w./-]*\w/?)`")
MENTIONED = re.compile(r"`((?:bot|cards|manifest|tests)(?:\.[A-Za-z_]\w*)+)(?:\(\))?`")
PYTHON = sorted(
    path
    for folder in ("bot", "cards", "manifest", "tests")
    for path in (ROOT / folder).rglob("*.py")
)
TEXTS = [*PYTHON, ROOT / "app.py", ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def prose(path: Path) -> Iterator[str]:
    """The docstrings and comments of a module, or the whole of any other document."""
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        yield text
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield str(node.value.value)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def exists(name: str) -> bool:
    """Whether the name is a module, or something in one: `bot.core.people.person.Person.key`."""
    module, found = name, []
    while module:
        try:
            value = importlib.import_module(module)
        except ModuleNotFoundError as error:
            if not module.startswith(str(error.name)):
                raise
            module, _, last = module.rpartition(".")
            found.insert(0, last)
        else:
            return has(value, found)
    return False


def has(value: object, names: list[str]) -> bool:
    for each in names:
        declared = getattr(value, "__annotations__", {})
        if not hasattr(value, each):
            return each in declared and each == names[-1]
        value = getattr(value, each)
    return True


@pytest.mark.parametrize("name", ["bot.core.people.person.Person.key", "bot.core.turn", "cards"])
def test_a_module_and_what_is_in_it_exist(name: str):
    assert exists(name)


@pytest.mark.parametrize(
    "name", ["bot.core.townsfolk", "bot.core.turn.Turns", "bot.errors.Refused.x"]
)
def test_what_is_gone_does_not_exist(name: str):
    assert not exists(name)


def test_every_name_that_a_text_mentions_exists():
    missing = set()
    for path in TEXTS:
        text = path.read_text("utf-8")
        if not (MENTIONED.search(text) or PLACE.search(text)):
            continue  # most files: to parse them all would take ten times as long
        for each in prose(path):
            missing |= {(path, name) for name in MENTIONED.findall(each) if not exists(name)}
            missing |= {(path, at) for at in PLACE.findall(each) if not (ROOT / at).exists()}
    assert missing == set()
