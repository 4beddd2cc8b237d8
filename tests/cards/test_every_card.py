"""Every card in every language, with short and with the longest content."""

from __future__ import annotations

import json
import os
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from bot.locale import words
from cards.kit import Card
from tests.cards import schema, walker
from tests.cards.samples import all_cards

ALL = {
    (length, name, language): card
    for length in ("short", "long")
    for name, language, card in all_cards(length)
}
NAMES = sorted({name for _, name, _ in ALL})
_TEXTS = frozenset(
    "text title label errorMessage placeholder altText fallbackText speak lang tooltip value "
    "choices x".split()
)
GOLDEN = Path(__file__).parent / "golden"
REGENERATE = "REGENERATE_GOLDEN"


def versions(name: str) -> dict[str, Card]:
    """One card in all its lengths and languages."""
    return {f"{length} {lang}": card for (length, each, lang), card in ALL.items() if each == name}


@pytest.mark.parametrize("name", NAMES)
def test_is_readable_by_everyone(name: str):
    """Labels, alt texts, headings, wrapping, size, columns, one primary button."""
    found = {which: walker.faults(card) for which, card in versions(name).items()}
    assert not any(found.values()), found


@pytest.mark.parametrize("name", NAMES)
def test_is_what_teams_understands(name: str):
    """Each element has only properties and values that the official schema knows."""
    found = {which: schema.faults(card.body_dict()) for which, card in versions(name).items()}
    assert not any(found.values()), found


def test_buttons_have_the_same_order_everywhere():
    """Where two buttons stand on several cards, the same one comes first (but a primary one)."""
    before: dict[tuple[str, str], str] = {}
    for (_, name, _), card in ALL.items():
        others = [b for b in walker.buttons(card.body_dict()) if b.get("style") != "positive"]
        verbs = [each["verb"] for each in others if "verb" in each]
        for first, second in combinations(dict.fromkeys(verbs), 2):
            assert (second, first) not in before, (name, before[second, first])
            before[first, second] = name


@pytest.mark.parametrize("name", NAMES)
def test_is_built_alike_in_every_language(name: str):
    """Only the texts differ (and where a row of buttons breaks)."""
    shapes = [_shape(ALL["short", name, language].body_dict()) for language in ("nb", "nn", "en")]
    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.parametrize("name", NAMES)
def test_looks_as_it_did(name: str):
    """A change of a card is a change of its file: REGENERATE_GOLDEN=1 pytest tests/cards."""
    path = GOLDEN / f"{name}.json"
    now = json.dumps(ALL["short", name, "nb"].body_dict(), ensure_ascii=False, indent=1) + "\n"
    if os.environ.get(REGENERATE):
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_behind():
    """Each file belongs to a card."""
    assert sorted(each.stem for each in GOLDEN.glob("*.json")) == NAMES


def test_no_card_says_a_key_instead_of_a_text():
    """A text that looks like one of our keys is a text that was never looked up."""
    nb = words("nb")
    for (_, name, _), card in ALL.items():
        for _, node in walker.nodes(card.body_dict()):
            for said in (node.get("text"), node.get("title"), node.get("label")):
                assert said is None or said == "teams" or not nb.has(said), (name, said)


def _shape(value: Any) -> Any:
    if isinstance(value, list):
        flat = [each for each in value if not _is_row(each)]
        rows = [each for row in value if _is_row(row) for each in row["actions"]]
        return [_shape(each) for each in [*flat, *rows]]
    if isinstance(value, dict):
        return {name: _shape(each) for name, each in value.items() if name not in _TEXTS}
    return value


def _is_row(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "ActionSet"
