"""Our own rules for every card: what a screen reader, a phone and Teams ask of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from bot.chat import ROUTERS
from cards.button_order import ORDER
from cards.kit import MOST_BYTES, Card

Node = dict[str, Any]
# A label of one row that fits a card 320 px wide.
LONGEST_LABEL = 31
ROUTED = frozenset(verb for routes in ROUTERS for verb in routes.taps)
VERBS = ROUTED | {verb for row in ORDER for verb in row}


def nodes(value: Any, path: str = "card") -> Iterator[tuple[str, Node]]:
    """Every element and action, fallbacks too, with where it is."""
    if isinstance(value, list):
        for n, each in enumerate(value):
            yield from nodes(each, f"{path}[{n}]")
    elif isinstance(value, dict):
        if "type" in value:
            yield path, value
        for name, each in value.items():
            if name not in ("data", "msteams"):
                yield from nodes(each, f"{path}.{name}")


def shown(card: Node) -> list[Node]:
    """What a client that knows every element shows."""
    return [node for path, node in nodes(card["body"]) if ".fallback" not in path]


def buttons(card: Node) -> list[Node]:
    """The buttons in the order of reading; rows that are tapped are not among them."""
    return [each for node in shown(card) for each in node.get("actions", [])]


def faults(card: Card) -> list[str]:
    whole = card.body_dict()
    found = [f"{path}: {why}" for path, node in nodes(whole) for why in _of_node(node)]
    return found + [why for rule in (_of_card, _of_ids, _of_buttons) for why in rule(card, whole)]


def _of_card(card: Card, whole: Node) -> Iterator[str]:
    size = len(card.json("29:" + "x" * 100))
    if size > MOST_BYTES:
        yield f"{size} bytes"
    if whole["version"] != "1.5" or whole["lang"] not in ("nb", "nn", "en"):
        yield "no version 1.5, or no language"
    if not whole["fallbackText"] or whole["fallbackText"] != card.summary:
        yield "no text for what can't show it"
    if not any(node.get("style") == "heading" for node in shown(whole)):
        yield "no heading"


def _of_ids(card: Card, whole: Node) -> Iterator[str]:
    for id, times in Counter(node["id"] for node in shown(whole) if "id" in node).items():
        if times > 1:
            yield f"the id {id} is there {times} times"


def _of_buttons(card: Card, whole: Node) -> Iterator[str]:
    pressed = buttons(whole)
    if sum(1 for each in pressed if each.get("style") == "positive") > 1:
        yield "more than one primary button"
    for each in pressed:
        if each.get("style") == "positive" and each is not pressed[0]:
            yield "the primary button is not the first"
        if len(each["title"]) > LONGEST_LABEL:
            yield f"a label too long for a phone: {each['title']}"


def _of_node(node: Node) -> Iterator[str]:
    rule = _RULES.get(node["type"])
    if rule:
        yield from rule(node)
    elif node["type"].startswith("Input."):
        yield from _input(node)
    if any(value in (None, "") for name, value in node.items() if name != "value"):
        yield "an empty value"


def _text(node: Node) -> Iterator[str]:
    if node.get("wrap") is not True:
        yield "text that does not wrap"
    if "maxLines" in node:
        yield "text that is cut"


def _image(node: Node) -> Iterator[str]:
    if not node.get("altText"):
        yield "no alt text"
    if not node["url"].startswith("https://"):
        yield "a picture that is not on https"


def _columns(node: Node) -> Iterator[str]:
    if not 1 <= len(node["columns"]) <= 3:
        yield f"{len(node['columns'])} columns"


def _newer(node: Node) -> Iterator[str]:
    if "fallback" not in node:
        yield "nothing instead where the client doesn't know it"


def _input(node: Node) -> Iterator[str]:
    if not node.get("id") or not node.get("label"):
        yield "an input without id or label"
    required = node.get("isRequired")  # False says that it may be left empty
    if required is None or (required and not node.get("errorMessage")):
        yield "an input that says nothing when it is empty"
    values = [each["value"] for each in node.get("choices", [])]
    if any("," in each for each in values) or len(set(values)) != len(values):
        yield "a comma in a choice, or a choice twice"


def _execute(node: Node) -> Iterator[str]:
    if node["verb"] not in VERBS or node["data"].get("verb") != node["verb"]:
        yield "a verb that is unknown or not in the data"
    if "title" in node:
        same = {**node, "type": "Action.Submit"}
        ours = {name: same[name] for name in same if name not in ("verb", "fallback")}
        theirs = {n: v for n, v in node.get("fallback", {}).items() if n != "msteams"}
        if ours != theirs:
            yield "no Action.Submit that does the same"


def _link(node: Node) -> Iterator[str]:
    if not node["url"].startswith("https://"):
        yield "a link that is not on https"


_RULES: dict[str, Callable[[Node], Iterator[str]]] = {
    "TextBlock": _text,
    "Image": _image,
    "ColumnSet": _columns,
    "Icon": _newer,
    "Badge": _newer,
    "ProgressBar": _newer,
    "Action.Execute": _execute,
    "Action.OpenUrl": _link,
}
