"""What every card must be, whatever led to it."""

from __future__ import annotations

import json
from typing import Any

from bot.core.turn import Reply
from tests.chat_client import Shown, parts


def cards_of(reply: Reply) -> list[Shown]:
    """The reply's cards, each of which has the basic shape."""
    shown = []
    for message in reply.messages:
        assert len(message.card) <= 25_000
        card = Shown(json.loads(message.card))
        _check(card.card)
        shown.append(card)
    return shown


def _check(card: dict[str, Any]) -> None:
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.5")
    assert card["body"]
    assert card["lang"]
    assert card["fallbackText"]
    ids = [each["id"] for each in parts(card) if str(each.get("type", "")).startswith("Input.")]
    assert len(ids) == len(set(ids))
    for each in parts(card["body"]):
        if each.get("type") == "TextBlock":
            assert each["text"].strip()
        if each.get("type") == "Action.Execute":
            assert each["verb"]
            assert each["fallback"]["type"] == "Action.Submit"
