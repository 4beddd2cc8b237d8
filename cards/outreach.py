"""What all cards that the bot sends by itself say: why they come, who from, and how to stop."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from bot.locale import Words
from cards import kit, parts

KINDS: Final = (
    *("lesson", "nudge", "later", "recall", "resting"),
    *("push", "correction", "shared", "broadcast", "message"),
)


def because(words: Words, kind: str, sender: str) -> str:
    """Why a card of this kind comes, who it is from and how to stop; "" for kinds not in KINDS.
    `sender` is the organisation that runs the course, for a push the champion; "" if unknown."""
    if kind not in KINDS:
        return ""
    if kind == "push":
        return _because(words, kind, sender) if sender else words("because-push-someone")
    return _because_house(words, kind, sender)


def _because(words: Words, kind: str, sender: str) -> str:
    return words(f"because-{kind}", sender=parts.plain(sender, 80) or words("outreach-employer"))


_because_house = lru_cache(maxsize=64)(_because)  # only with an organisation, never with a person


def with_delivery(data: Mapping[str, Any], delivery: str) -> dict[str, Any]:
    """What a button sends, with the id of its card's delivery if it has one."""
    return {**data, "d": delivery} if delivery else dict(data)


def stop_button(words: Words, delivery: str) -> kit.Execute:
    return parts.button(words("outreach-stop"), "stop", with_delivery({}, delivery))
