"""Making frozen values quickly.

A frozen dataclass sets each field through `object.__setattr__`, with a check every time: 20 µs for
a value of forty fields, and a turn makes several. One without slots keeps its fields in a dict,
which is copied whole in one. Only for dataclasses that are frozen, have no slots and no
`__post_init__`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar("T")


def made(kind: type[T], values: Mapping[str, Any]) -> T:
    """A value of this kind. The caller sees to it that `values` has every field and no other."""
    value = object.__new__(kind)
    vars(value).update(values)
    return value


def evolve(value: T, **changes: Any) -> T:
    """As `dataclasses.replace`: the value with these fields changed; TypeError for a field that
    it does not have."""
    fields = vars(value)
    if not changes.keys() <= fields.keys():
        raise TypeError(f"{type(value).__name__} has no {changes.keys() - fields.keys()}")
    return made(type(value), fields | changes)
