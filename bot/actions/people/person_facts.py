"""The facts about a person that are shown in chat, and those that only the download has.

Every field of `Person` is in one of the two lists, which a test checks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from bot.core.people.places import place_of
from bot.ports import Doc
from bot.services import Fact, FactKind, Services

Said = Callable[[Services, Doc, date], Fact]
_FOR_EVER: Final = "9999"


def facts_of(services: Services, doc: Doc, day: date) -> Iterable[Fact]:
    """The facts in a person's document, in the order in which they are shown, with places as they
    are called on `day`."""
    return (said(services, doc, day) for said in dict.fromkeys(FACTS.values()))


def _text(name: str, field: str, kind: FactKind = FactKind.TEXT) -> Said:
    return lambda _, doc, __: Fact(name, str(doc.get(field) or ""), kind)


def _yes(name: str, field: str) -> Said:
    return lambda _, doc, __: Fact(name, "data-yes" if doc.get(field) else "", FactKind.MESSAGE)


def _message(name: str, field: str, stem: str) -> Said:
    def said(_: Services, doc: Doc, __: date) -> Fact:
        value = doc.get(field)
        return Fact(name, f"{stem}{value}" if value else "", FactKind.MESSAGE)

    return said


def _municipality(services: Services, doc: Doc, day: date) -> Fact:
    """As the unit's, which may have been transferred; the unit itself is said beside it."""
    unit, place = doc["unit"], place_of(doc["municipality"], doc["unit"])
    return Fact("municipality", services.label(place, day).removeprefix(f"{unit}, "))


def _also_in(services: Services, doc: Doc, day: date) -> Fact:
    return Fact("also-in", "; ".join(services.label(each, day) for each in doc.get("also_in", ())))


def _role(services: Services, doc: Doc, day: date) -> Fact:
    where = "; ".join(services.label(each, day) for each in doc["scope"])
    return Fact("role", f"role-{doc['role']}", FactKind.MESSAGE, where)


def _pause(_: Services, doc: Doc, __: date) -> Fact:
    until = doc["paused_until"]
    if until.startswith(_FOR_EVER):
        return Fact("paused", "data-until-said", FactKind.MESSAGE)
    return Fact("paused", until, FactKind.UNTIL)


def _removed(_: Services, doc: Doc, __: date) -> Fact:
    return Fact("removed", "" if doc["installed"] else "data-yes", FactKind.MESSAGE)


FACTS: Final[dict[str, Said]] = {
    "name": _text("name", "name"),
    "municipality": _municipality,
    "unit": _text("unit", "unit"),
    "also_in": _also_in,
    "municipality_by": _message("placed-by", "municipality_by", "data-by-"),
    "language": _message("language", "language", "language-"),
    "joined": _text("joined", "joined", FactKind.SINCE),
    "seen": _text("seen", "seen", FactKind.ON),
    "started": _yes("started", "started"),
    "completed": _yes("completed", "completed"),
    "role": _role,
    "scope": _role,
    "rostered": _message("rostered", "rostered", "role-"),
    "hours": _text("hours", "hours", FactKind.HOURS),
    "time_zone": _text("time-zone", "time_zone"),
    "paused_until": _pause,
    "stopped": _yes("stopped", "stopped"),
    "help_wanted": _text("help", "help_wanted", FactKind.SINCE),
    "no_push": _yes("no-push", "no_push"),
    "no_recruit": _yes("no-recruit", "no_recruit"),
    "may_tell": _yes("told", "may_tell"),
    "left_on": _text("leaves", "left_on", FactKind.ON),
    "blocked": _yes("blocked", "blocked"),
    "installed": _removed,
}
TECHNICAL: Final[dict[str, str]] = {
    "key": "the ids of the tenant and of the person there, once more",
    "tenant": "an id of Microsoft's that says nothing to a person",
    "entra": "an id of Microsoft's that says nothing to a person",
    "user": "an id of Microsoft's that says nothing to a person",
    "bot": "the bot's own id in their chat",
    "service_url": "Microsoft's address that the bot answers to",
    "conversation": "an id of their chat with the bot",
    "language_by": "whether the language was guessed or chosen; the language itself is said",
    "welcomed": "so that the welcome comes once; it is among the messages that are counted",
    "card": "which message a refresh draws anew",
    "shows": "what that message shows",
    "lot": "a number worked out from the ids, to spread sending over the morning",
    "oldest": "when to look for what is too old",
    "leaving": "whether the counts have taken note of the day they leave, which is said",
    "several": "whether there are other workplaces, which are said",
    "asked": "when Teams was last asked who they are; what it said is shown",
    "counted_as": "under which former municipality they are counted; the municipality is said",
}
