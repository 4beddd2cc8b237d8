"""A whole store as JSON, which every kind of store can be exported to and made from.

{"format", "secret", "kinds": {kind: {key: document}}, "counts": {name: n}, "planned": [..]}, a
document a line. It holds everything that is stored about people: keep it as safe as the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import orjson

from bot.errors import StoreUnusable
from bot.ports import Doc

T = TypeVar("T")
FORMAT: Final = "padriver-store-1"


@dataclass(frozen=True, slots=True)
class Exported:
    """The content of an export. `planned` has the marks, made with `secret`, of the keys that have
    been planned."""

    secret: bytes
    kinds: Mapping[str, Mapping[str, Doc]]
    counts: Mapping[str, int]
    planned: tuple[bytes, ...]


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
    """Read the export in this file and return what `make` makes of it. Raises `StoreUnusable` if
    the file is not a sound export, even if only `make` finds out."""
    try:
        return make(_read(orjson.loads(source.read_bytes())))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        mend = "Name a file that backup or export has made."
        why = "it is no copy of a store"
        raise StoreUnusable(path=str(source), why=why, mend=mend) from error


def _read(content: dict[str, Any]) -> Exported:
    if content["format"] != FORMAT:
        raise ValueError(content["format"])
    return Exported(
        bytes.fromhex(content["secret"]),
        content["kinds"],
        {name: int(n) for name, n in content["counts"].items()},
        tuple(map(bytes.fromhex, content["planned"])),
    )


def _text(value: str) -> str:
    return orjson.dumps(value).decode()


def _lines(parts: Iterable[str]) -> Iterator[str]:
    between = "\n"
    for part in parts:
        yield between + part
        between = ",\n"
