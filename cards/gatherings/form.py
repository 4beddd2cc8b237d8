"""The form of a gathering: drawn with what was filled in before, and read from a tap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.core.gatherings.form import (
    LENGTHS,
    LONGEST_AGENDA,
    LONGEST_LINK,
    LONGEST_TITLE,
    GatheringForm,
)
from bot.core.gatherings.gathering import is_id
from bot.core.gatherings.views import Filling
from bot.locale import Words
from cards import kit, parts, payload
from cards.kit import Card

_LONGEST: Final[Mapping[str, int]] = {
    "title": 2 * LONGEST_TITLE,
    "where": LONGEST_LINK + 1,
    "agenda": 2 * LONGEST_AGENDA,
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was filled in: for the gathering `id`, or a new one with this `nonce`."""

    form: GatheringForm
    nonce: str
    id: str


def read_form(data: Mapping[str, Any]) -> Filled | None:
    """The form in a tap; None if it has neither a gathering nor a nonce. Texts are truncated here,
    and their content is checked later."""
    id, nonce = payload.text(data, "g", 40) or "", payload.identifier(data, "nonce") or ""
    if not is_id(id) and not nonce:
        return None
    said = {
        name: payload.text(data, name, _LONGEST.get(name, 20)) or ""
        for name in ("title", "day", "clock", "minutes", "where", "agenda", "reach", "venue")
    }
    return Filled(
        GatheringForm(**said | {"reach": said["reach"] or "own"}), nonce, id if is_id(id) else ""
    )


def form(words: Words, filling: Filling) -> Card:
    """The form with what was filled in before, and the first thing that is wrong with it."""
    key = "gathering-form-change" if filling.id else "gathering-form-new"
    body: list[Any] = [parts.heading(words(key)), parts.line(words("gathering-form-text"))]
    if filling.problem:
        body.append(parts.warning(words(f"gathering-wrong-{filling.problem}")))
    body += [_title(words, filling.form), *_time(words, filling.form)]
    body += [text_input(words, "where", filling.form.where, LONGEST_LINK)]
    body += [text_input(words, "agenda", filling.form.agenda, LONGEST_AGENDA, is_multiline=True)]
    body += _places(words, filling)
    this = {"g": filling.id} if filling.id else {"nonce": filling.nonce}
    save = words("gathering-save" if filling.id else "gathering-create")
    body += parts.buttons(
        parts.button(save, "gathering-save", this, primary=True, inputs=True),
        parts.button(words("button-gatherings"), "gatherings"),
    )
    return kit.card(words.language, body, summary=words(key))


def _title(words: Words, form: GatheringForm) -> kit.InputText:
    return text_input(words, "title", form.title, LONGEST_TITLE)


def text_input(words: Words, name: str, value: str, most: int, **looks: Any) -> kit.InputText:
    if value:
        looks["value"] = value[:most]
    return kit.InputText(
        id=name,
        label=words(f"gathering-form-{name}"),
        placeholder=words(f"gathering-hint-{name}"),
        max_length=most,
        is_required=True,
        error_message=words(f"gathering-wrong-{name}"),
        **looks,
    )


def _time(words: Words, form: GatheringForm) -> list[Any]:
    """Inputs for date and times; text inputs in clients without calendar or clock inputs."""
    inputs = [_moment(words, "day", form.day), _moment(words, "clock", form.clock)]
    columns = [kit.Column(width="stretch", items=[each]) for each in inputs]
    lengths = [(str(n), words("gathering-minutes", minutes=n)) for n in LENGTHS]
    known = form.minutes if form.minutes in map(str, LENGTHS) else "60"
    return [
        kit.ColumnSet(columns=columns, spacing="Medium"),
        choice_input(words, "minutes", lengths, known),
    ]


def _moment(words: Words, name: str, value: str) -> kit.InputDate | kit.InputTime:
    looks: dict[str, Any] = {
        "id": name,
        "label": words(f"gathering-form-{name}"),
        "is_required": True,
        "error_message": words("gathering-wrong-when"),
    }
    if value:
        looks["value"] = value
    typed = kit.InputText(**looks, placeholder=words(f"gathering-hint-{name}"), max_length=10)
    if name == "day":
        return kit.InputDate(**looks, fallback=typed)
    return kit.InputTime(**looks, fallback=typed)


def _places(words: Words, filling: Filling) -> list[Any]:
    form, found = filling.form, []
    if filling.wide:
        reach = [(each, words(f"gathering-reach-{each}")) for each in ("own", "all")]
        found.append(choice_input(words, "reach", reach, form.reach))
    known = form.venue if form.venue in dict(filling.venues) else ""
    return [*found, choice_input(words, "venue", list(filling.venues), known)]


def choice_input(
    words: Words, name: str, pairs: list[tuple[str, str]], value: str
) -> kit.InputChoiceSet:
    looks = {"value": value} if value else {}
    return kit.InputChoiceSet(
        id=name,
        label=words(f"gathering-form-{name}"),
        choices=parts.choices(pairs),
        style="filtered" if len(pairs) > 12 else "compact",
        placeholder=words("gathering-choose"),
        is_required=True,
        error_message=words("gathering-choose"),
        wrap=True,
        **looks,
    )
