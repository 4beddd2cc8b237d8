"""Reads a file as systemd reads it for ``EnvironmentFile=``, so that a command sees what the bot
gets from its unit.

The syntax is described under EnvironmentFile= in
https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html; what it means in each
corner is in systemd's ``parse_env_file_internal``, which this follows state by state:
https://github.com/systemd/systemd/blob/main/src/basic/env-file.c
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Final

from bot.errors import EnvFileUnreadable

_NEWLINE: Final = "\n\r"
_BLANK: Final = " \t\n\r"
_COMMENT: Final = "#;"
_UNESCAPED: Final = '"\\`$'  # in double quotes, these lose the backslash before them
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class _In(Enum):
    PRE_KEY = auto()
    KEY = auto()
    PRE_VALUE = auto()
    VALUE = auto()
    VALUE_ESCAPE = auto()
    SINGLE = auto()
    DOUBLE = auto()
    DOUBLE_ESCAPE = auto()
    COMMENT = auto()
    COMMENT_ESCAPE = auto()


@dataclass(frozen=True, slots=True)
class EnvFile:
    """`values` are what systemd would set. `faults` are sentences about what it would silently pass
    over or read in a way that nobody means; none of them quotes a value."""

    values: Mapping[str, str] = field(repr=False)
    faults: tuple[str, ...] = ()


def read_env_file(path: Path) -> EnvFile:
    """Raises `EnvFileUnreadable`."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise EnvFileUnreadable(path=str(path), why=why) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        why = f"line {line} is not UTF-8, and systemd refuses the whole file for that"
        raise EnvFileUnreadable(path=str(path), why=why) from error
    found = parse(text)
    return EnvFile(found.values, tuple(f"{path}, {each}" for each in found.faults))


def parse(text: str) -> EnvFile:
    """The values in the text of such a file. Nothing can go wrong: what can't be used is left out,
    and named in `faults` by its line."""
    parser = _Parser()
    for char in text.partition("\0")[0]:
        parser.take(char)
    parser.end()
    return EnvFile(parser.values, tuple(parser.faults))


class _Parser:
    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.faults: list[str] = []
        self._state = _In.PRE_KEY
        self._line = self._began = 1
        self._key = self._value = ""
        self._chop = False  # whether blanks at the end of the value are left out
        self._kept = 0  # how much of the value is not blanks at its end
        self._steps = {
            _In.PRE_KEY: self._pre_key,
            _In.KEY: self._in_key,
            _In.PRE_VALUE: self._pre_value,
            _In.VALUE: self._in_value,
            _In.VALUE_ESCAPE: self._value_escape,
            _In.SINGLE: self._single,
            _In.DOUBLE: self._double,
            _In.DOUBLE_ESCAPE: self._double_escape,
            _In.COMMENT: self._comment,
            _In.COMMENT_ESCAPE: self._comment_escape,
        }

    def take(self, char: str) -> None:
        self._steps[self._state](char)
        self._line += char == "\n"

    def end(self) -> None:
        if self._state in (_In.SINGLE, _In.DOUBLE, _In.DOUBLE_ESCAPE):
            self._fault("the quote that begins here is never closed")
        if self._state is _In.KEY:
            self._no_equals()
        elif self._state not in (_In.PRE_KEY, _In.COMMENT, _In.COMMENT_ESCAPE):
            self._push(chop=self._state is _In.VALUE)

    def _pre_key(self, char: str) -> None:
        if char in _COMMENT:
            self._state = _In.COMMENT
        elif char not in _BLANK:
            self._state, self._key, self._began = _In.KEY, char, self._line

    def _in_key(self, char: str) -> None:
        if char in _NEWLINE:
            self._no_equals()
            self._state = _In.PRE_KEY
        elif char == "=":
            self._state, self._value, self._kept = _In.PRE_VALUE, "", 0
        else:
            self._key += char

    def _pre_value(self, char: str) -> None:
        if char in _NEWLINE:
            self._push(chop=False)
        elif char == "'":
            self._state = _In.SINGLE
        elif char == '"':
            self._state = _In.DOUBLE
        elif char == "\\":
            self._state = _In.VALUE_ESCAPE
        elif char not in _BLANK:
            self._state = _In.VALUE
            self._add(char)

    def _in_value(self, char: str) -> None:
        if char in _NEWLINE:
            self._push(chop=True)
        elif char == "\\":
            self._state = _In.VALUE_ESCAPE
            self._kept = len(self._value)
        else:
            self._value += char
            if char not in _BLANK:
                self._kept = len(self._value)

    def _value_escape(self, char: str) -> None:
        self._state = _In.VALUE
        if char not in _NEWLINE:
            self._add(char)

    def _single(self, char: str) -> None:
        if char == "'":
            self._state = _In.PRE_VALUE
        else:
            self._add(char)

    def _double(self, char: str) -> None:
        if char == '"':
            self._state = _In.PRE_VALUE
        elif char == "\\":
            self._state = _In.DOUBLE_ESCAPE
        else:
            self._add(char)

    def _double_escape(self, char: str) -> None:
        self._state = _In.DOUBLE
        if char in _UNESCAPED:
            self._add(char)
        elif char != "\n":
            self._add(f"\\{char}")

    def _comment(self, char: str) -> None:
        if char == "\\":
            self._state = _In.COMMENT_ESCAPE
        elif char in _NEWLINE:
            self._state = _In.PRE_KEY

    def _comment_escape(self, char: str) -> None:
        self._state = _In.PRE_KEY if char in _NEWLINE else _In.COMMENT

    def _add(self, chars: str) -> None:
        self._value += chars
        self._kept = len(self._value)

    def _push(self, *, chop: bool) -> None:
        """Set the value, if systemd would: it passes over what is no name."""
        self._state = _In.PRE_KEY
        name, value = self._key.rstrip(_BLANK), self._value[: self._kept] if chop else self._value
        if name.startswith("export ") and _NAME.fullmatch(name[7:].strip()):
            self._fault("systemd does not know export, and passes over the line. Leave it out")
        elif not _NAME.fullmatch(name):
            self._fault("what stands before = is no name, and systemd passes over the line")
        else:
            self.values[name] = value

    def _no_equals(self) -> None:
        self._fault("there is no = in it, and systemd passes over it")

    def _fault(self, said: str) -> None:
        self.faults.append(f"line {self._began}: {said}.")
