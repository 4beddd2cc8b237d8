"""A champion's own words to one colleague: would you be one too, or welcome here.

A *suggestion* is asked, then declined, or waiting for an operator, then appointed or refused. A
*greeting* is for a newcomer who said that a champion may know of them. Both are plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from bot.core.people.person import Person, has_left, moment

What = Literal["suggestion", "greeting"]
AGAIN: Final = timedelta(days=90)  # nobody is asked again sooner, by whomever
KEPT: Final = timedelta(days=90)
NEW_FOR: Final = 30  # days since they came
MOST_GREETINGS: Final = 2  # to one newcomer, from all champions together
A_DAY: Final = {"suggestion": 3, "greeting": 20}
A_WEEK: Final = {"suggestion": 10, "greeting": 60}
ANSWERED: Final = ("declined", "waiting", "appointed", "refused")


@dataclass(frozen=True, slots=True)
class Letter:
    """`by` and `person` are keys; `by` is "" once the writer is erased. `place` is what the
    colleague would be champion of. `state` of a greeting stays "asked". `at` is a moment."""

    id: str
    by: str
    person: str
    what: What
    at: str
    words: str = ""
    place: str = ""
    state: str = "asked"


_NAMES: Final = tuple(each.name for each in fields(Letter))


def to_doc(letter: Letter) -> dict[str, Any]:
    return asdict(letter)


def from_doc(doc: Mapping[str, Any]) -> Letter:
    return Letter(**{name: doc[name] for name in _NAMES if name in doc})


def as_written(doc: Mapping[str, Any]) -> dict[str, Any]:
    """A letter for its writer: what they did themselves. How it was answered is the other's."""
    return {name: doc[name] for name in ("by", "person", "what", "at", "words")}


def over_quota(letters: Iterable[Letter], what: What, at: datetime) -> str:
    """ "day" or "week" when one more of this kind would be too many from one writer, else ""."""
    sent = [each.at for each in letters if each.what == what]
    if sum(each > moment(at - timedelta(days=1)) for each in sent) >= A_DAY[what]:
        return "day"
    return (
        "week"
        if sum(each > moment(at - timedelta(days=7)) for each in sent) >= A_WEEK[what]
        else ""
    )


def is_recent(letter: Letter, at: datetime) -> bool:
    return letter.at > moment(at - AGAIN)


def is_new(person: Person, at: datetime) -> bool:
    """Whether they came within the last thirty days."""
    return date.fromisoformat(moment(at)[:10]) - date.fromisoformat(
        person.joined[:10]
    ) <= timedelta(days=NEW_FOR)


def may_be_told_of(person: Person, at: datetime) -> bool:
    """Whether a champion may know that this person is new: only on their own yes, only while they
    are new, and never of someone who left or wants nothing."""
    gone = person.stopped or person.blocked or not person.installed
    here = not (gone or has_left(person, at))
    return person.may_tell == "yes" and is_new(person, at) and here
