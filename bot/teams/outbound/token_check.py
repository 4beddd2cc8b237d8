"""Fetches the bot's own token once, as for sending, to check that the bot is set up correctly."""

from __future__ import annotations

import asyncio
from typing import Final

from bot.errors import ProxyFailed, Refused
from bot.ports import Clock
from bot.teams.assembly import TeamsSettings, tokens_for
from bot.teams.inbound.claims import issuer_for
from bot.teams.outbound.sessions import OpenSession
from bot.teams.outbound.tokens import TokenRefusedError

_PATIENCE: Final = 5.0  # seconds


async def own_token(
    told: TeamsSettings, clock: Clock, open_session: OpenSession
) -> tuple[str, str]:
    """A fresh token, and the issuer that it must name.

    Raises `Refused` if there is none, with the reason: a status with Entra's code
    ("401 AADSTS7000222"), a missing setting, or no answer within 5 seconds; `ProxyFailed` if
    it is the proxy that stands in the way.
    """
    async with open_session() as session:
        tokens = tokens_for(told, clock, session)
        if tokens is None:
            raise Refused(why="APP_ID, APP_PASSWORD and APP_TENANTID are not all set")
        try:
            async with asyncio.timeout(_PATIENCE):
                return await tokens.get(), issuer_for(told.openid_metadata_url)
        except TimeoutError:
            raise Refused(why="no answer within 5 seconds") from None
        except TokenRefusedError as error:
            if isinstance(error.__cause__, ProxyFailed):
                raise error.__cause__ from None
            raise Refused(why=error.why) from None
        finally:
            await tokens.close()
