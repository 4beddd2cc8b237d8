"""The way out: a client of the Bot Connector's REST API, which implements `bot.ports.Messenger`.

All requests share a pooled session and a token. Each request is made once: the caller decides
what is worth retrying (`bot.teams.outbound.retries` within a turn, the sender outside one). The
token goes only to hosts on the allow-list, so redirects are not followed.
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Final
from urllib.parse import quote

import aiohttp
import structlog
from aiohttp.abc import AbstractStreamWriter
from yarl import URL

from bot.core.send_outcome import Ended, Member, SendOutcome
from bot.core.turn import Address, Message
from bot.teams.ids import is_plain_id
from bot.teams.outbound import payloads
from bot.teams.outbound.answers import member_of, members_of, outcome_of
from bot.teams.outbound.hosts import Hosts, canonical
from bot.teams.outbound.sessions import OpenSession, ProxyFailedError
from bot.teams.outbound.tokens import TokenRefusedError, Tokens

log = structlog.get_logger(__name__)

WITHIN: Final = 15.0  # seconds, for a request that nobody is waiting for
_CONNECT: Final = 5.0
_PAGE: Final = 50  # members; the smallest page that Teams offers
_MAX_ANSWER: Final = 256 * 1024
_DRAINED: Final = 65536  # aiohttp waits for the socket only beyond this many bytes
_JSON: Final = "application/json; charset=utf-8"

TokensFor = Callable[[aiohttp.ClientSession], Tokens | None]


@dataclass(frozen=True, slots=True)
class _Answer:
    outcome: SendOutcome
    body: bytes = b""


class Connector:
    """Use as ``async with``; until it is entered, every send ends in *retry*.

    `tokens_for` makes the token source for a session, or returns None in local mode, where no
    token is sent. Times (`within`) are in seconds. No method raises for what Teams answers.
    """

    def __init__(self, hosts: Hosts, tokens_for: TokensFor, open_session: OpenSession) -> None:
        self._hosts = hosts
        self._open_session = open_session
        self._tokens_for = tokens_for
        self._tokens: Tokens | None = None
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Connector:
        self._session = self._open_session()
        self._tokens = self._tokens_for(self._session)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._tokens is not None:
            await self._tokens.close()
        if self._session is not None:
            await self._session.close()

    async def send(self, to: Address, message: Message, *, within: float = WITHIN) -> SendOutcome:
        """Post a message to the conversation; *uncertain* if it failed but may have arrived."""
        return await self.post(to, payloads.activity(to, message), within=within)

    async def update(
        self, to: Address, activity: str, message: Message, *, within: float = WITHIN
    ) -> SendOutcome:
        """Replace the message that has the id `activity`."""
        body = payloads.activity(to, message, activity)
        return await self.put(to, activity, body, within=within)

    async def delete(self, to: Address, activity: str, *, within: float = WITHIN) -> SendOutcome:
        """Delete the message that has the id `activity`."""
        path = (to.conversation, "activities", activity)
        return (await self._ask("DELETE", to, path, b"", within)).outcome

    async def open(self, to: Address, *, within: float = WITHIN) -> SendOutcome:
        """Create (or find) the personal conversation; `outcome.conversation` is its id."""
        body = payloads.conversation(to)
        outcome = (await self._ask("POST", to, (), body, within)).outcome
        if outcome.ok and not is_plain_id(outcome.activity):
            return SendOutcome(Ended.REFUSED, reason="no_conversation")
        return replace(outcome, activity="", conversation=outcome.activity)

    async def member(self, to: Address, *, within: float = WITHIN) -> Member | None:
        """The person as a member of the conversation; None if they can't be looked up."""
        path = (to.conversation, "members", to.user or to.entra)
        answer = await self._ask("GET", to, path, b"", within)
        return member_of(answer.body) if answer.outcome.ok else None

    async def members(self, to: Address, *, within: float = WITHIN) -> int | None:
        """The number of people in the conversation, or at least that many: only the first page is
        read, which is enough to recognise a small group. None if it can't be read.
        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
        """
        room = to.conversation.partition(";")[0]  # a thread has its channel's members
        path, query = (room, "pagedmembers"), f"?pageSize={_PAGE}"
        answer = await self._ask("GET", to, path, b"", within, query=query)
        return members_of(answer.body) if answer.outcome.ok else None

    async def post(self, to: Address, body: bytes, *, within: float = WITHIN) -> SendOutcome:
        """Post an activity that is already bytes."""
        path = (to.conversation, "activities")
        return (await self._ask("POST", to, path, body, within, repeatable=False)).outcome

    async def put(
        self, to: Address, activity: str, body: bytes, *, within: float = WITHIN
    ) -> SendOutcome:
        """Replace an activity with one that is already bytes."""
        path = (to.conversation, "activities", activity)
        return (await self._ask("PUT", to, path, body, within)).outcome

    async def _ask(
        self,
        method: str,
        to: Address,
        path: tuple[str, ...],
        body: bytes,
        within: float,
        *,
        query: str = "",
        repeatable: bool = True,
    ) -> _Answer:
        """Make one request. If the token is refused, it is renewed and the request repeated."""
        if not self._hosts.allow(to.service_url):
            return _Answer(SendOutcome(Ended.REFUSED, reason="host"))
        if not all(map(is_plain_id, path)):
            return _Answer(SendOutcome(Ended.REFUSED, reason="id"))
        session = self._session
        if session is None or session.closed:
            return _Answer(SendOutcome(Ended.RETRY, reason="closed"))
        url = _url(to, path, query)
        answer = _Answer(SendOutcome(Ended.RETRY))
        for _ in range(2):
            try:
                token = await self._tokens.get() if self._tokens else ""
            except TokenRefusedError as error:
                ended = Ended.UNREGISTERED if error.permanent else Ended.RETRY
                return _Answer(SendOutcome(ended, reason=f"token {error.why}"))
            answer = await _once(session, method, url, body, token, within, repeatable)
            if self._tokens is None or not _token_refused(answer.outcome):
                break
            self._tokens.refuse(token)
        if not answer.outcome.ok:
            log.info("send_failed", how=answer.outcome.ended, why=answer.outcome.reason)
        return answer


