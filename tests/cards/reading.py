"""What can be read and pressed on a card."""

from __future__ import annotations

from typing import Any

from cards.kit import Card
from tests.cards.walker import buttons, nodes


def texts(card: Card) -> str:
    """All that can be read on a card, one text a line."""
    names = ("text", "title", "value", "label", "altText")
    found = (node.get(name) for _, node in _all(card) for name in names)
    return "\n".join(each for each in found if isinstance(each, str))


def _all(card: Card) -> list[tuple[str, dict[str, Any]]]:
    body = card.body_dict()
    facts = [f for _, node in nodes(body) for f in node.get("facts", [])]
    return [*nodes(body), *(("fact", each) for each in facts)]


def verbs(card: Card) -> list[str]:
    return [each.get("verb", each["type"]) for each in buttons(card.body_dict())]
