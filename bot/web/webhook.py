"""ALERT_WEBHOOK: posts each alarm in the background. It never delays or breaks what raised it.

The address contains a secret, so neither it nor what answered there is ever logged.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, tzinfo
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import structlog

from bot.core.moments import moment
from bot.core.operations.alarms import AlarmNotice, AlarmState
from bot.drawing.operations import alarm_sentence, alarm_title
from bot.locale import words

log = structlog.get_logger(__name__)
OpenSession = Callable[[], aiohttp.ClientSession]
_PATIENCE: Final = aiohttp.ClientTimeout(total=10)
_PAUSES: Final = (30.0, 300.0, 1800.0)  # seconds; what is wrong may be the way out itself
_CARD: Final = "application/vnd.microsoft.card.adaptive"
# Where Teams' Workflows are called, with Power Automate's older and newer addresses.
_TEAMS: Final = (
    ".logic.azure.com",
    ".powerplatform.com",
    ".powerautomate.com",
    ".flow.microsoft.com",
    ".webhook.office.com",
)
_SLACK: Final = "hooks.slack.com"


def form_of(address: str) -> str:
    """What listens at this address, by its host: "teams", "slack", or "json" for anything else."""
    host = (urlsplit(address).hostname or "").lower()
    if host == _SLACK:
        return "slack"
    return "teams" if host.endswith(_TEAMS) else "json"


def body_of(notice: AlarmNotice, form: str, zone: tzinfo) -> dict[str, Any]:
    """What is posted, in bokmål: a card for Teams, a text for Slack, or fields for any other.

    https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
    https://api.slack.com/messaging/webhooks
    """
    spoken = words("nb")
    text, title = alarm_sentence(spoken, notice, zone), alarm_title(spoken, notice)
    if form == "slack":
        return {"text": _escaped(text)}
    if form == "teams":
        card = _card(title, text, over=notice.state is AlarmState.OVER)
        attached = {"contentType": _CARD, "contentUrl": None, "content": card}
        return {"type": "message", "attachments": [attached]}
    return {
        "text": text,
        "what": str(notice.name),
        "why": notice.why,
        "about": notice.about,
        "state": str(notice.state),
        "since": moment(notice.since),
    }


class Webhook:
    """Call it with a notice; it posts it to `address`. `open_session` opens the way out. Moments
    are said in `zone`. `form` is "teams", "slack" or "json"; by default what the address tells.
    `pauses` are seconds before it is tried again."""

    def __init__(
        self,
        address: str,
        open_session: OpenSession,
        zone: tzinfo = UTC,
        form: str = "auto",
        pauses: Sequence[float] = _PAUSES,
    ) -> None:
        self._address = address
        self._open_session = open_session
        self._zone = zone
        self._form = form_of(address) if form == "auto" else form
        self._pauses = pauses
        self._posts: set[asyncio.Task[None]] = set()

    def __call__(self, notice: AlarmNotice) -> None:
        task = asyncio.create_task(self._post(body_of(notice, self._form, self._zone)))
        self._posts.add(task)
        task.add_done_callback(self._posts.discard)

    async def _post(self, body: dict[str, Any]) -> None:
        for pause in (*self._pauses, None):
            if await self._posted(body) or pause is None:
                return
            await asyncio.sleep(pause)

    async def _posted(self, body: dict[str, Any]) -> bool:
        try:
            async with (
                self._open_session() as session,
                session.post(
                    self._address, json=body, allow_redirects=False, timeout=_PATIENCE
                ) as answer,
            ):
                if answer.status < 300:
                    return True
                log.warning("alarm_not_told", status=answer.status)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("alarm_not_told", error=type(error).__name__)
        return False


def _card(title: str, text: str, *, over: bool) -> dict[str, Any]:
    heading = {
        "type": "TextBlock",
        "text": title,
        "weight": "Bolder",
        "size": "Medium",
        "color": "Good" if over else "Attention",
        "wrap": True,
    }
    return {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.2",
        "body": [heading, {"type": "TextBlock", "text": text, "wrap": True}],
    }


def _escaped(text: str) -> str:
    """Slack reads these three as markup: https://api.slack.com/reference/surfaces/formatting"""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
