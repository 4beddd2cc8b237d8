"""When the bot may write: a person's own working days and hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any, Final

from bot.core.people.hours import WORKDAY, Hours
from bot.locale import Words
from cards import kit, parts
from cards.cache import drawn
from cards.kit import Card

PRESETS: Final = (
    ("day", "12345 08:00-15:30"),
    ("evening", "1234567 15:00-22:00"),
    ("night", "1234567 22:00-07:00"),
    ("week", "1234567 08:00-15:30"),
)
_EVERY_DAY: Final = frozenset(range(1, 8))
# What a time input sends ("08:00"), and what people type in a text input instead.
_TIME: Final = re.compile(r"([01]?\d|2[0-3])(?:[:.]?([0-5]\d))?(?:[:.][0-5]\d)?", re.ASCII)
_DAY: Final = re.compile(r"[1-7]", re.ASCII)


def read_hours(data: Mapping[str, Any]) -> str | None:
    """Hours as `Hours` writes them ("12345 08:00-15:30"), from a preset or from the card's inputs.
    None if nothing valid was chosen, or if from and to are the same."""
    preset = data.get("hours")
    if preset is not None:
        hours = Hours.parse(preset) if isinstance(preset, str) and len(preset) <= 24 else None
    else:
        hours = _chosen(data)
    return str(hours) if hours and hours.start != hours.end else None


def _chosen(data: Mapping[str, Any]) -> Hours | None:
    days, start, end = _days(data.get("days")), _time(data.get("from")), _time(data.get("to"))
    return Hours(days, start, end) if days and start and end else None


def _days(value: object) -> frozenset[int]:
    """The chosen days, which Teams separates with commas."""
    chosen = value[:40].split(",") if isinstance(value, str) else []
    return frozenset(int(each) for each in map(str.strip, chosen) if _DAY.fullmatch(each))


def _time(value: object) -> time | None:
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) and len(value) < 20 else None
    return time(int(found[1]), int(found[2] or 0)) if found else None


def said(words: Words, text: str) -> str:
    """Hours in words: "mandag–fredag kl. 08.00–15.30". "" means ordinary working hours."""
    hours = Hours.parse(text) or WORKDAY
    start, end = (parts.clock(words, f"{each:%H:%M}") for each in (hours.start, hours.end))
    return words("hours-said", days=_days_said(words, hours.days), **{"from": start, "to": end})


def _days_said(words: Words, days: Iterable[int]) -> str:
    chosen = frozenset(days)
    if chosen == _EVERY_DAY:
        return words("hours-all-days")
    parts_said = [each for run in _runs(sorted(chosen)) for each in _run_said(words, run)]
    *before, last = parts_said
    return words("hours-and", first=", ".join(before), last=last) if before else last


def _runs(days: list[int]) -> list[list[int]]:
    """The days grouped into runs of consecutive days."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _run_said(words: Words, run: list[int]) -> list[str]:
    """A run of three or more days as a range, one or two by name."""
    names = [words(f"weekday-{each}") for each in run]
    return [words("hours-run", first=names[0], last=names[-1])] if len(run) > 2 else names


@drawn
def hours(words: Words, current: str, time_zone: str, problem: str = "") -> Card:
    """`current` is the person's hours as stored ("" for ordinary working hours), `time_zone` is an
    IANA name; `problem` is "", or why a choice was not accepted."""
    now = Hours.parse(current) or WORKDAY
    told = words("hours-text", hours=said(words, current), zone=_zone(words, time_zone))
    body: list[Any] = [parts.heading(words("hours-title")), parts.line(told)]
    if problem:
        body.append(parts.warning(words("hours-problem")))
    body.append(parts.subheading(words("hours-usual")))
    body += [_preset(words, name, text) for name, text in PRESETS]
    body += [parts.subheading(words("hours-own")), _days_input(words, now), *_times(words, now)]
    body += parts.buttons(parts.button(words("button-save"), "hours", primary=True, inputs=True))
    return kit.card(words.language, body, summary=words("hours-title"))


def _preset(words: Words, name: str, text: str) -> kit.Container:
    title = words(f"hours-{name}")
    return parts.row(title, said(words, text), parts.button(title, "hours", {"hours": text}))


def _days_input(words: Words, now: Hours) -> kit.InputChoiceSet:
    return kit.InputChoiceSet(
        id="days",
        label=words("hours-days"),
        choices=parts.choices([(str(n), words(f"weekday-{n}")) for n in range(1, 8)]),
        value=",".join(map(str, sorted(now.days))),
        style="expanded",
        is_multi_select=True,
        wrap=True,
        is_required=True,
        error_message=words("hours-days-error"),
    )


def _times(words: Words, now: Hours) -> list[kit.InputTime]:
    """The inputs one above the other: side by side they would be too wide for a narrow card."""
    return [_time_input(words, "from", now.start), _time_input(words, "to", now.end)]


def _time_input(words: Words, name: str, value: time) -> kit.InputTime:
    """A time input, or a text input in clients without time inputs."""
    facts: dict[str, Any] = {
        "id": name,
        "label": words(f"hours-{name}"),
        "value": f"{value:%H:%M}",
        "is_required": True,
        "error_message": words(f"hours-{name}-error"),
    }
    typed = kit.InputText(**facts, placeholder=words("hours-typed"), max_length=8)
    return kit.InputTime(**facts, fallback=typed)


def _zone(words: Words, name: str) -> str:
    if name in ("", "Europe/Oslo"):
        return words("hours-zone-norway")
    place = name.rsplit("/", 1)[-1].replace("_", " ")
    return words("hours-zone", place=parts.plain(place, 40))


@drawn
def saved(words: Words, text: str) -> Card:
    """`text` is the hours as they are stored."""
    title = words("hours-saved-title")
    body = [
        parts.heading(title),
        parts.line(words("hours-saved-text", hours=said(words, text))),
        *parts.buttons(
            parts.button(words("button-next"), "next"),
            parts.button(words("hours-change"), "hours"),
            parts.button(words("button-help"), "help"),
        ),
    ]
    return kit.card(words.language, body, summary=title)
