"""Every command and option of ours that a message, a docstring or a document names is there."""

from __future__ import annotations

import ast
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli import DOES
from bot.cli.arguments import parser
from tests.docs.reading import ROOT

OPTION = re.compile(r"(?<![\w-])--([a-z][a-z-]*[a-z])\b(?!-)")
COMMAND = re.compile(r"python app\.py ([a-z][a-z-]*)")
# Options of other programs, and where they are named.
FOREIGN = {"playground.py": {"su", "dt", "require"}, "debian.md": {"require-hashes"}}
TEXTS = [
    *(path for folder in ("bot", "cards", "manifest") for path in (ROOT / folder).rglob("*.py")),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "bot" / "locale").rglob("*.ftl"),
    *(ROOT / "README.md", ROOT / "app.py"),
]


def said(path: Path) -> Iterator[str]:
    """What people read: the texts in a module but for CSS, or a file of texts; of a document, what
    is about our own commands: lines with one, and an option that stands by itself."""
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        yield from (line for line in text.splitlines() if "python app.py" in line)
        yield from re.findall(r"`(--[^`]*)`", text)
        return
    if path.suffix != ".py":
        yield text
        return
    if not (OPTION.search(text) or COMMAND.search(text)):
        return  # reading it as Python takes longest
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.sub(r"var\(--[\w-]+\)|--[\w-]+:(?=#)", "", node.value)


def options_of(parsing: ArgumentParser) -> Iterator[str]:
    for action in parsing._actions:
        yield from (each.removeprefix("--") for each in action.option_strings)
        choices: Any = action.choices
        if isinstance(choices, dict):
            for each in choices.values():
                yield from options_of(each)


OPTIONS = frozenset(options_of(parser()))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_option_and_command_that_is_named_exists(path: Path):
    found = "\n".join(said(path))
    assert set(OPTION.findall(found)) - OPTIONS <= FOREIGN.get(path.name, set())
    assert set(COMMAND.findall(found)) <= set(DOES)


def test_the_options_are_all_of_them():
    assert {"apply", "local", "came", "skip-faulty", "help"} <= OPTIONS
