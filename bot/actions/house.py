"""What every action needs of the house, in one frozen value that `app.py` fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.lessons import Library
from bot.core.municipalities import Municipalities
from bot.ports import Messenger, Store


@dataclass(frozen=True, slots=True)
class House:
    """`sender` is the organisation that stands behind the bot, "" if none is set.

    `secret` is the store's own: it signs links and hides who was erased. `pictures` maps a
    picture's file name to its public address. `app_id` is the bot's id in Teams, "" in local mode.
    """

    store: Store
    library: Library
    municipalities: Municipalities
    messenger: Messenger
    secret: bytes
    public_url: str = ""
    sender: str = ""
    local: bool = False
    version: str = ""
    app_id: str = ""
    pictures: Mapping[str, str] = field(default_factory=dict)
