"""What learning does when people move, leave, come back or are erased: their figures follow."""

from __future__ import annotations

from bot.actions.learning.counts import facts_of
from bot.actions.people.records import add_counts
from bot.core.people import municipality_counts
from bot.core.people.events import MembershipChanged
from bot.ports import Tx
from bot.services import Services


def membership_changed(_: Services, tx: Tx, event: MembershipChanged) -> None:
    """Carry everything that they have done, wherever they did it, to where they belong now."""
    facts = facts_of(tx, event.before.key)
    if event.after is None:
        add_counts(tx, municipality_counts.erased(event.before, event.day, facts))
    else:
        add_counts(tx, municipality_counts.carried(event.before, event.after, event.day, facts))
