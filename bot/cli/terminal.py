"""What goes out to a terminal, without what could move its cursor or turn its text around."""

from __future__ import annotations

import io
from typing import Final, TextIO, cast

from bot.core.visible_text import without_hidden

_BOM: Final = "\ufeff"
_LINE_END: Final = "\r\n"  # of CSV


def terminal(out: TextIO) -> TextIO:
    """The same stream, for texts that are not all ours: names, titles, headings of a file."""
    return cast("TextIO", _Terminal(out))


class _Terminal(io.TextIOBase):
    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        begin, rest = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
        lines = map(without_hidden, rest.split(_LINE_END))
        self._out.write(begin + _LINE_END.join(lines))
        return len(text)

    def flush(self) -> None:
        self._out.flush()

    def isatty(self) -> bool:
        return self._out.isatty()
