"""Reads fields of JSON from outside, where anything may be missing or of another type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.teams.ids import is_plain_id

Json = Mapping[str, Any]


def dict_in(value: Json, key: str) -> Json:
    inner = value.get(key)
    return inner if isinstance(inner, dict) else {}


def list_in(value: Json, key: str) -> list[Any]:
    inner = value.get(key)
    return inner if isinstance(inner, list) else []


def text_in(value: Json, key: str, limit: int) -> str:
    """The text under `key`; "" when it is missing, of another type, or longer than `limit`."""
    inner = value.get(key)
    return inner if isinstance(inner, str) and len(inner) <= limit else ""


def id_in(value: Json, key: str) -> str:
    """The id under `key`; "" when it may not become part of a URL."""
    inner = value.get(key)
    return inner if isinstance(inner, str) and is_plain_id(inner) else ""
