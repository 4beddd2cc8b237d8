"""A lesson that is shared in a group chat or channel, the form for it, and both as dialogs.

The card is the same for everybody who sees it; anyone who taps it gets the lesson in their own
chat.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from bot.core.languages import as_language
from bot.core.learning.lessons import Lesson
from bot.core.pushes.push import MOST_WORDS
from bot.locale import Words
from cards import kit, parts, payload
from cards.cache import drawn
from cards.kit import Card

MOST_TOKEN: Final = 1024
_DEPTH: Final = 24


@dataclass(frozen=True, slots=True)
class ShareInput:
    """The content of the form, with types checked."""

    lesson: str
    words: str


def read_form(data: Mapping[str, Any]) -> ShareInput | None:
    lesson = payload.identifier(data, "lesson")
    words = payload.text(data, "words", MOST_WORDS) or ""
    return ShareInput(lesson, words) if lesson else None


def read_seal(data: Mapping[str, Any]) -> str:
    return payload.text(data, "share", MOST_TOKEN) or ""


def seal_in(card: Any) -> str:
    """The seal in a shared card that Teams sent back, wherever its button is; "" if there is
    none."""
    level = [card]
    for _ in range(_DEPTH):
        data = [each.get("data") for each in level if isinstance(each, dict)]
        found = [token for each in data if isinstance(each, dict) and (token := read_seal(each))]
        if found:
            return found[0]
        level = [inner for each in level for inner in _inside(each)]
    return ""


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def form(
    words: Words,
    lessons: tuple[tuple[str, str], ...],
    lesson: str = "",
    own: str = "",
    problem: str = "",
) -> Card:
    """The form. `lessons` are (id, title); `lesson` is the one already chosen, and `own` has the
    champion's words so far. `problem` is "lesson" if no lesson that may be shared was chosen."""
    chosen = {"value": lesson} if lesson else {}
    written = {"value": own} if own else {}
    body: list[Any] = [parts.heading(words("share-title")), parts.line(words("share-text"))]
    if problem:
        body.append(parts.warning(words("push-lesson-error")))
    body += [
        kit.InputChoiceSet(
            id="lesson",
            label=words("push-lesson"),
            choices=parts.choices(lessons),
            style="filtered" if len(lessons) > 12 else "compact",
            is_required=True,
            error_message=words("push-lesson-error"),
            wrap=True,
            **chosen,
        ),
        kit.InputText(
            id="words",
            label=words("push-words"),
            placeholder=words("push-words-placeholder"),
            max_length=MOST_WORDS,
            is_multiline=True,
            is_required=False,
            **written,
        ),
        *parts.buttons(parts.button(words("share-next"), "share", primary=True, inputs=True)),
    ]
    return kit.card(words.language, body, summary=words("share-title"))


def _draw(
    words: Words,
    lesson: Lesson,
    course: str,
    token: str,
    link: str,
    picture: str = "",
    by: str = "",
    own: str = "",
    count: str = "",
    note: str = "",
) -> Card:
    """`course` is the course's title, `token` the seal, and `link` leads to the bot's chat ("" for
    none). `by` is the champion's name, `own` their words. `count` says how many have started, and
    `note` is for the person who tapped; all may be ""."""
    language = as_language(words.language) or "nb"
    title = lesson.title.to(language)
    body: list[Any] = []
    if by or own:
        body.append(_from(words, by, own))
    body += [parts.quiet(where(words, course, lesson)), parts.heading(title)]
    if picture and lesson.picture:
        alt = lesson.picture.alt.to(language)
        body.append(kit.Image(url=picture, alt_text=alt, size="Stretch"))
    body += islice(parts.bites(lesson.body.to(language)), 1)
    if note:
        body.append(parts.box([parts.line(note)], "accent"))
    actions: list[Any] = [
        parts.button(words("share-start"), "share-start", {"share": token}, primary=True)
    ]
    if link:
        actions.append(parts.link_button(words("share-open"), link))
    body += parts.buttons(*actions)
    body.append(parts.quiet(words("share-alone"), spacing="Medium"))
    if count:
        body.append(parts.quiet(count))
    return kit.card(words.language, body, summary=words("lesson-summary", title=title))


def where(words: Words, course: str, lesson: Lesson) -> str:
    """Course and duration: "Teams fra første dag · 3 min"."""
    return words("share-where", course=course, minutes=lesson.minutes)


def _from(words: Words, by: str, own: str) -> kit.Container:
    who = parts.plain(by, 80) or words("push-someone")
    told = [parts.line(words("share-by", name=who), weight="Bolder")]
    if own:
        told.append(parts.line(words("push-quote", words=parts.plain(own, MOST_WORDS))))
    return parts.box(told, "accent")


shared = _draw
hit = drawn(_draw)  # a search result names nobody, and is the same for everybody


def counted(words: Words, started: int, *, exact: bool) -> str:
    """How many have started from a card: "Minst 10 har startet den herfra."; "" for 0."""
    if started <= 0:
        return ""
    return words("share-started" if exact else "share-started-some", count=started)


def as_dialog(card: bytes, verbs: Container[str]) -> bytes:
    """The same card for a dialog, with Action.Submit in place of Action.Execute, which dialogs do
    not support. Buttons with verbs other than `verbs`, and the refresh, are left out.
    https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules
    """
    whole = json.loads(card)
    whole.pop("refresh", None)
    made = json.dumps(_submitting(whole, verbs), ensure_ascii=False, separators=(",", ":"))
    return made.encode("utf-8", "replace")


def _submitting(value: Any, verbs: Container[str]) -> Any:
    if isinstance(value, list):
        inner = [_submitting(each, verbs) for each in value]
        return [each for each in inner if each is not None]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "Action.Execute":
        return value["fallback"] if value["verb"] in verbs else None
    made = {name: _submitting(each, verbs) for name, each in value.items()}
    if made.get("type") == "ActionSet" and not made["actions"]:
        return None
    return {name: each for name, each in made.items() if each is not None}
