"""The addresses that somebody may have had before their municipality merged or changed its e-mail
domain."""

from __future__ import annotations

from datetime import date

from bot.core.people.municipalities import Municipalities, Municipality


def former_addresses(
    mail: str, number: str, map_: Municipalities, day: date
) -> tuple[tuple[str, str], ...]:
    """The same name at each other domain of the municipality `number`, and of those that have
    become part of it by `day`, as (address, domain).

    `mail` is as `bot.core.people.roster.plain_mail` writes it. A domain before the municipality's
    own ("skole." in "skole.molde.example") is tried too. The same name at a former domain is a
    guess, and never proves who somebody is.
    """
    local, _, domain = mail.partition("@")
    domains = [d for e in map_ if e.domains and _is_part(e, number, map_, day) for d in e.domains]
    own = max((d for d in domains if f".{domain}".endswith(f".{d}")), key=len, default="")
    before = domain.removesuffix(own) if own else ""
    found = {
        f"{local}@{each}": former
        for former in domains
        if former != own
        for each in (former, f"{before}{former}")
    }
    return tuple((address, former) for address, former in found.items() if address != mail)


def _is_part(one: Municipality, number: str, map_: Municipalities, day: date) -> bool:
    if not one.merged_into:  # most of a long list, for each of many rows
        return one.number == number
    return map_.resolve(one.number, day) == number
