"""The answers of message extensions and dialogs, as the bytes that Teams expects. Pure.

Results, messages and previews in the chat:
https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/respond-to-task-module-submit
Dialogs:
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

CLOSED: Final = b"{}"  # nothing more to show, so Teams closes the dialog
_ADAPTIVE: Final = "application/vnd.microsoft.card.adaptive"
_THUMBNAIL: Final = "application/vnd.microsoft.card.thumbnail"
_TITLE: Final = 80  # characters; a dialog's title has one line


class Hit(NamedTuple):
    """One result: the card that goes into the message, and the title and text in the list."""

    card: bytes
    title: str
    text: str


def results(hits: Iterable[Hit]) -> bytes:
    """A list to choose from. Each card needs a preview, which is all that the list shows."""
    found = b",".join(_hit(each) for each in hits)
    return (
        b'{"composeExtension":{"type":"result","attachmentLayout":"list","attachments":[%b]}}'
        % found
    )


def message(text: str) -> bytes:
    """A plain sentence instead of results."""
    return b'{"composeExtension":{"type":"message","text":%b}}' % _json(text)


def preview(card: bytes) -> bytes:
    """The card as the bot will post it, with Send and Edit. Send adds the bot to the chat if it is
    not there yet."""
    return (
        b'{"composeExtension":{"type":"botMessagePreview","activityPreview":'
        b'{"type":"message","attachments":[{"contentType":"%b","content":%b}]}}}'
        % (_ADAPTIVE.encode(), card)
    )


def dialog(title: str, card: bytes) -> bytes:
    """A dialog with a card; Teams makes it as tall as the card."""
    return (
        b'{"task":{"type":"continue","value":{"title":%b,"height":"large","width":"medium",'
        b'"card":{"contentType":"%b","content":%b}}}}'
        % (_json(title[:_TITLE]), _ADAPTIVE.encode(), card)
    )


def said(text: str) -> bytes:
    """A dialog with one sentence."""
    return b'{"task":{"type":"message","value":%b}}' % _json(text)


def _hit(hit: Hit) -> bytes:
    line = {"contentType": _THUMBNAIL, "content": {"title": hit.title, "text": hit.text}}
    return b'{"contentType":"%b","content":%b,"preview":%b}' % (
        _ADAPTIVE.encode(),
        hit.card,
        _json(line),
    )


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
