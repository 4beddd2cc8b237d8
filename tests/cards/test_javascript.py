"""The renderer that clients use has nothing to say against any card."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cards import npm
from tests.cards.samples import all_cards

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).with_name("validate.mjs")


@pytest.fixture(scope="module")
def modules() -> Path:
    """Where the npm packages are. Without Node this can't be tested; CI always has it."""
    if not shutil.which("npm") and os.environ.get("CI") != "true":
        pytest.skip("Node.js (npm) is not installed")
    return npm.install()


def faults(modules: Path, cards: dict[str, Any]) -> dict[str, list[str]]:
    command = [shutil.which("node") or "node", str(SCRIPT), str(modules)]
    done = subprocess.run(
        command, input=json.dumps(cards).encode(), capture_output=True, check=True, timeout=60
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_the_renderer_finds_no_fault_in_any_card(modules: Path):
    """In every language, with short and with the longest content."""
    cards = {
        f"{length} {name} {language}": card.body_dict()
        for length in ("short", "long")
        for name, language, card in all_cards(length)
    }
    found = faults(modules, cards)
    assert len(found) == len(cards) > 200
    assert {name: each for name, each in found.items() if each} == {}


def test_the_renderer_does_find_faults(modules: Path):
    """An input without label or error message, an id twice, an element it does not know."""
    field = {"type": "Input.Text", "id": "a", "isRequired": True}
    inputs = [field, {**field, "label": "x"}]
    strange = [{"type": "TextBlok", "text": "x"}]
    bad = {"type": "AdaptiveCard", "version": "1.5", "body": [*inputs, *strange]}
    said = " ".join(faults(modules, {"bad": bad})["bad"])
    for fault in ("label", "error message", "Duplicate", "TextBlok"):
        assert fault in said
