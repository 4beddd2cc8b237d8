"""Puts right what was written while the clock was far ahead: moments are moved back by as much as
the clock had jumped, so that nobody waits for a day that will only come in a year.

Nothing is moved but what lies after the jump; never a leaving date or the beginning of a gathering;
and what may be set for a distant day, such as a year's pause, only where it was set after the jump.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from bot.actions.personal_data.my_data import everything
from bot.actions.shared.batches import in_batch
from bot.core import documents
from bot.core.moments import moment, parse_moment
from bot.ports import Doc, Tx
from bot.services import Services

_PAGE: Final = 10  # people per transaction, so few that a waiting turn hardly notices
_LAST: Final = "9999"
_REACH: Final = timedelta(days=450)  # beyond the jump: nothing is promised for later
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_CHOSEN: Final = {  # fields that say when something is to be, whatever the clock says
    documents.PEOPLE: {"left_on"},
    documents.GATHERINGS: {"start"},
    documents.REPLIES: {"at"},
}
_DISTANT: Final = {  # fields that may have been set before the jump for a day after it
    documents.PEOPLE: {"paused_until"},
    documents.JOURNEYS: {"later"},
    documents.DELIVERIES: {"due_at", "day", "wanted_at"},
}
_WRITTEN: Final = ("planned_at", "tried_at")  # of a delivery, when they were set


@dataclass(frozen=True, slots=True)
class Jump:
    """The clock went from `before` to `ahead` at once, and has come back since."""

    before: datetime
    ahead: datetime

    def back(self, text: str) -> str:
        """A moment or a day as it should have been written; any other text as it is."""
        if _MOMENT.fullmatch(text) and self._is_wrong(text, moment):
            return moment(parse_moment(text) - (self.ahead - self.before))
        if _DAY.fullmatch(text) and self._is_wrong(text, lambda at: moment(at)[:10]):
            return str(date.fromisoformat(text) - timedelta(days=(self.ahead - self.before).days))
        return text

    def covers(self, text: str) -> bool:
        """Whether this moment or day was written after the jump."""
        return self.back(text) != text

    def _is_wrong(self, text: str, written: Callable[[datetime], str]) -> bool:
        return written(self.ahead) <= text <= written(self.ahead + _REACH)


async def put_right(services: Services, jump: Jump, at: datetime) -> int:
    """Move back every moment after the jump in what is kept about people, and the counts of days.
    Everybody is looked at anew at `at`. Returns how many documents were changed. It may be run
    again: what is right is left as it is."""
    changed, after = 0, ("", "")
    await services.store.run(lambda tx: _counts(tx, jump))

    def one(tx: Tx, key: str) -> int:
        return _person(services, tx, key, jump, at)

    while page := await services.store.run(_page(after)):
        done = await in_batch(services.store, [key for _, key in page], one, lambda _, __: 0)
        changed += sum(done)
        after = page[-1]
    return changed


def _page(after: tuple[str, str]) -> Callable[[Tx], list[tuple[str, str]]]:
    def change(tx: Tx) -> list[tuple[str, str]]:
        found = tx.due(documents.PEOPLE, _LAST, after=after, limit=_PAGE)
        return [(doc["oldest"], key) for key, doc in found]

    return change


def _person(services: Services, tx: Tx, key: str, jump: Jump, at: datetime) -> int:
    changed = 0
    acted = jump.covers(str((tx.get(documents.PEOPLE, key) or {}).get("seen", "")))
    for owned, docs in everything(services, tx, key):
        for row, doc in docs:
            if owned.collection == documents.AUDIT:
                continue  # what the clock said is part of what happened
            after = _moved(doc, jump, _left(owned.collection, doc, jump, acted=acted))
            if owned.collection == documents.JOURNEYS and after != doc:
                after["next_at"] = moment(at)
            if after != doc:
                tx.put(owned.collection, row, after)
                changed += 1
    return changed


def _left(collection: str, doc: Doc, jump: Jump, *, acted: bool) -> set[str]:
    """The fields that are not moved. `acted`: the person has used the bot since the jump."""
    chosen = _CHOSEN.get(collection, set())
    if collection == documents.DELIVERIES:
        acted = any(jump.covers(str(doc.get(each, ""))) for each in _WRITTEN)
    return chosen if acted else chosen | _DISTANT.get(collection, set())


def _moved(doc: Doc, jump: Jump, chosen: set[str]) -> Doc:
    return {name: doc[name] if name in chosen else _right(doc[name], jump) for name in doc}


def _right(value: Any, jump: Jump) -> Any:
    if isinstance(value, str):
        return jump.back(value)
    if isinstance(value, list):
        return [_right(each, jump) for each in value]
    if isinstance(value, dict):
        return {name: _right(each, jump) for name, each in value.items()}
    return value


def _counts(tx: Tx, jump: Jump) -> None:
    """Counts of a day that has not come belong to the day on which they were made."""
    for name, n in tx.counts("").items():
        right = "|".join(map(jump.back, name.split("|")))
        if right != name and n:
            tx.add(name, -n)
            tx.add(right, n)
