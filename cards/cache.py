"""Cards as bytes, and what is drawn once and kept: whole cards, and parts that many share."""

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
    """Keep the cards that were drawn last, by their arguments.

    Not for cards with a person's name or words in them: those are drawn anew each time, so that
    what was erased is not kept here.
    """
    return cast("Callable[P, T]", lru_cache(maxsize=2048)(build))


@dataclass(frozen=True, slots=True)
class Kept:
    """Some parts of a card, next to one another, drawn once for all. They stand in its body itself,
    never within another part."""

    json: bytes


def kept(build: Callable[P, Sequence[Any]]) -> Callable[P, Kept]:
    """As `drawn`, for parts that are the same in cards that differ: a lesson's text stands the
    same in everyone's card, while its buttons carry a delivery of their own. The same holds here:
    nobody's name or words."""

    @lru_cache(maxsize=2048)
    def draw(*args: P.args, **facts: P.kwargs) -> Kept:
        return Kept(encoded(list(build(*args, **facts)))[1:-1])

    return cast("Callable[P, Kept]", wraps(build)(draw))


def joined(parts: Sequence[Any]) -> bytes:
    """The parts of a card as JSON, without brackets."""
    runs = [list(group) for _, group in groupby(parts, key=lambda each: type(each) is Kept)]
    return b",".join(filter(None, map(_run, runs)))


def _run(parts: list[Any]) -> bytes:
    """Parts next to one another that are all kept, or none of them."""
    if type(parts[0]) is Kept:
        return b",".join(each.json for each in parts if each.json)
    return encoded(parts)[1:-1]


def encoded(value: Any) -> bytes:
    """Plain JSON values and the kit's elements, as compact UTF-8."""
    return _JSON(value).encode("utf-8", "replace")
