"""ALERT_WEBHOOK: posts each alarm in the background. It never delays or breaks what raised it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

import aiohttp
import structlog

from bot.locale import words

log = structlog.get_logger(__name__)
OpenSession = Callable[[], aiohttp.ClientSession]
_DOCTOR: Final = "python app.py doctor"
_PATIENCE: Final = aiohttp.ClientTimeout(total=10)


def told(what: str, why: str) -> str:
    """The alarm as a sentence for the operators."""
    spoken, key = words("nb"), f"alarm-{what.replace('_', '-')}"
    if not spoken.has(key):
        return spoken("alarm-other", what=what, why=why)
    return spoken(key, why=why, command=_DOCTOR)


class Webhook:
    """Call it with what happened and why. It posts `{"text", "what", "why"}` to `address`.

    `text` is what Teams and Slack workflows show: a sentence in bokmål that says what to do. Alarms
    never contain anything personal. `open_session` opens the way out.
    """

    def __init__(self, address: str, open_session: OpenSession) -> None:
        self._open_session = open_session
        self._address = address
        self._posts: set[asyncio.Task[None]] = set()

    def __call__(self, what: str, why: str) -> None:
        task = asyncio.create_task(self._post(what, why))
        self._posts.add(task)
        task.add_done_callback(self._posts.discard)

    async def _post(self, what: str, why: str) -> None:
        said = {"text": told(what, why), "what": what, "why": why}
        try:
            async with (
                self._open_session() as session,
                session.post(
                    self._address, json=said, allow_redirects=False, timeout=_PATIENCE
                ) as answer,
            ):
                if answer.status >= 300:
                    log.warning("alarm_not_told", status=answer.status)
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("alarm_not_told", error=type(error).__name__)
