"""Records in a restored store that it was restored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.actions.shared.acts import Act
from bot.actions.shared.audit import record_plain
from bot.core.actor import ActorKind
from bot.ports import Tx


def restored(at: datetime) -> Callable[[Tx], None]:
    """The change that records a restore from the command line in the store."""
    kind, act, after = ActorKind.COMMAND_LINE, Act.STORE_RESTORED, {"held": True}
    return lambda tx: record_plain(tx, kind, act, at, after=after)
