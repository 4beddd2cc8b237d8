"""One planned row, counted: how everything that is sent unasked begins."""

from __future__ import annotations

from datetime import datetime

from bot.actions.shared.delivery_counts import count_planned
from bot.core.delivery.deliveries import PlannedCard, delivery_key, planned
from bot.core.values import replace
from bot.ports import Tx
from bot.services import Services


def plan_row(services: Services, tx: Tx, card: PlannedCard, at: datetime) -> bool:
    """Plan this card, at `at`; False if it was planned before. It counts in the person's budget as
    its kind does, where the card says nothing else."""
    if card.counts is None:
        card = replace(card, counts=services.kinds[card.kind].counts)
    row = planned(card, at)
    if not tx.plan(key_of(services, card), row):
        return False
    count_planned(tx, row)
    return True


def key_of(services: Services, card: PlannedCard) -> str:
    """The key of this card's row, also where there is none yet."""
    return delivery_key(services.secret, card.person, card.kind, card.subject, card.slot)
