"""One language's Fluent files, each text parsed when it is first asked for.

Fluent's parser is thorough and takes a third of a second for everything in three languages, of
which a start needs the words of the commands, and a card some twenty texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

_ENTRY: Final = re.compile(r"^[a-zA-Z][\w-]* *=.*\n?(?:(?![a-zA-Z#-]).*\n?)*", re.MULTILINE)


class Texts:
    """The texts in `sources` (the text of whole files). They may not refer to one another."""

    def __init__(self, language: str, sources: Iterable[str]) -> None:
        self._language = language
        self._unread = {
            entry.partition("=")[0].rstrip(): entry
            for source in sources
            for entry in _ENTRY.findall(source)
        }
        self._bundle: Any = None

    def __contains__(self, key: str) -> bool:
        return key in self._unread or (self._bundle is not None and self._bundle.has_message(key))

    def said(self, key: str, args: Mapping[str, str | int]) -> tuple[str, list[Exception]]:
        """The text of a key that is there, and what is wrong with the arguments."""
        if key in self._unread:
            self._read(key)
        text, errors = self._bundle.format_pattern(self._bundle.get_message(key).value, args)
        return str(text), errors

    def _read(self, key: str) -> None:
        from fluent.runtime import FluentBundle, FluentResource  # it brings Babel along: slow

        if self._bundle is None:
            self._bundle = FluentBundle([self._language], use_isolating=False)
        self._bundle.add_resource(FluentResource(self._unread.pop(key)))
