"""A whole store as JSON, which every kind of store can be exported to and made from.

{"format", "secret", "kinds": {kind: {key: document}}, "counts": {name: n}, "planned": [..]}, a
document a line. It holds everything that is stored about people: keep it as safe as the store.

Being a document a line, it is read a line at a time, so that a store of any size is made from it in
the same memory. The same JSON laid out otherwise, as by another program, is read whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import orjson

from bot.errors import StoreUnusable
from bot.ports import Doc
from bot.store.export_lines import FIRST_LINES, LineReader

T = TypeVar("T")
FORMAT: Final = "padriver-store-1"


@dataclass(frozen=True, slots=True)
class Exported:
    """The content of an export, in the order in which it is to be read: each iterator is read to
    its end, once, before the next. `planned` has the marks, made with `secret`, of the keys that
    have been planned."""

    secret: bytes
    kinds: Iterable[tuple[str, Iterable[tuple[str, Doc]]]]
    counts: Iterable[tuple[str, int]]
    planned: Iterable[bytes]


def written(
    secret: bytes,
    kinds: Iterable[tuple[str, Iterable[tuple[str, str]]]],
    counts: Mapping[str, int],
    planned: Iterable[bytes],
) -> Iterator[str]:
    """The export, in pieces to be written one after the other. `kinds` has the keys and documents
    of each kind, with the documents already as JSON."""
    yield f'{{\n"format": "{FORMAT}",\n"secret": "{secret.hex()}",\n"kinds": {{'
    for n, (kind, documents) in enumerate(kinds):
        yield ("," if n else "") + f'\n"{kind}": {{'
        yield from _lines(f"{_text(key)}: {body}" for key, body in documents)
        yield "}"
    yield '},\n"counts": {'
    yield from _lines(f"{_text(name)}: {n}" for name, n in counts.items())
    yield '},\n"planned": ['
    yield from _lines(f'"{mark.hex()}"' for mark in planned)
    yield "]\n}\n"


def read_into(source: Path, make: Callable[[Exported], T]) -> T:
    """Read the export in this file and return what `make` makes of it. Raises `StoreUnusable`, with
    the line where that is known, if the file is not a sound export, even if only `make` finds
    out."""
    with source.open("rb") as file:
        by_line = file.read(len(FIRST_LINES)) == FIRST_LINES
        file.seek(0)
        reader = LineReader(file)
        try:
            return make(_by_line(reader) if by_line else _whole(orjson.loads(file.read())))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            mend = "Name a file that backup or export has made."
            where = f", see its line {reader.number}" if by_line else ""
            why = f"it is no copy of a store{where}"
            raise StoreUnusable(path=str(source), why=why, mend=mend) from error


def _by_line(lines: LineReader) -> Exported:
    lines.begin()
    _known(lines.member("format"))
    secret = bytes.fromhex(lines.member("secret"))
    counts = ((name, int(n)) for name, n in lines.counts())
    return Exported(secret, lines.kinds(), counts, map(bytes.fromhex, lines.planned()))


def _whole(content: dict[str, Any]) -> Exported:
    _known(content["format"])
    return Exported(
        bytes.fromhex(content["secret"]),
        ((kind, documents.items()) for kind, documents in content["kinds"].items()),
        ((name, int(n)) for name, n in content["counts"].items()),
        map(bytes.fromhex, content["planned"]),
    )


def _known(format_: object) -> None:
    if format_ != FORMAT:
        raise ValueError(format_)


def _text(value: str) -> str:
    return orjson.dumps(value).decode()


def _lines(parts: Iterable[str]) -> Iterator[str]:
    between = "\n"
    for part in parts:
        yield between + part
        between = ",\n"
