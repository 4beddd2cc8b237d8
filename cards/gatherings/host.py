"""A gathering as its host sees it: whom to invite, how many answered, what it saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.core.gatherings.form import LONGEST_LINK
from bot.core.gatherings.savings import Ledger, Line, Range
from bot.core.gatherings.views import AudienceChoice, Hosting, InvitationPreview
from bot.core.small_parts import TOGETHER
from bot.locale import Words
from cards import kit, parts, payload
from cards.gatherings import held
from cards.gatherings.form import choice_input, text_input
from cards.gatherings.gathering import agenda, facts, money, title_of
from cards.kit import Card

_MOST_LINES: Final = 12


def read_audience(data: Mapping[str, Any]) -> str:
    return payload.text(data, "audience", 40) or ""


def read_notes(data: Mapping[str, Any]) -> str:
    return payload.text(data, "link", LONGEST_LINK + 1) or ""


def hosting(words: Words, seen: Hosting) -> Card:
    """The host's own card, which refreshes when it is opened again."""
    gathering = seen.gathering
    heading, summary = title_of(words, gathering)
    body: list[Any] = [
        parts.quiet(words("gathering-yours")),
        parts.heading(heading),
        facts(words, gathering, seen.person),
    ]
    if gathering.may_answer(seen.at):
        body += agenda(words, gathering)
    if seen.counts.get("invited") or seen.at >= gathering.begins:
        body.append(_counts(words, seen))
    if seen.inviting:
        body.append(parts.quiet(words("gathering-inviting")))
    body += held.said(words, seen)
    body += _after(words, seen)
    this = {"g": gathering.id}
    body += _inputs(words, seen)
    body += parts.buttons(*_buttons(words, seen, this))
    again = kit.Execute(verb="show", data={"verb": "show", "as": "gathering", **this})
    return kit.card(words.language, body, summary=summary, refresh=again)


def _counts(words: Words, seen: Hosting) -> kit.FactSet:
    names = ["invited", "yes", "maybe", "no"]
    if seen.at >= seen.gathering.begins:
        names.append("came")
    shown = [
        kit.Fact(title=words(f"gathering-count-{each}"), value=_count(words, seen, each))
        for each in names
    ]
    return kit.FactSet(facts=shown, spacing="Medium")


def _count(words: Words, seen: Hosting, name: str) -> str:
    """A number; "at least 10" while it may still change, and "fewer than 5" of few."""
    n, gathering = seen.counts.get(name, 0), seen.gathering
    if n is None:
        return words("count-fewer-than", n=seen.least)
    settled = gathering.is_closed(seen.at) if name == "came" else not gathering.may_answer(seen.at)
    if not n or settled or name == "invited" or seen.least <= 1:
        return str(n)
    return words("count-at-least", n=n)


def _after(words: Words, seen: Hosting) -> list[Any]:
    shown: list[Any] = []
    if seen.problem == "notes":
        shown.append(parts.warning(words("gathering-wrong-link")))
    if seen.came and seen.at < seen.gathering.ends:
        shown.append(parts.right(words("gathering-came")))
    if seen.figures:
        shown.append(parts.subheading(words("gathering-said")))
        for name, each in seen.figures.items():
            shown += _figures(words, name, each)
    if seen.ledger:
        shown += _saved(words, seen.ledger, seen.names)
    shown += held.estimated(words, seen)
    return shown


def _figures(words: Words, name: str, counts: Mapping[str, int]) -> list[Any]:
    said = [f"{words(f'gathering-{name}-{each}')}: {n}" for each, n in counts.items()]
    return [parts.line(words(f"gathering-ask-{name}"), spacing="Small"), parts.listed(said)]


def _saved(words: Words, ledger: Ledger, names: Mapping[str, str]) -> list[Any]:
    """What it saved, with the calculation line by line."""
    low, likely, high = (money(words, each) for each in _round(ledger.total))
    lines = [
        words(
            "gathering-saved-line",
            place=_home(words, each, names),
            people=each.people,
            amount=money(words, each.total.expected),
        )
        for each in ledger.lines[:_MOST_LINES]
    ]
    if ledger.venue.expected:
        amount = money(words, ledger.venue.expected)
        lines.append(words("gathering-saved-venue", amount=amount))
    day = words.day(ledger.assumed.since, year=True)
    place = names.get(ledger.place, ledger.place)
    found: list[Any] = [
        parts.subheading(words("gathering-saved")),
        parts.line(words("gathering-saved-text", low=low, likely=likely, high=high)),
    ]
    return [
        *found,
        *([parts.listed(lines)] if lines else []),
        parts.quiet(words("gathering-saved-how", place=parts.plain(place), day=day)),
    ]


