"""The card on which a host says how many came to a gathering, and an operator notes an estimate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.core.actor import ActorKind
from bot.core.gatherings.attendance import LONGEST_NOTE, MOST_PEOPLE
from bot.core.gatherings.views import Hosting, Said
from bot.core.moments import parse_moment
from bot.core.people.roles import Role
from bot.locale import Words
from cards import kit, parts, payload
from cards.gatherings.gathering import money, title_of
from cards.kit import Card

MOST_HOMES: Final = 20  # municipalities on one card
_PREFIX: Final = "came_"
_OTHERS: Final = "other"
_DIGITS: Final = re.compile(r"[\s.,\u00a0\u202f]")


def read_came(data: Mapping[str, Any]) -> dict[str, int] | None:
    """How many by home municipality, with "" for elsewhere; an empty field is left out. None if
    anything is not a whole number."""
    found = {}
    for name in list(data)[:100]:
        if not name.startswith(_PREFIX):
            continue
        home, text = name.removeprefix(_PREFIX)[:10], (payload.text(data, name, 12) or "").strip()
        said = _number(text) if text else None
        if text and said is None:
            return None
        if said is not None:
            found["" if home == _OTHERS else home] = said
    return found


def read_estimate(data: Mapping[str, Any]) -> tuple[int | None, str] | None:
    """An amount in kroner, None for an empty field, and the note; None if it is no number."""
    said = (payload.text(data, "estimate", 20) or "").strip()
    amount = _number(said) if said else None
    if said and amount is None:
        return None
    return amount, payload.text(data, "note", 2 * LONGEST_NOTE) or ""


def _number(said: str) -> int | None:
    """A whole number, with or without spaces or points between the thousands."""
    plain = _DIGITS.sub("", said)
    return int(plain) if plain.isascii() and plain.isdecimal() else None


def count(words: Words, seen: Hosting) -> Card:
    """Fields with what holds now, by municipality; for an operator the estimate too."""
    title, summary = title_of(words, seen.gathering)
    this = {"g": seen.gathering.id}
    body: list[Any] = [parts.quiet(title), parts.heading(words("gathering-came-ask"))]
    if seen.problem in ("came", "estimate"):
        body.append(parts.warning(words(f"gathering-wrong-{seen.problem}")))
    body.append(parts.line(_about(words, seen)))
    body += [_home(words, seen, each) for each in _homes(seen)]
    keep = words("gathering-came-keep")
    body += parts.buttons(
        parts.button(keep, "gathering-count-save", this, primary=True, inputs=True),
        *([_clear(words, this)] if seen.said else []),
        parts.button(words("gathering-back"), "gathering", this),
    )
    if seen.person.role == Role.OPERATOR:
        body += _estimate(words, seen, this)
    return kit.card(words.language, body, summary=summary)


def _about(words: Words, seen: Hosting) -> str:
    if seen.least <= 1:
        return words("gathering-came-text", counted=_counted(words, seen))
    return words("gathering-came-text-few", counted=_counted(words, seen), least=seen.least)


def _counted(words: Words, seen: Hosting) -> str:
    few = seen.counted is None
    return words("count-fewer-than", n=seen.least) if few else str(seen.counted)


def _homes(seen: Hosting) -> list[str]:
    wanted = dict.fromkeys((*seen.gathering.meant_for, *filter(None, seen.homes)))
    return [*list(wanted)[:MOST_HOMES], ""]


def _home(words: Words, seen: Hosting, home: str) -> kit.InputText:
    label = seen.names.get(home, home) if home else words("gathering-came-other")
    value = seen.homes.get(home, 0)
    looks: dict[str, Any] = {"value": str(value)} if value else {}
    longest = len(str(MOST_PEOPLE)) + 1
    return kit.InputText(
        id=f"{_PREFIX}{home or _OTHERS}",
        label=label,
        placeholder="0",
        max_length=longest,
        is_required=False,
        **looks,
    )


def _clear(words: Words, this: dict[str, Any]) -> Any:
    return parts.button(words("gathering-came-clear"), "gathering-count-clear", this)


def _estimate(words: Words, seen: Hosting, this: dict[str, Any]) -> list[Any]:
    mine = seen.estimate
    amount, note = (str(mine.amount), mine.note) if mine else ("", "")
    keep = words("gathering-estimate-keep")
    return [
        parts.line(words("gathering-estimate-text"), spacing="Large"),
        _optional(words, "estimate", amount, 20),
        _optional(words, "note", note, LONGEST_NOTE),
        *parts.buttons(parts.button(keep, "gathering-estimate-save", this, inputs=True)),
    ]


def _optional(words: Words, name: str, value: str, most: int) -> kit.InputText:
    looks: dict[str, Any] = {"value": value} if value else {}
    return kit.InputText(
        id=name,
        label=words(f"gathering-form-{name}"),
        placeholder=words(f"gathering-hint-{name}"),
        max_length=most,
        is_required=False,
        **looks,
    )


def said(words: Words, seen: Hosting) -> list[Any]:
    """On the host's card: who said how many came, if somebody did."""
    if seen.said is None:
        return []
    who, day = _who(words, seen.said)
    said = words("gathering-came-said", who=who, day=day, counted=_counted(words, seen))
    return [parts.quiet(said)]


def estimated(words: Words, seen: Hosting) -> list[Any]:
    """On the host's card: the estimate, beside what is computed."""
    if seen.estimate is None or seen.estimated is None:
        return []
    who, day = _who(words, seen.estimated)
    amount = money(words, seen.estimate.amount)
    said = words("gathering-estimate-said", amount=amount, who=who, day=day)
    note = parts.plain(seen.estimate.note, LONGEST_NOTE)
    return [parts.line(said, weight="Bolder"), *([parts.quiet(note)] if note else [])]


def _who(words: Words, said: Said) -> tuple[str, str]:
    day = words.day(parse_moment(said.at).date(), year=True)
    if said.name and said.kind == ActorKind.PERSON:
        return parts.plain(said.name, 80), day
    gone = said.kind == ActorKind.PERSON
    return words("gathering-came-someone" if gone else "gathering-came-office"), day
