"""The lesson: three minutes of text in short paragraphs, one thing to try, and a button to the
quiz."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.core.languages import Language, as_language
from bot.core.learning.lessons import Lesson
from bot.locale import Words
from cards import kit, parts, payload
from cards.cache import drawn, kept
from cards.kit import Card

MOST_SAID: Final = 280  # characters of a champion's own words


@dataclass(frozen=True, slots=True)
class Opening:
    """A tap about a lesson. `version` is 0 if the button means the current version."""

    lesson: str
    version: int = 0


def read_lesson(data: Mapping[str, Any]) -> Opening | None:
    """The lesson in taps of lesson, quiz, later, retry, show and next; None if there is none."""
    lesson = payload.identifier(data, "lesson")
    version = payload.number(data, "version") if "version" in data else 0
    return None if lesson is None or version is None else Opening(lesson, version)


def lesson(
    words: Words,
    lesson: Lesson,
    place: tuple[int, int],
    course_title: str,
    picture_url: str,
    state: str,
    because: str = "",
    delivery: str = "",
    corrected: str = "",
    said: str = "",
    by: str = "",
    pushed: bool = False,
) -> Card:
    """`place` is (3, 9) for lesson 3 of 9, or (0, 9) if the lesson has been removed from the
    course. `state` is "new", "started" (in the middle of the quiz) or "passed". `picture_url` is ""
    if there is no picture.

    A lesson that the bot sends by itself says why (`because`) and carries the id of its `delivery`;
    `corrected` is the ISO date on which a mistake in it was corrected. One that a champion
    recommends (`pushed`) has their name (`by`) and own words (`said`), and buttons to say thanks
    and to get no more recommendations."""
    # Only cards that many people get are cached: each delivery has a card of its own.
    if pushed:
        facts = (because, delivery, corrected, said, by)
        return _draw(words, lesson, place, course_title, picture_url, state, *facts, pushed=True)
    draw = _draw if delivery else _kept
    return draw(
        words, lesson, place, course_title, picture_url, state, because, delivery, corrected
    )


def _draw(
    words: Words,
    lesson: Lesson,
    place: tuple[int, int],
    course_title: str,
    picture_url: str,
    state: str,
    because: str,
    delivery: str,
    corrected: str,
    said: str = "",
    by: str = "",
    *,
    pushed: bool = False,
) -> Card:
    language = as_language(words.language) or "nb"
    title = lesson.title.to(language)
    body: list[Any] = [_headed(words, lesson, language, place, course_title)]
    if corrected:
        day = words.day(date.fromisoformat(corrected[:10]), year=True)
        body.insert(0, parts.box([parts.line(words("lesson-corrected", day=day))], "accent"))
    if pushed:
        body.append(_recommended(words, said, by))
    body.append(_taught(words, lesson, language, picture_url))
    body += _buttons(words, lesson, state, delivery, pushed=pushed)
    if because:
        body.append(parts.quiet(because, spacing="Medium"))
    return kit.card(
        words.language,
        body,
        summary=words("lesson-summary", title=title),
        refresh=parts.refresh(lesson.id, lesson.version, delivery, "push" if pushed else ""),
    )


@kept
def _headed(
    words: Words, lesson: Lesson, language: Language, place: tuple[int, int], course_title: str
) -> list[kit.TextBlock]:
    where = place_line(words, place, course_title)
    return [
        parts.quiet(words("lesson-where", where=where, minutes=lesson.minutes)),
        parts.heading(lesson.title.to(language)),
    ]


@kept
def _taught(words: Words, lesson: Lesson, language: Language, picture_url: str) -> list[Any]:
    """The lesson itself: the picture, the paragraphs, what to try, where to read more."""
    body: list[Any] = []
    if picture_url and lesson.picture:
        alt = lesson.picture.alt.to(language)
        body.append(kit.Image(url=picture_url, alt_text=alt, size="Stretch"))
    body += parts.bites(lesson.body.to(language))
    if try_it := lesson.try_it.to(language):
        body.append(parts.box([parts.subheading(words("lesson-try")), *parts.bites(try_it)]))
    if url := lesson.link.url.to(language):
        text = lesson.link.text.to(language) or words("lesson-more")
        body.append(parts.line(_link(words("lesson-read", text=text), url), spacing="Medium"))
    return body


def _recommended(words: Words, said: str, by: str) -> kit.Container:
    """Who recommends it, and why, in their own words."""
    who = parts.plain(by, 80) or words("push-someone")
    told = [parts.line(words("push-from", name=who), weight="Bolder")]
    if said:
        told.append(parts.line(words("push-quote", words=parts.plain(said, MOST_SAID))))
    return parts.box(told, "accent")


_kept = drawn(_draw)


def place_line(words: Words, place: tuple[int, int], course_title: str) -> str:
    """The lesson's place in words: "Teams fra første dag, leksjon 3 av 9"."""
    number, total = place
    if not number:
        return course_title
    return words("lesson-place", course=course_title, number=number, total=total)


def _buttons(
    words: Words, lesson: Lesson, state: str, delivery: str, *, pushed: bool
) -> list[kit.ActionSet]:
    known = state if state in ("started", "passed") else "new"
    sent = {"d": delivery} if delivery else {}
    this: dict[str, Any] = {"lesson": lesson.id, "version": lesson.version, **sent}
    quiz = parts.button(words(f"lesson-quiz-{known}"), "quiz", this, primary=True)
    later = parts.button(words("button-later"), "later", this)
    if pushed:
        thanks = parts.button(words("push-thanks"), "thanks", sent)
        enough = parts.button(words("push-enough"), "no-push", sent)
        return parts.buttons(quiz, thanks, later, enough)
    return parts.buttons(quiz, parts.button(words("button-another"), "lessons", sent), later)


def _link(text: str, url: str) -> str:
    """A Markdown link, with brackets in the address escaped, as they would end it too early."""
    return f"[{text}]({url.replace('(', '%28').replace(')', '%29')})"
