"""Parses bytes into a JSON object of bounded size and depth."""

from __future__ import annotations

from typing import Any, Final

import orjson

from bot.teams import json_bytes
from bot.teams.inbound.refusal import RequestRefusal

MAX_BODY: Final = 256 * 1024
MAX_DEPTH: Final = 32


def parse(body: bytes) -> dict[str, Any] | RequestRefusal:
    """The activity in `body`; 413 when it is too big, 400 when it is not a JSON object.
    A lone surrogate is read as U+FFFD."""
    if len(body) > MAX_BODY:
        return RequestRefusal(413, "too_big")
    try:
        value = json_bytes.loads(body)
    except orjson.JSONDecodeError:
        return RequestRefusal(400, "not_json")
    if not isinstance(value, dict):
        return RequestRefusal(400, "not_an_object")
    # Counting brackets is a hundred times cheaper than a walk, and nearly always enough.
    if body.count(b"{") + body.count(b"[") > MAX_DEPTH and deeper_than(value, MAX_DEPTH):
        return RequestRefusal(400, "too_deep")
    return value


def deeper_than(value: object, limit: int) -> bool:
    """Whether objects and lists are nested more than `limit` levels deep. It goes level by level,
    without recursion, so that no input can exhaust the stack."""
    level = [value]
    for _ in range(limit + 1):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: object) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values()) or [None]
    return (value or [None]) if isinstance(value, list) else []
