"""The bot's own token, fetched once as it would be for sending: for whoever looks at a set-up."""

from __future__ import annotations

import asyncio
from typing import Final

import aiohttp

from bot.errors import Refused
from bot.ports import Clock
from bot.teams.assembly import TeamsSettings, tokens_for
from bot.teams.inbound.claims import issuer_for
from bot.teams.outbound.tokens import TokenRefusedError

_PATIENCE: Final = 5.0  # seconds


async def own_token(told: TeamsSettings, clock: Clock) -> tuple[str, str]:
    """A fresh token, and whom it was asked for. Raises `Refused`, which says why there is none:
    a status with Entra's code ("401 AADSTS7000222"), or what went wrong on the way."""
    async with aiohttp.ClientSession() as session:
        tokens = tokens_for(told, clock, session)
        if tokens is None:
            raise Refused(why="APP_ID, APP_PASSWORD and APP_TENANTID are not all set")
        try:
            async with asyncio.timeout(_PATIENCE):
                return await tokens.get(), issuer_for(told.openid_metadata_url)
        except TimeoutError:
            raise Refused(why="no answer within 5 seconds") from None
        except TokenRefusedError as error:
            raise Refused(why=error.why) from None
        finally:
            await tokens.close()
