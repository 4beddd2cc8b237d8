"""Encodes cards as bytes, and caches what is drawn: whole cards, and parts that cards share."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, wraps
from itertools import groupby
from typing import Any, Final, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")
_JSON: Final = json.JSONEncoder(
    ensure_ascii=False,
    check_circular=False,  # a card is a tree
    separators=(",", ":"),
    default=lambda part: part.render(),
).encode


def drawn(build: Callable[P, T]) -> Callable[P, T]:
    """Cache the cards that were drawn last, by their arguments.

    Not for cards with a person's name or words in them: those are drawn each time, so that nothing
    erased remains in the cache.
    """
    return cast("Callable[P, T]", lru_cache(maxsize=2048)(build))


@dataclass(frozen=True, slots=True)
class Kept:
    """Adjacent parts of a card as JSON. They may only be placed directly in a card's body, not
    within another part."""

    json: bytes


def kept(build: Callable[P, Sequence[Any]]) -> Callable[P, Kept]:
    """Like `drawn`, for parts that are the same in different cards: the text of a lesson is the
    same for everybody, while the buttons carry the id of each delivery. Not for parts with a
    person's name or words, either."""

    @lru_cache(maxsize=2048)
    def draw(*args: P.args, **facts: P.kwargs) -> Kept:
        return Kept(encoded(list(build(*args, **facts)))[1:-1])

    return cast("Callable[P, Kept]", wraps(build)(draw))


def joined(parts: Sequence[Any]) -> bytes:
    """The parts of a card as JSON, without brackets."""
    runs = [list(group) for _, group in groupby(parts, key=lambda each: type(each) is Kept)]
    return b",".join(filter(None, map(_run, runs)))


def _run(parts: list[Any]) -> bytes:
    """JSON for adjacent parts, which are either all `Kept` or none of them."""
    if type(parts[0]) is Kept:
        return b",".join(each.json for each in parts if each.json)
    return encoded(parts)[1:-1]


def encoded(value: Any) -> bytes:
    """Plain JSON values and the kit's elements, as compact UTF-8."""
    return _JSON(value).encode("utf-8", "replace")
