"""The addresses that somebody may have had before their municipality merged or changed its e-mail
domain, or their unit was transferred from another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.core.people.municipalities import Municipalities, Transfer
from bot.core.people.places import split


def former_addresses(
    mail: str, place: str, map_: Municipalities, day: date
) -> tuple[tuple[str, str], ...]:
    """The same name at each other domain of the municipality of `place`, of those that have become
    part of it by `day`, and of those that its unit was transferred from, as (address, domain). If
    `place` names no unit, it may be any that was transferred there.

    `mail` is as `bot.core.people.roster.plain_mail` writes it. A domain before the municipality's
    own ("skole." in "skole.molde.example") is tried too. The same name at a former domain is a
    guess, and never proves who somebody is.
    """
    local, _, domain = mail.partition("@")
    domains = [d for number in _numbers(place, map_, day) for d in _domains(map_, number)]
    own = max((d for d in domains if f".{domain}".endswith(f".{d}")), key=len, default="")
    before = domain.removesuffix(own) if own else ""
    found = {
        f"{local}@{each}": former
        for former in domains
        if former != own
        for each in (former, f"{before}{former}")
    }
    return tuple((address, former) for address, former in found.items() if address != mail)


def _numbers(place: str, map_: Municipalities, day: date) -> list[str]:
    """The municipality today, what became part of it, and where its unit was before, likewise."""
    number, unit = split(place)
    due = [each for each in map_.transfers if each.day <= day and unit in ("", each.unit)]
    found = _parts(number, map_, day)
    for part in found:
        for donor in _donors(part, due):
            found += [each for each in _parts(donor, map_, day) if each not in found]
    return found


def _parts(number: str, map_: Municipalities, day: date) -> list[str]:
    """The number, and those that have become it by this day, in order."""
    found = [number]
    for each in found:
        before = (map_.known[e] for e in map_.merged.get(each, ()))
        found += [e.number for e in before if e.ended_by(day) and e.number not in found]
    return sorted(found)


def _donors(number: str, transfers: Iterable[Transfer]) -> list[str]:
    return [each.leaves for each in transfers if each.joins == number]


def _domains(map_: Municipalities, number: str) -> tuple[str, ...]:
    known = map_.by_number(number)
    return known.domains if known else ()
