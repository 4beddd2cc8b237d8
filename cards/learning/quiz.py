"""The quiz: a card for each question, and a verdict for each answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.languages import Language, as_language
from bot.core.learning import quiz as rules
from bot.core.learning.lessons import Lesson, Option, Question
from bot.locale import Words
from cards import kit, parts, payload
from cards.cache import drawn
from cards.kit import Card


@dataclass(frozen=True, slots=True)
class Answering:
    """An answer as it arrived. `choice` has option ids separated by commas, not yet checked ("" if
    nothing was chosen)."""

    lesson: str
    version: int
    attempt: int
    question: str
    choice: str


@dataclass(frozen=True, slots=True)
class Continuing:
    """On to the next question, or to the result."""

    lesson: str
    version: int
    attempt: int


def read_answer(data: Mapping[str, Any]) -> Answering | None:
    on = read_continue(data)
    question = payload.identifier(data, "question")
    if on is None or question is None:
        return None
    choice = payload.text(data, "choice", 500) or ""
    return Answering(on.lesson, on.version, on.attempt, question, choice)


def read_continue(data: Mapping[str, Any]) -> Continuing | None:
    lesson = payload.identifier(data, "lesson")
    version = payload.number(data, "version")
    attempt = payload.number(data, "attempt")
    if lesson is None or version is None or attempt is None:
        return None
    return Continuing(lesson, version, attempt)


@drawn
def question(
    words: Words,
    lesson: Lesson,
    question: Question,
    order: tuple[str, ...],
    attempt: int,
    number: int,
    total: int,
    problem: str = "",
) -> Card:
    """Question `number` of `total`. `order` has the option ids in the order that this attempt shows
    them. `problem` is "", or why an answer was not accepted ("choose": no valid choice)."""
    language = as_language(words.language) or "nb"
    text = question.text.to(language)
    body: list[Any] = [
        parts.quiet(_where(words, lesson, language, number, total)),
        parts.heading(text, "Medium"),
    ]
    if problem:
        body.append(parts.warning(words(f"quiz-missing-{_kind(question)}")))
    sending = {**_sending(lesson, attempt), "question": question.id}
    send = parts.button(words("quiz-answer"), "answer", sending, primary=True, inputs=True)
    body += [_choices(words, question, order), *parts.buttons(send)]
    return kit.card(
        words.language,
        body,
        summary=text,
        refresh=parts.refresh(lesson.id, lesson.version),
        speak=spoken(words("quiz-number", number=number, total=total), text),
    )


def _choices(words: Words, question: Question, order: tuple[str, ...]) -> kit.InputChoiceSet:
    known = {each.id: each for each in question.options}
    kind = _kind(question)
    return kit.InputChoiceSet(
        id="choice",
        label=words(f"quiz-choose-{kind}"),
        choices=parts.choices([(each, parts.option_text(words, known[each])) for each in order]),
        style="expanded",
        is_multi_select=kind == "multiple",
        wrap=True,
        is_required=True,
        error_message=words(f"quiz-missing-{kind}"),
    )


def _kind(question: Question) -> str:
    return "multiple" if question.kind == "multiple" else "single"


@drawn
def verdict(
    words: Words,
    lesson: Lesson,
    question: Question,
    chosen: tuple[str, ...],
    attempt: int,
    number: int,
    total: int,
) -> Card:
    """Right or wrong by icon, word and style; what the person chose, what was right, and why."""
    language = as_language(words.language) or "nb"
    good = rules.is_right(question, chosen)
    word = words("verdict-right" if good else _wrong_word(question, chosen))
    tone = parts.right if good else parts.wrong
    body: list[Any] = [
        parts.quiet(_where(words, lesson, language, number, total)),
        parts.heading(question.text.to(language), "Medium"),
        tone(word, *_explained(words, question, chosen, language)),
    ]
    if not good:
        body += _what_was_right(words, question, chosen, language)
    body += parts.buttons(_onward(words, lesson, attempt, last=number >= total))
    return kit.card(
        words.language,
        body,
        summary=word,
        refresh=parts.refresh(lesson.id, lesson.version),
        speak=spoken(word, *(each.feedback.to(language) for each in _picked(question, chosen))),
    )


def _wrong_word(question: Question, chosen: tuple[str, ...]) -> str:
    """The verdict is "partly right" if any of the chosen options is right, else "wrong"."""
    return "verdict-partly" if question.correct.intersection(chosen) else "verdict-wrong"


def _picked(question: Question, ids: tuple[str, ...] | frozenset[str]) -> list[Option]:
    return [each for each in question.options if each.id in ids]


def _explained(
    words: Words, question: Question, chosen: tuple[str, ...], language: Language
) -> list[Any]:
    """What was chosen, each with its own feedback."""
    lines: list[Any] = []
    for option in _picked(question, chosen):
        text = parts.option_text(words, option)
        lines.append(parts.quiet(words("verdict-chosen", option=text), spacing="Small"))
        if feedback := option.feedback.to(language):
            lines.append(parts.line(feedback, spacing="None"))
    return lines


def _what_was_right(
    words: Words, question: Question, chosen: tuple[str, ...], language: Language
) -> list[Any]:
    """The right options that were not chosen, and why they are right."""
    lines: list[Any] = []
    for option in _picked(question, question.correct - frozenset(chosen)):
        lines.append(
            parts.subheading(words("verdict-answer", option=parts.option_text(words, option)))
        )
        if feedback := option.feedback.to(language):
            lines.append(parts.line(feedback, spacing="None"))
    return lines


def _onward(words: Words, lesson: Lesson, attempt: int, *, last: bool) -> kit.Execute:
    verb = "result" if last else "continue"
    title = words("quiz-result" if last else "quiz-continue")
    return parts.button(title, verb, _sending(lesson, attempt), primary=True)


def _sending(lesson: Lesson, attempt: int) -> dict[str, Any]:
    return {"lesson": lesson.id, "version": lesson.version, "attempt": attempt}


def _where(words: Words, lesson: Lesson, language: Language, number: int, total: int) -> str:
    title = lesson.title.to(language)
    return words("quiz-where", title=title, number=number, total=total)


def spoken(*sentences: str) -> str:
    """Plain text for a voice, without characters that could be read as markup."""
    said = " ".join(each for each in sentences if each)
    return "".join(each for each in said if each not in "<>&*_`[]")
