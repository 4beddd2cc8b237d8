"""The two judges of cards find what they are there to find."""

from __future__ import annotations

from typing import Any

import pytest

from cards import kit, parts
from cards.kit import Card
from tests.cards import schema, walker

HEADING = {"type": "TextBlock", "text": "Hi", "wrap": True, "style": "heading"}


def card_of(*body: Any, summary: str = "Hi") -> Card:
    return kit.card("nb", [parts.heading("Hi"), *body], summary=summary)


def press(**looks: Any) -> kit.Execute:
    return parts.button("Next", "next", **looks)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ([kit.TextBlock(text="no wrap")], "text that does not wrap"),
        ([parts.line("x", maxLines=2)], "text that is cut"),
        ([kit.Image(url="https://x", alt_text="")], "no alt text"),
        ([kit.Image(url="http://x", alt_text="x")], "a picture that is not on https"),
        ([kit.ColumnSet(columns=[kit.Column(items=[])] * 4)], "4 columns"),
        ([kit.Icon(name="Star")], "nothing instead where the client doesn't know it"),
        ([kit.InputText(id="x")], "an input without id or label"),
        ([kit.InputText(id="x", label="x")], "an input that says nothing when it is empty"),
        ([parts.line("x", id="a"), parts.line("y", id="a")], "the id a is there 2 times"),
        (parts.buttons(press(primary=True), press(primary=True)), "more than one primary button"),
        ([kit.ActionSet(actions=[press(), press(primary=True)])], "the primary button is not"),
        (parts.buttons(parts.button("x" * 40, "next")), "a label too long for a phone"),
        ([parts.line("")], "an empty value"),
        ([parts.line("x" * 26_000)], "bytes"),
        ([kit.ActionSet(actions=[parts.link_button("x", "http://x")])], "a link that is not"),
        (
            [kit.ActionSet(actions=[kit.Execute(title="x", verb="next", data={})])],
            "a verb that is unknown",
        ),
    ],
)
def test_our_own_rules_find_each_fault(body: list[Any], fault: str):
    """One planted fault each."""
    assert any(fault in each for each in walker.faults(card_of(*body)))


def test_a_comma_in_a_choice_is_found():
    """Teams joins several answers with commas."""
    choice = kit.InputChoiceSet(id="x", label="x", choices=parts.choices([("a,b", "A")]))
    assert any("a comma" in each for each in walker.faults(card_of(choice)))


def test_a_card_without_summary_or_heading_is_found():
    """Nothing for the banner, and nothing to jump to."""
    bare = kit.card("nb", [parts.line("x")], summary="")
    found = walker.faults(bare)
    assert any("no heading" in each for each in found)
    assert any("no text for what" in each for each in found)


@pytest.mark.parametrize(
    "node",
    [
        {**HEADING, "txet": "x"},
        {**HEADING, "size": "Enormous"},
        {"type": "TextBlok", "text": "x"},
        {"type": "FactSet", "facts": [{"title": "a", "value": "b", "colour": "red"}]},
        {"type": "Container", "items": [{**HEADING, "wrap": "maybe"}]},
        {"type": "ActionSet", "actions": [{"type": "Action.Execute", "title": "x", "verbs": "x"}]},
    ],
)
def test_the_official_schema_finds_what_is_unknown(node: dict[str, Any]):
    """Also deep down, where the package itself does not look."""
    sound = {"type": "AdaptiveCard", "version": "1.5", "body": [HEADING]}
    assert schema.faults(sound) == []
    assert schema.faults({**sound, "body": [node]})
