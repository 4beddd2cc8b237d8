"""The follow-up: up to three questions from earlier lessons on one card, and the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.core.languages import Language, as_language
from bot.core.learning import quiz as rules
from bot.core.learning.lessons import Lesson, Option, Question
from bot.locale import Words
from cards import kit, parts, payload
from cards.cache import kept
from cards.kit import Card
from cards.outreach import because, stop_button, with_delivery

MOST: Final = 3
_COUNTS: Final = {2: "two", 3: "three"}


@dataclass(frozen=True, slots=True)
class FollowupQuestion:
    """A question asked again. `order` has option ids in the order they are shown. Ids that the
    question no longer has are ignored, and new options come last."""

    lesson: Lesson
    question: Question
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recalling:
    """The answers as they arrived, always three, in the order of the questions: option ids
    separated by commas, not yet checked ("" if nothing was chosen or asked)."""

    delivery: str
    choices: tuple[str, ...]


def read_recall(data: Mapping[str, Any]) -> Recalling | None:
    delivery = payload.identifier(data, "d")
    if delivery is None:
        return None
    choices = tuple(payload.text(data, f"q{n}", 500) or "" for n in range(MOST))
    return Recalling(delivery, choices)


def why(words: Words, sender: str = "") -> str:
    """Why follow-ups come, who they are from and how to stop."""
    return because(words, "recall", sender)


def ask(
    words: Words,
    asked: tuple[FollowupQuestion, ...],
    delivery: str,
    problem: str = "",
    sender: str = "",
) -> Card:
    """One to three questions. `problem` is "", or why the answers were not accepted ("choose": one
    was missing)."""
    count = len(asked)
    body: list[Any] = [_greeted(words, count)]
    if problem:
        body.append(parts.warning(words("followup-missing", count=count)))
    body += [_question(words, each, n, count) for n, each in enumerate(asked)]
    body += _ask_buttons(words, delivery)
    body.append(parts.quiet(why(words, sender), spacing="Medium"))
    again = parts.refresh_menu("recall", delivery)
    return kit.card(words.language, body, summary=words("followup-title"), refresh=again)


@kept
def _greeted(words: Words, count: int) -> list[kit.TextBlock]:
    number = words(f"followup-{_COUNTS[count]}") if count in _COUNTS else str(count)
    return [
        parts.heading(words("followup-title")),
        parts.line(words("followup-text", count=count, words=number)),
    ]


def _ask_buttons(words: Words, delivery: str) -> list[kit.ActionSet]:
    this = with_delivery({}, delivery)
    return parts.buttons(
        parts.button(words("quiz-answer"), "recall", this, primary=True, inputs=True),
        parts.button(words("button-later"), "later", this),
        stop_button(words, delivery),
    )


@kept
def _question(words: Words, asked: FollowupQuestion, n: int, count: int) -> list[kit.Container]:
    """A label shows no Markdown, so the question is above the input, and the label has its
    number."""
    language = _language(words)
    kind = "multiple" if asked.question.kind == "multiple" else "single"
    label = f"followup-choose-{kind}" if count > 1 else f"quiz-choose-{kind}"
    options = [(each.id, parts.option_text(words, each)) for each in _ordered(asked)]
    pick = kit.InputChoiceSet(
        id=f"q{n}",
        label=words(label, number=n + 1),
        choices=parts.choices(options),
        style="expanded",
        is_multi_select=kind == "multiple",
        wrap=True,
        is_required=True,
        error_message=words(f"quiz-missing-{kind}"),
    )
    heard = _heard(words, asked, language)
    return [kit.Container(items=[*heard, pick], spacing="Large", separator=True)]


def _heard(words: Words, asked: FollowupQuestion, language: Language) -> list[Any]:
    """The title of the lesson it is from, and the question."""
    title = asked.lesson.title.to(language)
    return [
        parts.quiet(words("followup-where", title=title)),
        parts.heading(asked.question.text.to(language), "Medium"),
    ]


def _ordered(asked: FollowupQuestion) -> list[Option]:
    rank = {id: n for n, id in enumerate(asked.order)}
    return sorted(asked.question.options, key=lambda each: rank.get(each.id, len(rank)))


def result(words: Words, results: tuple[tuple[FollowupQuestion, tuple[str, ...]], ...]) -> Card:
    """The result. `results` has each question with the chosen option ids: what the person still
    knows, and for what they don't, the one thing to read again."""
    good = sum(1 for asked, chosen in results if rules.is_right(asked.question, chosen))
    title = _result_title(words, good, len(results))
    body: list[Any] = [parts.heading(title)]
    # The verdict does not depend on the order of the options, so that it can be cached.
    body += [_verdict(words, replace(asked, order=()), chosen) for asked, chosen in results]
    verbs = ("next", "lessons")
    body += parts.buttons(*(parts.button(words(f"button-{each}"), each) for each in verbs))
    return kit.card(words.language, body, summary=title)


def _result_title(words: Words, right: int, total: int) -> str:
    if right == total:
        return words("followup-all")
    return words("followup-some", right=right, total=total) if right else words("followup-none")


@kept
def _verdict(words: Words, asked: FollowupQuestion, chosen: tuple[str, ...]) -> list[kit.Container]:
    language = _language(words)
    heard = _heard(words, asked, language)
    if rules.is_right(asked.question, chosen):
        told = _feedback(asked.question, asked.question.correct, language)
        shown = [*heard, parts.right(words("followup-still"), *told)]
    else:
        wrong = _wrong(words, asked, chosen, language)
        shown = [*heard, wrong, _reread(words, asked, language)]
    return [kit.Container(items=shown, spacing="Large", separator=True)]


def _wrong(
    words: Words, asked: FollowupQuestion, chosen: tuple[str, ...], language: Language
) -> kit.Container:
    """The wrong choices and why they are wrong, then what was right and why."""
    question = asked.question
    partly = question.correct.intersection(chosen)
    key = "followup-also" if partly else "verdict-answer"
    lines: list[Any] = []
    for option in question.options:
        if option.id in chosen and option.id not in question.correct:
            said = words("verdict-chosen", option=parts.option_text(words, option))
            lines.append(parts.quiet(said, spacing="Small"))
            lines += _feedback(question, frozenset({option.id}), language)
    for option in question.options:
        if option.id in question.correct and option.id not in chosen:
            lines.append(parts.subheading(words(key, option=parts.option_text(words, option))))
            lines += _feedback(question, frozenset({option.id}), language)
    return parts.wrong(words("verdict-partly" if partly else "verdict-wrong"), *lines)


def _reread(words: Words, asked: FollowupQuestion, language: Language) -> kit.Container:
    """The lesson to open, and the one thing to read again in it."""
    title = words("followup-reread", title=asked.lesson.title.to(language))
    below = " ".join(asked.question.reread.to(language).split())
    return parts.row(title, below, parts.button(title, "lesson", {"lesson": asked.lesson.id}))


def _feedback(question: Question, ids: frozenset[str], language: Language) -> list[Any]:
    texts = (each.feedback.to(language) for each in question.options if each.id in ids)
    return [parts.line(each, spacing="None") for each in texts if each]


def _language(words: Words) -> Language:
    return as_language(words.language) or "nb"
