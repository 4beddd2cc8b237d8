"""Everything that cards are made of: the only module that knows the `adaptivecards` package.

The package lacks actions, inputs, refresh and newer elements, fixes the version at 1.2, and drops
unknown names silently. This module adds what is missing, and raises TypeError for a wrong name or
type.
Elements: https://adaptivecards.microsoft.com/ (version 1.5 is what Teams shows,
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference).
"""

# mypy: allow-subclassing-any
# (the package has no types, so its classes are Any to the type checker)
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from adaptivecards import containers, elements
from adaptivecards.adaptivecard import AdaptiveCard
from adaptivecards.baseobject import BareObject, Element, PropertyType

from bot.core.visible_text import without_hidden
from cards.cache import encoded, joined
from cards.plain_text import as_written

VERSION: Final = "1.5"
MOST_BYTES: Final = 25_000
_ANY: Final = (str, BareObject)


def _prop(key: str, kind: Any = str) -> Any:
    return PropertyType(type=kind, key_name=key)


class Strict(BareObject):
    """Raises TypeError for unknown names, which the package would drop silently."""

    names: Mapping[str, tuple[str, Any]] = {}  # each name's key in JSON, and the type of its value
    named: Mapping[str, str] = {}  # the type of element, if it is one

    def __init_subclass__(cls) -> None:
        members = [vars(each).items() for each in reversed(cls.__mro__)]
        known = {n: v for group in members for n, v in group if type(v) is PropertyType}
        cls.names = {name: (each.key_name, each.type) for name, each in known.items()}
        cls.named = {"type": cls.element_type} if issubclass(cls, Element) else {}

    def __init__(self, **facts: Any) -> None:
        """Sets all properties at once: the package sets them one by one, which took half of the
        time to draw a card. Raises TypeError for an unknown name or a value of the wrong type."""
        names = self.names
        if not facts.keys() <= names.keys():
            unknown = ", ".join(sorted(facts.keys() - names.keys()))
            raise TypeError(f"{type(self).__name__} knows no {unknown}")
        data: dict[str, Any] = {}
        for name, value in facts.items():
            key, kind = names[name]
            if not isinstance(value, kind):
                raise TypeError(f"{type(self).__name__}.{name} is no {kind}: {value!r}")
            # What nobody can see may turn a whole card around. Most texts have nothing of it, and
            # for them this is the cheapest question there is.
            unsure = type(value) is str and not value.isprintable()
            data[key] = without_hidden(value) if unsure else value
        self._data = {**data, **self.named}


class Part(Strict, Element):
    """An element or an action; `fallback` is an element, an action, or "drop"."""

    fallback = _prop("fallback", _ANY)


class TextBlock(Part, elements.TextBlock):
    horizontal_alignment = _prop("horizontalAlignment")
    is_subtle = _prop("isSubtle", bool)
    style = _prop("style")


class Image(Part, elements.Image):
    alt_text = _prop("altText")


class Container(Part, containers.Container):
    select_action = _prop("selectAction", BareObject)
    rounded = _prop("roundedCorners", bool)
    show_border = _prop("showBorder", bool)


class ColumnSet(Part, containers.ColumnSet):
    pass


class Column(Part, containers.Column):
    width = _prop("width", (str, int))
    min_height = _prop("minHeight")
    vertical_content_alignment = _prop("verticalContentAlignment")


class Fact(Strict):
    title = _prop("title")
    value = _prop("value")


class FactSet(Part, containers.FactSet):
    pass


class ActionSet(Part, containers.ActionSet):
    pass


class Badge(Part):
    element_type = "Badge"
    text = _prop("text")
    icon = _prop("icon")
    style = _prop("style")
    appearance = _prop("appearance")
    tooltip = _prop("tooltip")


class Icon(Part):
    element_type = "Icon"
    name = _prop("name")
    size = _prop("size")
    horizontal_alignment = _prop("horizontalAlignment")
    color = _prop("color")
    style = _prop("style")


class ProgressBar(Part):
    element_type = "ProgressBar"
    value = _prop("value", int)
    max = _prop("max", int)
    color = _prop("color")