async def _once(
    session: aiohttp.ClientSession,
    method: str,
    url: URL,
    body: bytes,
    token: str,
    within: float,
    repeatable: bool,
) -> _Answer:
    payload = _Body(body, content_type=_JSON) if body else None
    try:
        async with session.request(
            method,
            url,
            data=payload,
            headers={"Authorization": f"Bearer {token}"} if token else None,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=within, sock_connect=_CONNECT),
        ) as answer:
            said = await _read(answer.content)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return _Answer(_unanswered(error, payload, repeatable))
    wait = answer.headers.get("Retry-After", "")
    return _Answer(outcome_of(answer.status, said, wait, repeatable=repeatable), said)


class _Body(aiohttp.BytesPayload):
    """Remembers whether it was written to the network: only then may the message have arrived."""

    written = False

    async def write_with_length(
        self, writer: AbstractStreamWriter, content_length: int | None
    ) -> None:
        self.written = True
        try:
            await super().write_with_length(writer, content_length)
        except aiohttp.ClientConnectionResetError:
            # Raised before a byte is written, unless it came from waiting for a full socket.
            self.written = (self.size or 0) > _DRAINED
            raise


def _token_refused(outcome: SendOutcome) -> bool:
    """A 401, unless it is about the bot's registration: then a new token would not help."""
    return outcome.ended is Ended.UNREGISTERED and "BotNotRegistered" not in outcome.reason


def _unanswered(error: Exception, payload: _Body | None, repeatable: bool) -> SendOutcome:
    written = payload is not None and payload.written
    ended = Ended.UNCERTAIN if written and not repeatable else Ended.RETRY
    return SendOutcome(ended, reason=_reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, ProxyFailedError):
        return "proxy"
    return "timeout" if isinstance(error, TimeoutError) else "broken"


async def _read(content: aiohttp.StreamReader) -> bytes:
    said = await content.read(_MAX_ANSWER)
    while len(said) < _MAX_ANSWER and (more := await content.read(_MAX_ANSWER)):
        said += more
    return said[:_MAX_ANSWER]


def _url(to: Address, path: tuple[str, ...], query: str) -> URL:
    parts = "".join(f"/{quote(part, safe='')}" for part in path)
    return URL(f"{canonical(to.service_url)}/v3/conversations{parts}{query}", encoded=True)
