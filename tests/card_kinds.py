"""Every kind of card, as the folders of `bot.actions` declare them: for houses made by tests."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from bot import actions
from bot.services import in_order

FOLDERS = [
    import_module(f"bot.actions.{each.name}") for each in pkgutil.iter_modules(actions.__path__)
]
DECLARING = [each for each in FOLDERS if hasattr(each, "KINDS")]
KINDS = in_order(kind for each in DECLARING for kind in each.KINDS)
