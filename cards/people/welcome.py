"""The first card that a person gets: who the bot is, why it writes, how often, how to stop. And a
shorter one for those who come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.languages import Language, as_language
from bot.core.people.first_name import first_name
from bot.locale import Words
from cards import kit, parts, payload
from cards.kit import Card
from cards.people.choices import read_municipality


@dataclass(frozen=True, slots=True)
class Beginning:
    """What was chosen on the welcome card; None or "" for what was not asked. `told` says whether
    champions may know that the person is new."""

    language: Language | None
    municipality: str
    told: bool | None = None


def read_begin(data: Mapping[str, Any]) -> Beginning:
    """The choices in a tap. What is not a language or a municipality number counts as not
    chosen."""
    language, told = as_language(data.get("language")), _told(data)
    return Beginning(language, read_municipality(data) or "", told)


def _told(data: Mapping[str, Any]) -> bool | None:
    """The toggle on the welcome card; None if it was not shown."""
    return {"true": True, "false": False}.get(payload.text(data, "told", 5) or "")


def welcome(
    words: Words,
    *,
    sender: str,
    name: str,
    municipalities: tuple[tuple[str, str], ...],
    municipality: str,
    back: bool,
    stopped: bool,
    told: bool = False,
    most: int = 3,
) -> Card:
    """`municipalities` are (number, name) to choose from, empty if the person's is known; then
    `municipality` is its name. `sender` is the organisation that runs the bot, and `name` is the
    person's; either may be "". `told` says whether champions may know that they are new, `most` is
    the largest number of cards in a week.
    """
    if back:
        return _back(words, name, stopped)
    body: list[Any] = [
        _hello(words, "welcome", name),
        *parts.bites(words("welcome-who")),
        *_facts(words, sender, municipality, most),
        parts.language_choice(words),
    ]
    if municipalities:
        body.append(parts.municipality_choice(words, municipalities))
    body.append(_told_toggle(words, told=told))
    body += parts.buttons(
        parts.button(words("welcome-begin"), "begin", primary=True, inputs=True),
        parts.button(words("welcome-later"), "later"),
    )
    return kit.card(
        words.language,
        body,
        summary=words("welcome-summary"),
        refresh=parts.refresh_menu("welcome"),
    )


def _hello(words: Words, kind: str, name: str) -> kit.TextBlock:
    first = parts.plain(first_name(name))
    return parts.heading(
        words(f"{kind}-hello", name=first) if first else words(f"{kind}-hello-you")
    )


def _facts(words: Words, sender: str, municipality: str, most: int) -> list[Any]:
    """Short questions and answers, in one column: two would be too narrow on a phone."""
    who = parts.plain(sender, 80) or words("welcome-employer")
    facts = [
        (words("welcome-sender"), who),
        (words("welcome-why"), words("welcome-because")),
        (words("welcome-often"), words("welcome-how-often", most=most)),
        (words("welcome-private"), words("welcome-how-private")),
        (words("welcome-stop"), words("welcome-how-to-stop")),
    ]
    if municipality:
        facts.append((words("welcome-place"), parts.plain(municipality, 80)))
    return [parts.line(f"**{asked}** {told}", spacing="Small") for asked, told in facts]


def _told_toggle(words: Words, *, told: bool) -> kit.InputToggle:
    """The newcomer's consent; off unless they switch it on."""
    return kit.InputToggle(
        id="told",
        label=words("tell-label"),
        title=words("tell-toggle"),
        value="true" if told else "false",
        is_required=False,
        wrap=True,
    )


def _back(words: Words, name: str, stopped: bool) -> Card:
    next_one = parts.button(words("button-next"), "next", primary=not stopped)
    actions = [next_one, parts.button(words("button-status"), "status")]
    body: list[Any] = [_hello(words, "back", name), parts.line(words("back-kept"))]
    if stopped:
        body.append(parts.line(words("back-stopped")))
        actions.append(parts.button(words("button-resume"), "resume"))
    return kit.card(
        words.language, [*body, *parts.buttons(*actions)], summary=words("back-summary")
    )
