"""One language's Fluent files. Each text is parsed on first use.

Fluent's parser takes a third of a second for all texts in three languages; but starting needs only
the words of the commands, and a card some twenty texts. Fluent's resolver is slow too: texts with
nothing but placeholders are filled in here, in a twentieth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

_SMALL: Final = 1000  # integers below it are written alike in all our languages
_LONG: Final = 2500  # characters; Fluent refuses longer arguments
_ENTRY: Final = re.compile(r"^[a-zA-Z][\w-]* *=.*\n?(?:(?![a-zA-Z#-]).*\n?)*", re.MULTILINE)


class Texts:
    """The texts in `sources`, which has the content of files. Texts may not refer to each other."""

    def __init__(self, language: str, sources: Iterable[str]) -> None:
        self._language = language
        self._unread = {
            entry.partition("=")[0].rstrip(): entry
            for source in sources
            for entry in _ENTRY.findall(source)
        }
        self._bundle: Any = None
        self._forms: dict[str, tuple[str, tuple[str, ...]] | None] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._unread or (self._bundle is not None and self._bundle.has_message(key))

    def said(self, key: str, args: Mapping[str, str | int]) -> tuple[str, list[Exception]]:
        """The text of an existing key, and the errors in its arguments. Raises KeyError for an
        unknown key."""
        if key in self._unread:
            self._read(key)
        if form := self._forms.get(key):
            template, names = form
            values = [args.get(name) for name in names]
            if all(map(_as_it_is, values)):
                return template % tuple(values), []
        text, errors = self._bundle.format_pattern(self._bundle.get_message(key).value, args)
        return str(text), errors

    def _read(self, key: str) -> None:
        from fluent.runtime import FluentBundle, FluentResource  # slow: it imports Babel

        if self._bundle is None:
            self._bundle = FluentBundle([self._language], use_isolating=False)
        resource = FluentResource(self._unread.pop(key))
        self._bundle.add_resource(resource)
        self._forms[key] = _form(resource.body[0])


def _form(message: Any) -> tuple[str, tuple[str, ...]] | None:
    """The text as a %-template and the names of its arguments; None if it contains anything but
    plain text and arguments, such as a selector or a function."""
    from fluent.syntax.ast import Message, Placeable, TextElement, VariableReference

    if not isinstance(message, Message) or message.value is None:
        return None
    template, names = "", []
    for each in message.value.elements:
        if isinstance(each, TextElement):
            template += each.value.replace("%", "%%")
        elif isinstance(each, Placeable) and isinstance(each.expression, VariableReference):
            template += "%s"
            names.append(each.expression.id.name)
        else:
            return None
    return template, tuple(names)


def _as_it_is(value: object) -> bool:
    """Whether Fluent would write this argument as str() does."""
    if type(value) is str:
        return len(value) <= _LONG
    return type(value) is int and 0 <= value < _SMALL
