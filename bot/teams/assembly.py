"""Assembles the door and the connector for `bot.assembly`.

    connector = connector_for(settings, clock)
    add_door(app, settings, connector, on_turn=..., ...)

The connector is created first, without I/O, because the chat looks people up through it. It opens
with the application and closes after the last turn.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from typing import Final, Literal, Protocol

import aiohttp
import structlog
from aiohttp import web

from bot.core.send_outcome import SendOutcome
from bot.ports import Clock
from bot.teams.inbound.adapter import Adapter, Apology, OnInvoke, OnTurn
from bot.teams.inbound.claims import Policy, issuer_for, scope_for
from bot.teams.inbound.door import PATH, Door
from bot.teams.inbound.gate import Gate
from bot.teams.inbound.keys import Keys
from bot.teams.outbound.connector import Connector
from bot.teams.outbound.hosts import Hosts
from bot.teams.outbound.own_chats import OwnChats
from bot.teams.outbound.replies import Patience, Replier
from bot.teams.outbound.retries import RetryingMessenger
from bot.teams.outbound.sessions import OutboundSettings, Sessions
from bot.teams.outbound.tokens import Tokens, client_secret, managed_identity

log = structlog.get_logger(__name__)


class TeamsSettings(OutboundSettings, Protocol):
    """The settings that the adapter needs; `bot.settings.Settings` has them all."""

    @property
    def local(self) -> bool: ...
    @property
    def app_id(self) -> str: ...
    @property
    def app_password(self) -> str: ...
    @property
    def app_type(self) -> Literal["SingleTenant", "UserAssignedMSI"]: ...
    @property
    def allowed_tenants(self) -> frozenset[str]: ...
    @property
    def openid_metadata_url(self) -> str: ...
    @property
    def token_url(self) -> str: ...
    @property
    def service_url_hosts(self) -> tuple[str, ...]: ...
    @property
    def identity_endpoint(self) -> str: ...
    @property
    def identity_header(self) -> str: ...


DOOR: Final = web.AppKey("door", Door)
CONNECTOR: Final = web.AppKey("connector", Connector)


def connector_for(told: TeamsSettings, clock: Clock) -> Connector:
    """The connector, closed until the application starts. Without an app id it sends no token."""

    hosts = Hosts(told.service_url_hosts)
    return Connector(hosts, partial(tokens_for, told, clock), Sessions(told))


def tokens_for(told: TeamsSettings, clock: Clock, session: aiohttp.ClientSession) -> Tokens | None:
    """The source of the bot's own token; None if these settings contain no credentials."""
    scope = scope_for(told.openid_metadata_url)
    if told.app_type == "UserAssignedMSI" and told.app_id:
        identity = (told.identity_endpoint, told.identity_header)
        return Tokens(managed_identity(session, told.app_id, scope, clock, *identity), clock)
    if not (told.app_id and told.app_password and told.token_url):
        return None
    secret = (told.token_url, told.app_id, told.app_password, scope, clock)
    return Tokens(client_secret(session, *secret), clock)


def add_door(
    app: web.Application,
    told: TeamsSettings,
    connector: Connector,
    *,
    on_turn: OnTurn,
    apology: Apology,
    clock: Clock,
    own_chats: OwnChats,
    named: Mapping[str, OnInvoke] | None = None,
    note: Callable[[SendOutcome], None] | None = None,
    refused: Callable[[str], None] | None = None,
) -> None:
    """Add POST /api/messages to `app`; it accepts turns while the application runs.

    `on_turn(turn)` gives the reply to whatever a person did. `apology(locale, error)` is one kind
    sentence in the language of a locale ("nb-NO", or ""), for a turn that failed. `own_chats` is
    where people are reached who only tapped a card. `named` maps
    other invokes ("task/fetch") to functions from the turn to the JSON of their answer. `note` is
    told how each message in reply to a turn ended; `refused` why a request that Teams has signed
    can't be read, which only a change at Microsoft's explains.
    """
    keys = Keys(told.openid_metadata_url, clock, Sessions(told))
    replier = Replier(_patience(connector), own_chats, note)
    adapter = Adapter(connector, replier, on_turn, apology, named or {})
    policy = policy_of(told)
    door = Door(policy, Gate(policy, keys, clock), adapter, clock, refused)

    async def open_and_close(_: web.Application) -> AsyncIterator[None]:
        async with connector, keys:
            log.info("door_open", local=told.local, sign_in=bool(told.app_id))
            yield
            await replier.close()
        log.info("door_closed")

    app[CONNECTOR], app[DOOR] = connector, door
    app.router.add_post(PATH, door.handle)
    app.cleanup_ctx.append(open_and_close)


def policy_of(told: TeamsSettings) -> Policy:
    """The policy that these settings describe: whose requests the door lets in."""
    return Policy(
        app_id=told.app_id,
        issuer=issuer_for(told.openid_metadata_url),
        channels=frozenset({"msteams", "emulator"} if told.local else {"msteams"}),
        tenants=told.allowed_tenants,
        hosts=Hosts(told.service_url_hosts),
        local=told.local,
    )


def calm_gc() -> None:
    """Freeze what is loaded out of the garbage collector's sight, and let it run less often.

    Call it once, when everything is loaded. It brought the 99th percentile of a turn from 34 to
    12 ms."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _patience(connector: Connector) -> Patience:
    def within(seconds: float) -> RetryingMessenger:
        time = asyncio.get_running_loop().time
        return RetryingMessenger(connector, time() + seconds, time=time)

    return within