class Bar(Strict):
    x = _prop("x")
    y = _prop("y", int)


class HorizontalBar(Part):
    """A chart, for clients that show charts. Cards must have the same figures in text:
    https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards
    """

    element_type = "Chart.HorizontalBar"
    title = _prop("title")
    data = _prop("data", list)
    display_mode = _prop("displayMode")
    color = _prop("color")


class _Input(Part):
    label = _prop("label")
    is_required = _prop("isRequired", bool)
    error_message = _prop("errorMessage")
    value = _prop("value")


class InputText(_Input):
    element_type = "Input.Text"
    placeholder = _prop("placeholder")
    max_length = _prop("maxLength", int)
    is_multiline = _prop("isMultiline", bool)


class Choice(Strict):
    title = _prop("title")
    value = _prop("value")


class DataQuery(Strict):
    """Where to search for choices; "graph.microsoft.com/users" makes a people picker:
    https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/people-picker
    """

    kind = _prop("type")
    dataset = _prop("dataset")


class InputChoiceSet(_Input):
    element_type = "Input.ChoiceSet"
    choices = _prop("choices", list)
    choices_data = _prop("choices.data", DataQuery)
    style = _prop("style")
    is_multi_select = _prop("isMultiSelect", bool)
    placeholder = _prop("placeholder")
    wrap = _prop("wrap", bool)


class InputToggle(_Input):
    element_type = "Input.Toggle"
    title = _prop("title")
    wrap = _prop("wrap", bool)


class InputDate(_Input):
    element_type = "Input.Date"
    min = _prop("min")
    max = _prop("max")


class InputTime(_Input):
    element_type = "Input.Time"
    min = _prop("min")
    max = _prop("max")


class _Action(Part):
    title = _prop("title")
    style = _prop("style")
    tooltip = _prop("tooltip")


class Submit(_Action):
    element_type = "Action.Submit"
    data = _prop("data", dict)
    associated_inputs = _prop("associatedInputs")
    msteams = _prop("msteams", dict)


class Execute(Submit):
    element_type = "Action.Execute"
    verb = _prop("verb")


class OpenUrl(_Action):
    element_type = "Action.OpenUrl"
    url = _prop("url")


class ToggleVisibility(_Action):
    element_type = "Action.ToggleVisibility"
    target_elements = _prop("targetElements", list)


class _Sheet(AdaptiveCard):
    def __init__(self, **facts: Any) -> None:
        super().__init__()
        self.set_data("version", VERSION)
        for name, value in facts.items():
            self.set_data(name, value)


@dataclass(frozen=True, slots=True)
class Card:
    """A finished card. `summary` is plain text, for the banner and for clients that are too old to
    show the card."""

    summary: str
    before: bytes
    after: bytes = b""

    def json(self, user: str | None = "") -> bytes:
        """The card as compact UTF-8 JSON. `user` is the person's Teams id ("29:..."), for whom the
        client refreshes the card when it is opened again. With None, the card has no refresh, for
        clients that do not support it."""
        if not self.after:
            return self.before
        if user is None:
            return b"{" + self.after[2:]
        whom = b',"userIds":[%b]' % json.dumps(user).encode() if user else b""
        return self.before + whom + self.after

    def body_dict(self) -> dict[str, Any]:
        """The card as plain JSON values, a new copy each time."""
        return cast("dict[str, Any]", json.loads(self.json()))


def card(
    language: str,
    body: Sequence[Any],
    *,
    summary: str,
    refresh: Execute | None = None,
    speak: str = "",
) -> Card:
    """Assemble a card, with its version, language, fallback text and refresh. `speak` is what a
    voice reads out."""
    summary = as_written(without_hidden(summary))
    facts: dict[str, Any] = {"lang": language, "fallbackText": summary}
    if speak:
        facts["speak"] = without_hidden(speak)
    sheet = encoded(_Sheet(**facts, body=[]))[:-2] + joined(body) + b"]}"
    if refresh is None:
        return Card(summary, sheet)
    # Joined from two parts rather than by a placeholder, which a text in the card could contain.
    before = b'{"refresh":{"action":' + encoded(refresh)
    return Card(summary, before, b"}," + sheet[1:])
