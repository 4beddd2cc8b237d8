"""After the quiz: what was learned, what comes next, what to read again; and the diploma."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.languages import Language, as_language
from bot.core.learning.feedback import FaultReport
from bot.core.learning.lessons import Lesson
from bot.core.learning.quiz import Result
from bot.locale import Words
from cards import kit, parts, payload
from cards.cache import drawn
from cards.kit import Card

MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Opinion:
    lesson: str
    version: int
    useful: bool


def read_opinion(data: Mapping[str, Any]) -> Opinion | None:
    lesson, version = payload.identifier(data, "lesson"), payload.number(data, "version")
    useful = data.get("useful")
    if lesson is None or version is None or not isinstance(useful, bool):
        return None
    return Opinion(lesson, version, useful)


def read_report(data: Mapping[str, Any]) -> FaultReport | None:
    """The report in a tap; None if it names no lesson or nothing was written."""
    lesson, version = payload.identifier(data, "lesson"), payload.number(data, "version")
    words = (payload.text(data, "words", MOST_WORDS) or "").strip()
    if lesson is None or version is None or not words:
        return None
    return FaultReport(lesson, version, words)


@drawn
def summary(
    words: Words,
    lesson: Lesson,
    result: Result,
    place: tuple[int, int],
    done: int,
    total: int,
    next_title: str,
    opinion: str,
    attempt: int,
) -> Card:
    """The result of attempt number `attempt`: trying again begins the next one. `done` of the
    course's `total` lessons are passed; `next_title` is "" if none is left.

    `opinion` has what the person has said about this lesson: any of "yes", "no" and "reported",
    separated by spaces; "" for nothing yet.
    """
    language = as_language(words.language) or "nb"
    score = words("summary-score", right=result.right, total=result.total)
    outcome = _passed if result.passed else _failed
    body = [
        parts.quiet(_where(words, lesson, place, language)),
        *outcome(words, lesson, result, score, language),
        *parts.progress(words, done, total),
    ]
    if result.passed:
        known = "summary-next" if next_title else "summary-all-done"
        body.append(parts.line(words(known, title=next_title), spacing="Medium"))
    body += [
        *_buttons(words, lesson, result, next_title, attempt),
        *_opinion(words, lesson, opinion.split()),
    ]
    return kit.card(
        words.language,
        body,
        summary=_outcome_word(words, result) + f" {score}",
        refresh=parts.refresh(lesson.id, lesson.version),
    )


def _outcome_word(words: Words, result: Result) -> str:
    return words("summary-passed" if result.passed else "summary-failed")


def _where(words: Words, lesson: Lesson, place: tuple[int, int], language: Language) -> str:
    title = lesson.title.to(language)
    number, total = place
    return words("summary-place", title=title, number=number, total=total) if number else title


def _passed(
    words: Words, lesson: Lesson, result: Result, score: str, language: Language
) -> list[Any]:
    told: list[Any] = [parts.right(_outcome_word(words, result), parts.line(score))]
    if learned := lesson.learned.to(language):
        told += [parts.subheading(words("summary-learned")), *parts.bites(learned)]
    return told


def _failed(
    words: Words, lesson: Lesson, result: Result, score: str, language: Language
) -> list[Any]:
    needed = words("summary-needed", needed=lesson.passing)
    told: list[Any] = [parts.wrong(_outcome_word(words, result), parts.line(f"{score} {needed}"))]
    missed = [each for each in lesson.questions if each.id in result.missed]
    reread = dict.fromkeys(filter(None, (each.reread.to(language) for each in missed)))
    if reread:
        told.append(parts.subheading(words("summary-reread")))
        told.append(parts.listed(reread))
    return told


def _buttons(
    words: Words, lesson: Lesson, result: Result, next_title: str, attempt: int
) -> list[kit.ActionSet]:
    this: dict[str, Any] = {"lesson": lesson.id, "version": lesson.version}
    if not result.passed:
        return parts.buttons(
            parts.button(
                words("button-retry"), "retry", {**this, "attempt": attempt}, primary=True
            ),
            parts.button(words("button-reread"), "lesson", this),
            parts.button(words("wish-want"), "want-help"),
        )
    lessons = parts.button(words("button-lessons"), "lessons")
    if not next_title:
        show = parts.button(words("button-diploma"), "diploma", {"lesson": lesson.id}, primary=True)
        return parts.buttons(show, lessons, parts.button(words("button-status"), "status"))
    return parts.buttons(
        parts.button(words("button-next"), "next", {"lesson": lesson.id}, primary=True), lessons
    )


def _opinion(words: Words, lesson: Lesson, said: list[str]) -> list[Any]:
    """Asks whether the lesson was useful and whether anything is wrong; thanks for what was
    answered."""
    this: dict[str, Any] = {"lesson": lesson.id, "version": lesson.version}
    shown: list[Any] = []
    if "yes" in said or "no" in said:
        shown.append(parts.line(words("opinion-thanks"), separator=True, spacing="Medium"))
    else:
        shown.append(parts.line(words("opinion-useful"), separator=True, spacing="Medium"))
        yes = parts.button(words("opinion-yes"), "useful", {"useful": True, **this})
        no = parts.button(words("opinion-no"), "useful", {"useful": False, **this})
        shown.append(kit.ActionSet(actions=[yes, no], spacing="Small"))
    if "reported" in said:
        return [*shown, parts.line(words("report-thanks"), spacing="Small")]
    return [*shown, *_report(words, this)]


def _report(words: Words, this: Mapping[str, Any]) -> list[Any]:
    """A button that opens a small form in the same card."""
    form = kit.Container(
        id="report",
        visible=False,
        items=[
            kit.InputText(
                id="words",
                label=words("report-label"),
                placeholder=words("report-placeholder"),
                max_length=MOST_WORDS,
                is_multiline=True,
                is_required=True,
                error_message=words("report-error"),
            ),
            *parts.buttons(parts.button(words("report-send"), "report", this, inputs=True)),
        ],
    )
    opens = kit.ToggleVisibility(title=words("report-open"), target_elements=["report"])
    return [kit.ActionSet(actions=[opens], spacing="Small"), form]


def diploma(words: Words, name: str, course_title: str, day: str, lessons: int) -> Card:
    """The diploma. `day` is an ISO date. It may be shown to colleagues, so it has nothing but the
    achievement."""
    who = parts.plain(name, 80)
    said_day = words.day(date.fromisoformat(day[:10]), year=True)
    centred = {"horizontal_alignment": "Center"}
    body = [
        kit.Container(
            style="accent",
            bleed=True,
            items=[
                parts.trophy(),
                kit.TextBlock(
                    text=words("diploma-title"),
                    style="heading",
                    size="ExtraLarge",
                    weight="Bolder",
                    wrap=True,
                    **centred,
                ),
                parts.line(words("diploma-to"), spacing="Medium", **centred),
                parts.line(who or words("diploma-you"), size="Large", weight="Bolder", **centred),
                parts.line(words("diploma-has"), spacing="Medium", **centred),
                parts.line(course_title, size="Medium", weight="Bolder", **centred),
                parts.line(words("diploma-lessons", lessons=lessons), **centred),
                parts.line(words("diploma-day", day=said_day), spacing="Medium", **centred),
            ],
        ),
        parts.line(words("diploma-below"), spacing="Medium"),
        *parts.buttons(
            parts.button(words("button-lessons"), "lessons"),
            parts.button(words("button-status"), "status"),
        ),
    ]
    return kit.card(words.language, body, summary=words("diploma-summary", course=course_title))
