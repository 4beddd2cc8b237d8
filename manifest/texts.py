"""Texts in a manifest: each is written once, and its place is its key in every translation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.locale import LANGUAGES, Words, words

DEFAULT: Final = "nb"
OTHERS: Final = tuple(each for each in LANGUAGES if each != DEFAULT)

Tree = Any
"""JSON, where a text that people read may be a `Said`."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text that exists in each language."""

    say: Callable[[Words], str]


def said(key: str, **args: str) -> Said:
    """The text of `key` in the language files."""
    return Said(lambda spoken: spoken(key, **args))


def typed(command: str) -> Said:
    """The word for `command` in the help: the first of those that the bot understands."""
    return Said(lambda spoken: spoken(f"command-{command}").split(",")[0].strip())


def spoken(tree: Tree, language: str) -> Tree:
    """The tree as JSON, with its texts in `language`."""
    if isinstance(tree, Said):
        return tree.say(words(language))
    if isinstance(tree, Mapping):
        return {name: spoken(each, language) for name, each in tree.items()}
    if isinstance(tree, list | tuple):
        return [spoken(each, language) for each in tree]
    return tree


def translation(tree: Tree, language: str) -> dict[str, str]:
    """Each text by its place: {"bots[0].commandLists[0].commands[0].title": "hjelp"}."""
    return {place: text.say(words(language)) for place, text in _texts(tree)}


def places(tree: Tree, at: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is not a list or an object, by its place."""
    if isinstance(tree, Mapping):
        for name, each in tree.items():
            yield from places(each, f"{at}.{name}" if at else name)
    elif isinstance(tree, list | tuple):
        for n, each in enumerate(tree):
            yield from places(each, f"{at}[{n}]")
    else:
        yield at, tree


def _texts(tree: Tree) -> Iterator[tuple[str, Said]]:
    return ((place, each) for place, each in places(tree) if isinstance(each, Said))
