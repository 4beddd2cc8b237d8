"""Answers to invokes, as bytes: a template around a card that is already JSON.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards#response-format
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import orjson


class InvokeAnswer(NamedTuple):
    """An HTTP answer. `body` is JSON, or empty."""

    status: int
    body: bytes = b""


_CARD: Final = b'{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive","value":%b}'
_TOAST: Final = b'{"statusCode":200,"type":"application/vnd.microsoft.activity.message","value":%b}'
_KEEP: Final = orjson.dumps(
    {
        "statusCode": 500,
        "type": "application/vnd.microsoft.error",
        "value": {"code": "NotNow", "message": ""},
    }
)
_EMPTY: Final[Mapping[str, bytes]] = {
    "message/submitAction": b"{}",
    "application/search": (
        b'{"statusCode":200,"type":"application/vnd.microsoft.search.searchResponse",'
        b'"value":{"results":[]}}'
    ),
    "composeExtension/query": (
        b'{"composeExtension":{"type":"result","attachmentLayout":"list","attachments":[]}}'
    ),
    "composeExtension/queryLink": b"{}",
    "composeExtension/anonymousQueryLink": b"{}",
}
_DIALOGS: Final = frozenset(
    {
        "message/fetchTask",
        "task/fetch",
        "task/submit",
        "composeExtension/fetchTask",
        "composeExtension/submitAction",
    }
)


def card(card: bytes) -> InvokeAnswer:
    """Replace the card, for the person who tapped it."""
    return InvokeAnswer(200, _CARD % card)


def toast(text: str) -> InvokeAnswer:
    """Show a toast; the card stays as it is."""
    return InvokeAnswer(200, _TOAST % orjson.dumps(text))


def keep() -> InvokeAnswer:
    """A refresh failed: the client keeps the card that it shows and says nothing."""
    return InvokeAnswer(200, _KEEP)


def not_here(name: str, sorry: str) -> InvokeAnswer:
    """The answer to an invoke that nothing handles: an empty result, a dialog with the apology
    `sorry`, or 501 where the protocol has no empty answer."""
    if name in _EMPTY:
        return InvokeAnswer(200, _EMPTY[name])
    if name in _DIALOGS:
        return InvokeAnswer(200, orjson.dumps({"task": {"type": "message", "value": sorry}}))
    return InvokeAnswer(501)
