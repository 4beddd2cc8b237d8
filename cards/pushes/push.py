"""A champion's push: form, preview, confirmation and progress; and an operator's approval.

Counts are drawn as they are given: counts that may not be shown never get here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.core.pushes.push import MOST_WORDS, Push, PushPreview
from bot.locale import Words
from cards import kit, parts, payload
from cards.kit import Card

PEOPLE: Final = kit.DataQuery(kind="Data.Query", dataset="graph.microsoft.com/users")
_MOST_PICKED: Final = 4000  # characters: about a hundred Entra ids, separated by commas


@dataclass(frozen=True, slots=True)
class PushInput:
    """The content of the form, with types checked. `when` is "now", "tomorrow" or an ISO date."""

    lesson: str
    whom: str
    words: str
    when: str


@dataclass(frozen=True, slots=True)
class Said:
    """A push in words. `whom` is the name of a place, or the number of named people; `when` is as
    it goes into a sentence."""

    id: str
    title: str
    whom: str
    words: str
    when: str


def read_form(data: Mapping[str, Any]) -> PushInput | None:
    lesson, whom = payload.identifier(data, "lesson"), payload.identifier(data, "whom")
    words = payload.text(data, "words", MOST_WORDS) or ""
    when = payload.identifier(data, "when") or ""
    if when == "date":
        when = payload.text(data, "date", 10) or ""
    return PushInput(lesson, whom, words, when) if lesson and whom else None


def read_id(data: Mapping[str, Any]) -> str:
    return payload.identifier(data, "push") or ""


def read_people(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The Entra ids from the people picker, which separates them with commas."""
    picked = payload.text(data, "people", _MOST_PICKED) or ""
    return tuple(each.strip() for each in picked.split(",") if each.strip())


def form(
    words: Words,
    lessons: tuple[tuple[str, str], ...],
    places: tuple[tuple[str, str], ...],
    lesson: str = "",
    problem: str = "",
) -> Card:
    """The form. `lessons` are (id, title), `places` are (id, label). `lesson` is the one already
    chosen; `problem` is "", "when" or "missing"."""
    body: list[Any] = [parts.heading(words("push-title")), parts.line(words("push-text"))]
    if problem:
        body.append(parts.warning(words(f"push-problem-{problem}")))
    named = ("named", words("push-whom-named"))
    body += [
        _chosen(words, "lesson", lessons, lesson, "filtered"),
        _chosen(words, "whom", (*places, named), places[0][0] if places else "named"),
        kit.InputText(
            id="words",
            label=words("push-words"),
            placeholder=words("push-words-placeholder"),
            max_length=MOST_WORDS,
            is_multiline=True,
            is_required=False,
        ),
        _chosen(words, "when", tuple((e, words(f"push-when-{e}")) for e in _WHEN), "now"),
        kit.InputDate(id="date", label=words("push-date"), is_required=False),
        *parts.buttons(
            parts.button(words("push-preview"), "push-preview", primary=True, inputs=True),
            parts.button(words("button-help"), "help"),
        ),
    ]
    return kit.card(words.language, body, summary=words("push-title"))


_WHEN: Final = ("now", "tomorrow", "date")


def _chosen(
    words: Words, id: str, pairs: tuple[tuple[str, str], ...], value: str, style: str = "compact"
) -> kit.InputChoiceSet:
    facts = {"value": value} if value else {}
    return kit.InputChoiceSet(
        id=id,
        label=words(f"push-{id}"),
        choices=parts.choices(pairs),
        style="filtered" if len(pairs) > 12 else style,
        is_required=True,
        error_message=words(f"push-{id}-error"),
        wrap=True,
        **facts,
    )


def who(words: Words, id: str, title: str, problem: bool) -> Card:
    """Asks which people; Teams searches the whole organisation."""
    body: list[Any] = [parts.heading(words("push-who-title"))]
    body.append(parts.line(words("push-who-text", title=title)))
    if problem:
        body.append(parts.warning(words("push-problem-nobody")))
    body += [
        kit.InputChoiceSet(
            id="people",
            label=words("push-people"),
            choices=[],
            choices_data=PEOPLE,
            is_multi_select=True,
            is_required=True,
            error_message=words("push-people-error"),
        ),
        *parts.buttons(
            parts.button(
                words("push-preview"), "push-people", {"push": id}, primary=True, inputs=True
            ),
            parts.button(words("push-again"), "push"),
        ),
    ]
    return kit.card(words.language, body, summary=words("push-who-title"))


def preview(words: Words, said: Said, told: PushPreview, needs_yes: bool) -> Card:
    """What will happen. Nothing is sent until the button is tapped."""
    body: list[Any] = [parts.heading(words("push-preview-title")), *_about(words, said)]
    body.append(parts.line(words("push-when-said", when=said.when), spacing="Small"))
    body.append(kit.FactSet(facts=list(_counts(words, told)), spacing="Medium"))
    if told.small:
        body.append(parts.quiet(words("push-small")))
    elif not told.exact:
        body.append(parts.quiet(words("push-rounded")))
    if told.outside:
        body.append(parts.line(words("push-outside", count=told.outside), spacing="Small"))
    if needs_yes:
        body.append(parts.box([parts.line(words("push-needs-yes"))]))
    this = {"push": said.id}
    send = words("push-ask" if needs_yes else "push-send")
    actions = [parts.button(words("push-again"), "push")]
    if told.asked:
        actions.append(parts.button(send, "push-send", this, primary=True))
    body += parts.buttons(*actions)
    return kit.card(words.language, body, summary=words("push-preview-title"))


