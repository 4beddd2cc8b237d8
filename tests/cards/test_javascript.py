"""The renderer that clients use has nothing to say against any card."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import npm
from tests.cards.samples import all_cards

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("node_modules")]
SCRIPT = Path(__file__).with_name("validate.mjs")


def faults(cards: dict[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(npm.run(SCRIPT, json.dumps(cards).encode()))
    return found


def test_the_renderer_finds_no_fault_in_any_card():
    """In every language, with short and with the longest content."""
    cards = {
        f"{length} {name} {language}": card.body_dict()
        for length in ("short", "long")
        for name, language, card in all_cards(length)
    }
    found = faults(cards)
    assert len(found) == len(cards) > 200
    assert {name: each for name, each in found.items() if each} == {}


def test_the_renderer_does_find_faults():
    """An input without label or error message, an id twice, an element it does not know."""
    field = {"type": "Input.Text", "id": "a", "isRequired": True}
    inputs = [field, {**field, "label": "x"}]
    strange = [{"type": "TextBlok", "text": "x"}]
    bad = {"type": "AdaptiveCard", "version": "1.5", "body": [*inputs, *strange]}
    said = " ".join(faults({"bad": bad})["bad"])
    for fault in ("label", "error message", "Duplicate", "TextBlok"):
        assert fault in said