def _home(words: Words, line: Line, names: Mapping[str, str]) -> str:
    if line.home != TOGETHER:
        return parts.plain(names.get(line.home, line.home))
    if not line.beside:
        return words("gathering-others")
    return words("gathering-others-with", name=parts.plain(names.get(line.beside, line.beside)))


def _round(total: Range) -> tuple[float, float, float]:
    """Rounded to whole thousands: the assumptions are no more precise than that."""
    return round(total.low, -3), round(total.expected, -3), round(total.high, -3)


def _inputs(words: Words, seen: Hosting) -> list[Any]:
    gathering = seen.gathering
    if seen.choices:
        pairs = [(each.audience.id, parts.bare(audience(words, each))) for each in seen.choices]
        return [choice_input(words, "audience", pairs, pairs[0][0])]
    if seen.at >= gathering.begins and not gathering.is_cancelled:
        return [text_input(words, "link", gathering.notes, LONGEST_LINK)]
    return []


def audience(words: Words, choice: AudienceChoice) -> str:
    """An audience in words: "Pådriverne i Molde", "Alle i Sentrum skole, Molde", "Pådriverne i 6
    kommuner"."""
    who, places = choice.audience.who, choice.places
    if len(places) > 1:
        return words(f"gathering-{who}-many", count=len(places))
    return words(f"gathering-{who}-in", place=places[0])


def _buttons(words: Words, seen: Hosting, this: dict[str, Any]) -> list[Any]:
    gathering, found = seen.gathering, []
    if gathering.is_cancelled:
        return [parts.button(words("button-gatherings"), "gatherings")]
    attends = gathering.may_attend(seen.at) and not seen.came
    if attends:
        found.append(parts.button(words("gathering-here"), "gathering-here", this, primary=True))
    if seen.choices:
        ask = words("gathering-preview")
        first = not seen.counts.get("invited") and not attends
        found.append(parts.button(ask, "gathering-preview", this, primary=first, inputs=True))
    if gathering.may_answer(seen.at):
        found.append(parts.button(words("gathering-edit"), "gathering-edit", this))
        found.append(parts.button(words("gathering-cancel"), "gathering-cancel", this))
        if seen.link:
            found.append(parts.link_button(words("gathering-calendar"), seen.link))
    elif seen.at >= gathering.begins:
        keep = words("gathering-keep-notes")
        found.append(parts.button(keep, "gathering-notes", this, inputs=True))
        found.append(parts.button(words("gathering-came-ask"), "gathering-count", this))
    if gathering.link and seen.at < gathering.ends:
        found.append(parts.link_button(words("gathering-join"), gathering.link))
    return found


def preview(words: Words, seen: InvitationPreview) -> Card:
    """How many would be invited, with a button to confirm."""
    title, summary = title_of(words, seen.gathering)
    who = parts.plain(audience(words, seen.choice))
    this = {"g": seen.gathering.id}
    body: list[Any] = [
        parts.quiet(title),
        parts.heading(words("gathering-preview-title")),
        parts.line(words("gathering-preview-text", who=who, count=seen.asked)),
    ]
    actions = [parts.button(words("gathering-back"), "gathering", this)]
    if seen.too_many:
        body.append(parts.warning(words("gathering-too-many", most=seen.too_many)))
    elif seen.asked:
        body.append(parts.line(words("gathering-preview-wait")))
        chosen = {**this, "audience": seen.choice.audience.id}
        send = words("gathering-invite")
        actions.append(parts.button(send, "gathering-invite", chosen, primary=True))
    return kit.card(words.language, [*body, *parts.buttons(*actions)], summary=summary)


def cancelling(words: Words, seen: Hosting) -> Card:
    """Asks for confirmation before a gathering is cancelled."""
    title, _ = title_of(words, seen.gathering)
    this = {"g": seen.gathering.id}
    said = words("gathering-cancel-title")
    body = [
        parts.quiet(title),
        parts.heading(said),
        parts.line(words("gathering-cancel-text")),
        *parts.buttons(
            parts.button(words("gathering-cancel-now"), "gathering-cancel-now", this, danger=True),
            parts.button(words("gathering-back"), "gathering", this),
        ),
    ]
    return kit.card(words.language, body, summary=said)
