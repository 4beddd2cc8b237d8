"""Reads an export a line at a time, as `bot.store.export` lays it out, in constant memory.

A line holds one member of an object and whatever closes after it: a comma, or the brackets of the
objects that it was the last of. JSON escapes line feeds, so no document is on two lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import orjson

FIRST_LINES: Final = b'{\n"format": '


class LineReader:
    """`number` is the line that was read last. Every method raises ValueError for a line that is
    not what it has to be, and reads on from where the one before stopped."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.number = 0

    def begin(self) -> None:
        self._expect(b"{")

    def member(self, name: str) -> Any:
        """The value of the member that has to come next, which is not the last of its object."""
        (found, value), closed = _member(self._next(), 0)
        if found != name or closed:
            raise ValueError(found)
        return value

    def kinds(self) -> Iterator[tuple[str, Iterator[tuple[str, Any]]]]:
        """Each kind with its documents, which are to be read before the next kind is."""
        yield from self._objects("kinds")

    def counts(self) -> Iterator[tuple[str, Any]]:
        line = self._next()
        if line == b'"counts": {},':
            return
        _same(line, b'"counts": {')
        closed = 0
        while not closed:
            member, closed = _member(self._next(), 1)
            yield member

    def planned(self) -> Iterator[str]:
        """The marks; and then the export has to end."""
        line = self._next()
        if line != b'"planned": []':
            _same(line, b'"planned": [')
            yield from self._marks()
        self._expect(b"}")
        if self._file.read(1):
            raise ValueError("it goes on after its end")

    def _marks(self) -> Iterator[str]:
        last = False
        while not last:
            line = self._next()
            last = line.endswith(b"]")
            mark = orjson.loads(line[:-1])
            if not isinstance(mark, str):
                raise TypeError(mark)
            yield mark

    def _objects(self, name: str) -> Iterator[tuple[str, Iterator[tuple[str, Any]]]]:
        """The objects in the object of this name."""
        line = self._next()
        if line == f'"{name}": {{}},'.encode():
            return
        _same(line, f'"{name}": {{'.encode())
        closed = [0]  # brackets after the line read last: of the inner object, and of the outer
        while closed[0] < 2:
            line = self._next()
            if line.endswith(b": {"):
                inner = str(orjson.loads(line[:-3]))
                yield inner, self._documents(closed)
            else:
                (inner, value), outer = _member(line, 1)
                _same(value, {})
                closed[0] = 1 + outer
                yield inner, iter(())

    def _documents(self, closed: list[int]) -> Iterator[tuple[str, Any]]:
        closed[0] = 0
        while not closed[0]:
            member, closed[0] = _member(self._next(), 2)
            yield member

    def _expect(self, line: bytes) -> None:
        _same(self._next(), line)

    def _next(self) -> bytes:
        line = self._file.readline()
        self.number += 1
        if not line.endswith(b"\n"):
            raise ValueError("it ends too early")
        return line[:-1]


def _member(line: bytes, most: int) -> tuple[tuple[str, Any], int]:
    """The (name, value) on the line, and how many of the objects around it close after it: up to
    `most`."""
    text = line.removesuffix(b",")
    for closed in range(most + 1):
        end = len(text) - closed
        if text[end:] != b"}" * closed:
            break
        try:
            (member,) = orjson.loads(b"{%b}" % text[:end]).items()
        except ValueError:
            continue
        return member, closed
    raise ValueError("it holds no member of an object")


def _same(found: object, wanted: object) -> None:
    if found != wanted:
        raise ValueError(found)
