"""A letter: a champion's own words to one colleague.

A *suggestion* asks them to become a champion too. It is asked, then declined, or waiting for an
operator, then appointed or refused. A *greeting* welcomes a newcomer who agreed that champions may
know about them. Both are plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from bot.core.moments import moment
from bot.core.people.person import Person, has_left

AGAIN: Final = timedelta(days=90)  # nobody is asked again sooner than this, by any champion
WEEK: Final = timedelta(days=7)
KEPT: Final = timedelta(days=90)
NEW_FOR: Final = 30  # days since they came
MOST_GREETINGS: Final = 2  # to one newcomer, from all champions together


class LetterKind(StrEnum):
    SUGGESTION = "suggestion"  # would you be a champion too
    GREETING = "greeting"  # welcome here


A_DAY: Final = {LetterKind.SUGGESTION: 3, LetterKind.GREETING: 20}
A_WEEK: Final = {LetterKind.SUGGESTION: 10, LetterKind.GREETING: 60}


class LetterState(StrEnum):
    ASKED = "asked"  # the colleague has not answered; a greeting stays in this state
    DECLINED = "declined"  # the colleague said no
    WAITING = "waiting"  # they said yes, and an operator has to agree
    APPOINTED = "appointed"  # they are a champion
    REFUSED = "refused"  # an operator said no


ANSWERED: Final = tuple(each for each in LetterState if each != LetterState.ASKED)


class Letter(Struct, frozen=True):
    """`by` (the writer) and `person` are keys; `by` is "" once the writer is erased. `place` is
    what the colleague would be champion of. `at` is a moment."""

    id: str
    by: str
    person: str
    what: LetterKind
    at: str
    words: str = ""
    place: str = ""
    state: LetterState = LetterState.ASKED


def as_written(doc: Mapping[str, Any]) -> dict[str, Any]:
    """A letter as its writer's data: what they did themselves. The answer is the other person's
    data."""
    return {name: doc[name] for name in ("by", "person", "what", "at", "words")}


def over_quota(letters: Iterable[Letter], what: LetterKind, at: datetime) -> str:
    """Which quota one more letter of this kind by the same writer would exceed: "day", "week", or
    "" for none."""
    sent = [each.at for each in letters if each.what == what]
    if sum(each > moment(at - timedelta(days=1)) for each in sent) >= A_DAY[what]:
        return "day"
    return "week" if sum(each > moment(at - WEEK) for each in sent) >= A_WEEK[what] else ""


def is_recent(letter: Letter, at: datetime) -> bool:
    return letter.at > moment(at - AGAIN)


def is_new(person: Person, at: datetime) -> bool:
    """Whether they joined within the last 30 days."""
    return date.fromisoformat(moment(at)[:10]) - date.fromisoformat(
        person.joined[:10]
    ) <= timedelta(days=NEW_FOR)


def may_be_told_of(person: Person, at: datetime) -> bool:
    """Whether champions may know that this person is new: only with their consent, only while they
    are new, and never if they have left or want nothing from the bot."""
    gone = person.stopped or person.blocked or not person.installed
    here = not (gone or has_left(person, at))
    return person.may_tell == "yes" and is_new(person, at) and here
