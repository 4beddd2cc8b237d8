"""Newcomers: who is new, a welcome in a champion's own words, and the newcomer's own choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.pushes.push import MOST_WORDS
from bot.locale import Words
from cards import kit, parts, payload
from cards.champions.suggestions import own_words, said
from cards.kit import Card


@dataclass(frozen=True, slots=True)
class NewcomerRow:
    """A newcomer. Taps send back `id`; `place` is a name, `since` an ISO date."""

    id: str
    name: str
    place: str
    since: str


def read_greeting(data: Mapping[str, Any]) -> tuple[str, str]:
    """(the newcomer's id, the champion's words), truncated to their longest."""
    words = payload.text(data, "words", MOST_WORDS) or ""
    return payload.text(data, "who", 100) or "", words


def listed(
    words: Words,
    found: tuple[NewcomerRow, ...],
    more: int,
    *,
    unasked: bool = False,
    delivery: str = "",
) -> Card:
    """The newcomers who agreed to be listed. `unasked` if the bot sends the card by itself."""
    sent = {"d": delivery} if delivery else {}
    body: list[Any] = [parts.heading(words("newcomers-title"))]
    body.append(parts.line(words("newcomers-text" if found else "newcomers-nobody")))
    for each in found:
        name = parts.plain(each.name, 80) or words("wish-someone")
        since = words.day(date.fromisoformat(each.since))
        below = words("newcomer-since", place=parts.plain(each.place, 80), day=since)
        body.append(parts.box([parts.line(name, weight="Bolder"), parts.quiet(below)]))
        greet = parts.button(words("newcomer-greet"), "greet", {"who": each.id, **sent})
        body += parts.buttons(greet)
    if more:
        body.append(parts.quiet(words("wish-more", count=more)))
    body += parts.buttons(parts.button(words("button-help"), "help"))
    if unasked:
        body.append(parts.quiet(words("newcomers-because"), spacing="Medium"))
    again = parts.refresh_menu("newcomers")
    return kit.card(words.language, body, summary=words("newcomers-title"), refresh=again)


def greet(words: Words, id: str, name: str, problem: bool) -> Card:
    """The form for a champion to write to a newcomer. `problem` if nothing was written."""
    title = words("greet-title", name=parts.plain(name, 80) or words("wish-someone"))
    body: list[Any] = [parts.heading(title), parts.line(words("greet-text"))]
    if problem:
        body.append(parts.warning(words("greet-words-error")))
    body += [
        own_words(words, "greet", required=True),
        *parts.buttons(
            parts.button(words("greet-send"), "greet-send", {"who": id}, primary=True, inputs=True),
            parts.button(words("button-newcomers"), "newcomers"),
        ),
    ]
    return kit.card(words.language, body, summary=title)


def greeting(words: Words, name: str, own: str, chat: str, delivery: str) -> Card:
    """A champion's welcome, for the newcomer. `chat` is a link to a chat with the champion, "" if
    there is none."""
    who = parts.plain(name, 80) or words("push-someone")
    title = words("greeting-title", name=who)
    sent = {"d": delivery} if delivery else {}
    actions: list[Any] = [
        parts.button(words("button-next"), "next", sent, primary=True),
        parts.button(words("push-enough"), "no-push", sent),
    ]
    if chat:
        actions.append(parts.link_button(words("wish-chat"), chat))
    body = [
        parts.heading(title),
        said(words, words("greeting-from", name=who), own),
        *parts.buttons(*actions),
        parts.quiet(words("greeting-because"), spacing="Medium"),
    ]
    return kit.card(words.language, body, summary=title)


def choice(words: Words, *, told: bool) -> Card:
    """Whether champions may be told, with a button to choose otherwise."""
    now, other = ("yes", "no") if told else ("no", "yes")
    verb = "untell-new" if told else "tell-new"
    body = [
        parts.heading(words(f"tell-{now}-title")),
        *parts.bites(words(f"tell-{now}-text")),
        *parts.buttons(
            parts.button(words(f"tell-{other}"), verb), parts.button(words("button-help"), "help")
        ),
    ]
    return kit.card(words.language, body, summary=words(f"tell-{now}-title"))
