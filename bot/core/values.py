"""Frozen values, and the documents that they are stored as.

A stored document has a `msgspec.Struct` that says which fields it holds and of what types: read
from its JSON and checked in one step, several times as quickly as through a dict. A field that it
lacks has its default; one that is not known here, of a later version, is dropped.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, TypeAlias, TypeVar, cast

import msgspec

T = TypeVar("T")
Document: TypeAlias = msgspec.Struct
"""A value that is stored: its fields are JSON values, or values made of them."""


def replace(value: T, **changes: Any) -> T:
    """The value with these fields changed, for structs and dataclasses alike. Raises TypeError
    for a field that it does not have."""
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.replace(value, **changes)
    return cast(T, dataclasses.replace(cast(Any, value), **changes))


def encode(value: Document) -> bytes:
    """The document as JSON. Raises TypeError or ValueError for what is not JSON."""
    return msgspec.json.encode(value)


def decode(kind: type[T], body: bytes) -> T:
    """The value in a document's JSON. Raises ValueError where it is not of this kind."""
    return msgspec.json.decode(body, type=kind)


def to_doc(value: Document) -> dict[str, Any]:
    """The document as JSON values."""
    doc: dict[str, Any] = msgspec.json.decode(encode(value))
    return doc


def from_doc(kind: type[T], doc: Mapping[str, Any]) -> T:
    """The value in a document. Raises ValueError where it is not of this kind."""
    return msgspec.convert(doc, kind)