def _about(words: Words, said: Said) -> list[Any]:
    told = [parts.line(words("push-about", title=said.title, whom=parts.plain(said.whom, 120)))]
    if said.words:
        told.append(parts.box([parts.line(_quoted(words, said.words))]))
    return told


def _quoted(words: Words, own: str) -> str:
    return words("push-quote", words=parts.plain(own, MOST_WORDS))


def _counts(words: Words, told: PushPreview) -> list[kit.Fact]:
    """How many people are asked, and for a large group how far they have come."""
    rows: list[tuple[str, str]] = [("asked", _asked(words, told))]
    if not told.small:
        cells = {"completed": told.completed, "unreachable": told.unreachable, "later": told.later}
        rows += [(name, said_count(words, n, told.exact)) for name, n in cells.items()]
    return [kit.Fact(title=words(f"push-count-{name}"), value=value) for name, value in rows]


def _asked(words: Words, told: PushPreview) -> str:
    return said_size(words, told.asked, told.step)


def said_size(words: Words, people: int, step: int) -> str:
    """How many people a place has, in steps: "minst 15", "færre enn 5"."""
    if step <= 1 or not people:
        return str(people)
    if people < step:
        return words("count-fewer-than", n=step)
    return words("count-at-least", n=people // step * step)


def said_count(words: Words, n: int | None, exact: bool) -> str:
    """A count in words: "12", "minst 15" unless `exact`, "vises ikke" for None."""
    if n is None:
        return words("count-hidden")
    return str(n) if exact else words("count-at-least", n=n)


def progress(
    words: Words,
    said: Said,
    state: str,
    told: PushPreview,
    sent: int | None,
    *,
    undo: bool,
    withdraw: bool,
) -> Card:
    """The progress of a push. `state` is the push's own, `sent` is as `bot.core.figures.steps`
    rounds it; for small groups only `asked` is shown."""
    state = _SAME.get(state, state)
    body: list[Any] = [parts.heading(words(f"push-state-{state}-title")), *_about(words, said)]
    body.append(parts.line(words(f"push-state-{state}", when=said.when), spacing="Medium"))
    if state in _COUNTED:
        body.append(kit.FactSet(facts=_stand(words, told, sent), spacing="Small"))
        if told.small:
            body.append(parts.quiet(words("push-small-progress")))
    body += _progress_buttons(words, said.id, undo=undo, withdraw=withdraw)
    again = {"verb": "show", "as": "push-look", "push": said.id}
    return kit.card(
        words.language,
        body,
        summary=words(f"push-state-{state}-title"),
        refresh=kit.Execute(verb="show", data=again),
    )


_SAME: Final = {
    "undoing": "undone",
    "refusing": "refused",
    "lapsing": "lapsed",
    "withdrawing": "withdrawn",
}
_COUNTED: Final = ("sending", "done", "withdrawn")


def _stand(words: Words, told: PushPreview, sent: int | None) -> list[kit.Fact]:
    rows = [("asked", _asked(words, told))]
    if not told.small:
        rows.append(("sent", said_count(words, sent, told.exact)))
    if not told.small and sent is not None:
        rest = max((told.asked // told.step + 1) * told.step - 1 - sent, 0)
        rows.append(("rest", str(rest) if told.exact else words("count-at-most", n=rest)))
    return [kit.Fact(title=words(f"push-count-{name}"), value=value) for name, value in rows]


def _progress_buttons(words: Words, id: str, *, undo: bool, withdraw: bool) -> list[kit.ActionSet]:
    actions = [parts.button(words("push-look"), "push-look", {"push": id})]
    if undo:
        actions.append(parts.button(words("push-undo"), "push-undo", {"push": id}))
    if withdraw:
        actions.append(parts.button(words("push-withdraw"), "push-withdraw", {"push": id}))
    actions.append(parts.button(words("push-another"), "push"))
    return parts.buttons(*actions)


def approval(
    words: Words, said: Said, name: str, asked: int, state: str, delivery: str = ""
) -> Card:
    """Asks an operator. `state` is "asking", "yes", "no" or "gone"."""
    if state == "gone":
        gone = [parts.heading(words("approval-gone"), "Medium")]
        return kit.card(words.language, gone, summary=words("approval-gone"))
    who_asks = parts.plain(name, 80) or words("push-someone")
    body: list[Any] = [
        parts.heading(words("approval-title")),
        parts.line(words("approval-text", name=who_asks, count=asked)),
        *_about(words, said),
    ]
    if state == "asking":
        this = {"push": said.id, **({"d": delivery} if delivery else {})}
        body += parts.buttons(
            parts.button(words("approval-yes"), "push-yes", this, primary=True),
            parts.button(words("approval-no"), "push-no", this),
        )
    else:
        body.append(parts.box([parts.line(words(f"approval-{state}-said"))]))
    return kit.card(words.language, body, summary=words("approval-title"))


def said_of(words: Words, push: Push, title: str, place: str) -> Said:
    """The push in words. `place` is the name of its place, "" for named people."""
    whom = place or words("push-named", count=push.asked or len(push.keys))
    return Said(push.id, title, whom, push.words, when_said(words, push.when, push.due))


def when_said(words: Words, when: str, due: str = "") -> str:
    """When, as it goes into a sentence: "nå", "neste arbeidsmorgen", "mandag 23. november"."""
    if when in ("now", "tomorrow"):
        return words(f"push-when-{when}-said")
    return words.day(date.fromisoformat((due or when)[:10]))
