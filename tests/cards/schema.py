"""An independent judge: the official card models, made strict.

`microsoft-teams-cards` is generated from Microsoft's own schema. It lets unknown properties pass
and checks only the first level of a card, so each node is checked by itself, and what is unknown
is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from microsoft_teams.cards import core
from pydantic import BaseModel, ValidationError

from tests.cards.walker import nodes

# Bases of elements: a child of theirs is checked as a node of its own.
_BASES = (core.CardElement, core.Action, core.ContainerLayout)


def _models() -> dict[str, type[BaseModel]]:
    found = {}
    for each in vars(core).values():
        if isinstance(each, type) and issubclass(each, BaseModel) and "type" in each.model_fields:
            for name in get_args(each.model_fields["type"].annotation):
                found[name] = each
    return found


MODELS = _models()


def faults(card: dict[str, Any]) -> list[str]:
    return [f"{path}: {why}" for path, node in nodes(card) for why in _of_node(node)]


def _of_node(node: dict[str, Any]) -> Iterator[str]:
    model = MODELS.get(node["type"])
    if model is None:
        yield f"{node['type']} is unknown"
        return
    try:
        yield from _unknown(model.model_validate(node))
    except ValidationError as error:
        for each in error.errors():
            yield f"{node['type']}.{'.'.join(map(str, each['loc']))}: {each['msg']}"


def _unknown(value: Any) -> Iterator[str]:
    """The properties that no model knows, in what belongs to this node alone."""
    if isinstance(value, list):
        for each in value:
            yield from _unknown(each)
    elif isinstance(value, BaseModel) and type(value) not in _BASES:
        if not isinstance(value, core.SubmitActionData):  # a button's data is ours
            extra = set(value.model_extra or ()) - {"$schema"}
            yield from (f"{type(value).__name__} knows no {name}" for name in sorted(extra))
        for name in type(value).model_fields:
            yield from _unknown(getattr(value, name))
