"""One tree of errors. The docstring is the message; the object carries the facts.

Fields in the docstring are filled from the facts, so a message never drifts from its data::

    raise SettingError(name="PORT", why="it is not a number", mend="use 1-65535")
"""

from __future__ import annotations

import inspect
from typing import Any, Final

UNREADABLE: Final = (AttributeError, LookupError, TypeError, ValueError, OverflowError)
"""What comes of a stored document that is not what it should be. Whoever works through many
catches these for each, so that one stops no other."""


class PadriverError(Exception):
    """Something went wrong in Pådriver."""

    def __init__(self, **facts: Any) -> None:
        super().__init__()
        self.facts = facts

    def __str__(self) -> str:
        return inspect.cleandoc(type(self).__doc__ or "").format(**self.facts)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["facts"][name]
        except KeyError:
            raise AttributeError(name) from None


class SettingError(PadriverError):
    """{name}: {why}. {mend}"""


class EnvFileUnreadable(PadriverError):
    """--env-file {path} cannot be read: {why}."""


class StoreError(PadriverError):
    """The store could not do what was asked."""


class StoreBusy(StoreError):
    """{path} is in use by another Pådriver. Stop it first, or give this one its own STORE_URL."""


class StoreUnusable(StoreError):
    """{path} cannot be used as a store: {why}. {mend}"""


class NotSaved(StoreError):
    """The change was not saved: {why}. Nothing was acknowledged."""


class ProxyFailed(PadriverError):
    """The proxy {proxy} does not let a request through: {why}. {mend}"""


class IncompleteKind(PadriverError):
    """The kind of card "{kind}" is not declared completely: {why}."""


class Refused(PadriverError):
    """{why}"""


class Unheard(PadriverError):
    """Nobody listens to {event}: it is missing from HEARS, or need not be announced."""


class NoScope(PadriverError):
    """{route} has no scope: declare it in bot/web/access/scopes.py."""


class Undeclared(PadriverError):
    """OWNS and the collections of the store do not agree about: {collections}."""


class NotAllowed(PadriverError):
    """{person} may not {action}."""
