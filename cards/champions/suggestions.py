"""Becoming a champion: suggesting and asking a colleague, an operator's approval, and the role.

People's own words are drawn as plain text. `delivery` is the id of the card's own delivery.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.core.people.first_name import first_name
from bot.core.pushes.push import MOST_WORDS
from bot.locale import Words
from cards import kit, parts, payload
from cards.kit import Card
from cards.pushes.push import PEOPLE

_MOST_PICKED: Final = 100  # one Entra id
_CAN: Final = ("push", "group", "help", "gather", "suggest", "newcomers")
_DOES: Final = ("push", "help", "gather")


def read_suggestion(data: Mapping[str, Any]) -> tuple[str, str]:
    """(Entra id, the champion's words), truncated to their longest. The id is "" unless exactly one
    person was picked."""
    picked = payload.text(data, "people", _MOST_PICKED) or ""
    words = payload.text(data, "words", MOST_WORDS) or ""
    return ("" if "," in picked else picked.strip()), words


def read_id(data: Mapping[str, Any]) -> str:
    return payload.identifier(data, "letter") or ""


def suggest(words: Words, problem: str = "") -> Card:
    """The form for suggesting a colleague. `problem` is a sentence about the last choice, or ""."""
    body: list[Any] = [parts.heading(words("suggest-title")), parts.line(words("suggest-text"))]
    if problem:
        body.append(parts.warning(problem))
    body += [
        kit.InputChoiceSet(
            id="people",
            label=words("suggest-people"),
            choices=[],
            choices_data=PEOPLE,
            is_required=True,
            error_message=words("suggest-people-error"),
        ),
        own_words(words, "suggest"),
        *parts.buttons(
            parts.button(words("suggest-send"), "suggest-send", primary=True, inputs=True),
            parts.button(words("button-help"), "help"),
        ),
    ]
    return kit.card(words.language, body, summary=words("suggest-title"))


def own_words(words: Words, what: str, *, required: bool = False) -> kit.InputText:
    """An input for a few words of one's own. `what` says which texts to use: "suggest", "greet"."""
    more = {"error_message": words(f"{what}-words-error")} if required else {}
    return kit.InputText(
        id="words",
        label=words(f"{what}-words"),
        placeholder=words(f"{what}-words-placeholder"),
        max_length=MOST_WORDS,
        is_multiline=True,
        is_required=required,
        **more,
    )


def said(words: Words, title: str, own: str) -> kit.Container:
    """A box with `title` and somebody's own words."""
    told = [parts.line(title, weight="Bolder")]
    if own:
        told.append(parts.line(words("push-quote", words=parts.plain(own, MOST_WORDS))))
    return parts.box(told, "accent")


def asked(words: Words, letter: str, name: str, own: str, place: str, delivery: str) -> Card:
    """Asks a colleague. `name` is the person who suggests them, `own` that person's words, `place`
    a name."""
    who = parts.plain(name, 80) or words("push-someone")
    this = {"letter": letter, **({"d": delivery} if delivery else {})}
    body: list[Any] = [
        parts.heading(words("suggestion-title")),
        said(words, words("suggestion-from", name=who), own),
        parts.line(words("suggestion-where", place=parts.plain(place, 120)), spacing="Medium"),
        parts.line(words("suggestion-what"), spacing="Medium"),
        parts.listed(words(f"suggestion-does-{each}") for each in _DOES),
        parts.line(words("suggestion-free"), spacing="Medium"),
        *parts.buttons(
            parts.button(words("suggestion-yes"), "suggest-yes", this, primary=True),
            parts.button(words("suggestion-no"), "suggest-no", this),
            parts.button(words("push-enough"), "no-push", this),
        ),
        parts.quiet(words("suggestion-because", name=who), spacing="Medium"),
    ]
    again = kit.Execute(verb="show", data={"verb": "show", "as": "suggestion", **this})
    return kit.card(words.language, body, summary=words("suggestion-title"), refresh=again)


def answered(words: Words, state: str) -> Card:
    """The result, for the colleague. `state` is "declined", "waiting", "refused" or "gone"."""
    title = words(f"suggestion-{state}-title")
    body = [
        parts.heading(title),
        *parts.bites(words(f"suggestion-{state}-text")),
        *parts.buttons(
            parts.button(words("button-next"), "next"), parts.button(words("button-help"), "help")
        ),
    ]
    return kit.card(words.language, body, summary=title)


def role(
    words: Words,
    name: str,
    places: tuple[str, ...],
    lesson: str,
    *,
    new: bool,
    unasked: bool = False,
) -> Card:
    """What a champion can do. `name` is theirs, `places` are names, `lesson` is the next one of the
    champions' course, "" if it is done. `new` adds a welcome; `unasked` if the bot sends the card
    by itself."""
    first = parts.plain(first_name(name))
    title = words("champion-title")
    if new:
        title = words("champion-welcome", name=first) if first else words("champion-welcome-you")
    where = ", ".join(parts.plain(each, 120) for each in places[:3])
    more = words("champion-places-more", count=len(places) - 3) if len(places) > 3 else ""
    body: list[Any] = [
        parts.heading(title),
        parts.line(words("champion-where", places=where)),
        *([parts.quiet(more)] if more else []),
        parts.line(words("champion-can"), spacing="Medium"),
        parts.listed(words(f"champion-can-{each}") for each in _CAN),
        parts.line(words("champion-private"), spacing="Medium"),
        *_role_buttons(words, lesson),
    ]
    if unasked:
        body.append(parts.quiet(words("champion-because"), spacing="Medium"))
    again = parts.refresh_menu("champion")
    return kit.card(words.language, body, summary=title, refresh=again)


def _role_buttons(words: Words, lesson: str) -> list[kit.ActionSet]:
    verbs = ("push", "suggest", "newcomers", "help", "step-down")
    actions = [parts.button(words(f"button-{each}"), each) for each in verbs]
    if lesson:
        begin = words("champion-begin")
        actions.append(parts.button(begin, "lesson", {"lesson": lesson}, primary=True))
    return parts.buttons(*actions)


def appointing(
    words: Words,
    letter: str,
    name: str,
    by_name: str,
    place: str,
    own: str,
    state: str,
    delivery: str = "",
) -> Card:
    """Asks an operator. `name` is the colleague's, `by_name` that of the person who suggested them;
    `state` is "waiting", "appointed", "refused" or "gone"."""
    if state not in _ANSWERS:
        gone = [parts.heading(words("approval-gone"), "Medium")]
        return kit.card(words.language, gone, summary=words("approval-gone"))
    whom = parts.plain(name, 80) or words("wish-someone")
    by = parts.plain(by_name, 80) or words("push-someone")
    title = words("appointing-title", name=whom)
    where = parts.plain(place, 120)
    body: list[Any] = [
        parts.heading(title),
        parts.line(words("appointing-text", name=whom, by=by, place=where)),
    ]
    if own:
        body.append(
            parts.box([parts.line(words("push-quote", words=parts.plain(own, MOST_WORDS)))])
        )
    this = {"letter": letter, **({"d": delivery} if delivery else {})}
    if state == "waiting":
        body += parts.buttons(
            parts.button(words("appointing-yes"), "appoint-yes", this, primary=True),
            parts.button(words("approval-no"), "appoint-no", this),
        )
    else:
        body.append(parts.box([parts.line(words(f"approval-{_ANSWERS[state]}-said"))]))
    again = kit.Execute(verb="show", data={"verb": "show", "as": "appointing", **this})
    return kit.card(words.language, body, summary=title, refresh=again)


_ANSWERS: Final = {"waiting": "", "appointed": "yes", "refused": "no"}
