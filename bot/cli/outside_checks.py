"""The doctor's checks over the network: keys, token, PUBLIC_URL, and the running bot."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final, Protocol

import aiohttp

from bot.cli.bot_client import PAGE, BotAnswer, ask
from bot.cli.findings import Finding, fault, fine, note
from bot.core.proxies import shown
from bot.core.store_facts import RESTORED
from bot.errors import PadriverError, ProxyFailed
from bot.ports import Clock

# Sign-in tolerates five minutes, but a clock that is a minute off is not being kept right.
SKEW: Final = timedelta(seconds=60)
# Entra's codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
CODES: Final[Mapping[str, str]] = {
    "AADSTS7000215": "APP_PASSWORD is not a secret of APP_ID: use the secret's value, not its id.",
    "AADSTS7000222": "APP_PASSWORD has expired: make a new secret in Entra.",
    "AADSTS700016": "APP_ID is not known in APP_TENANTID: check both.",
    "AADSTS90002": "APP_TENANTID is no tenant: check it in Entra.",
    "AADSTS53003": "A conditional access policy stops the bot: leave it out of that policy.",
}


class DoctorSettings(Protocol):
    """The settings that the doctor reads; `bot.settings.Settings` has them all."""

    @property
    def local(self) -> bool: ...
    @property
    def app_id(self) -> str: ...
    @property
    def app_password(self) -> str: ...
    @property
    def app_type(self) -> str: ...
    @property
    def app_tenant(self) -> str: ...
    @property
    def api_token(self) -> str: ...
    @property
    def api_port(self) -> int: ...
    @property
    def public_url(self) -> str: ...
    @property
    def openid_metadata_url(self) -> str: ...
    @property
    def https_proxy(self) -> str: ...
    @property
    def no_proxy(self) -> tuple[str, ...]: ...


def proxy(told: DoctorSettings) -> list[Finding]:
    """What the checks below go through; nothing is said if there is no proxy."""
    if not told.https_proxy:
        return []
    spared = f", except {', '.join(told.no_proxy)}" if told.no_proxy else ""
    said = f"what is outside this machine is asked through {shown(told.https_proxy)}{spared}"
    return [fine("proxy", said)]


async def keys(session: aiohttp.ClientSession, address: str, clock: Clock) -> list[Finding]:
    """Whether the Bot Framework's keys can be fetched: without them no message can be accepted."""
    mend = "Let this machine reach it over HTTPS, or mend OPENID_METADATA_URL."
    metadata = await ask(session, address)
    where = metadata.body.get("jwks_uri")
    if metadata.status != 200 or not isinstance(where, str):
        said = (
            metadata.said if metadata.status != 200 else metadata.why or "the answer names no keys"
        )
        return [fault("key server", f"{address}: {said}.", metadata.mend or mend)]
    found = await ask(session, where)
    if found.status != 200 or not found.body.get("keys"):
        said = found.said if found.status != 200 else found.why or "the answer has no keys"
        return [
            fault("key server", f"{where}: {said}.", found.mend or mend),
            *_skew(metadata, clock),
        ]
    said = f"{len(found.body['keys'])} keys"
    return [fine("key server", said), *_skew(metadata, clock)]


def _skew(answer: BotAnswer, clock: Clock) -> list[Finding]:
    try:
        there = parsedate_to_datetime(answer.headers["Date"])
    except (KeyError, ValueError):
        return [note("clock", "the key server does not say what time it is")]
    apart = clock() - there
    seconds = round(abs(apart).total_seconds())
    if abs(apart) > SKEW:
        ahead = "ahead of" if apart > timedelta() else "behind"
        mend = "Turn on time synchronisation (NTP)."
        return [fault("clock", f"{seconds} seconds {ahead} the key server's.", mend)]
    return [fine("clock", f"within {max(seconds, 1)} s of the key server's")]


async def token(
    fetch: Callable[[], Awaitable[tuple[str, str]]], told: DoctorSettings, clock: Clock
) -> list[Finding]:
    """Whether the bot gets a token, and the right one: without it nothing can be sent, not even an
    answer."""
    try:
        text, audience = await fetch()
    except ProxyFailed as error:
        why = f"none was given: the proxy {error.proxy} stops it: {error.why}."
        return [fault("token", why, error.mend)]
    except PadriverError as error:
        return [fault("token", f"none was given: {error}.", _mend(str(error), told))]
    claims = _claims(text)
    if claims is None:
        return [note("token", "given, but it is not one that can be read here")]
    return _compared(claims, told, audience, clock) or [
        fine("token", "given, and its audience, app and tenant are right")
    ]


def _mend(why: str, told: DoctorSettings) -> str:
    known = next((mend for code, mend in CODES.items() if code in why), "")
    if known:
        return known
    if "web page" in why:
        return PAGE[1]
    if told.app_type == "UserAssignedMSI":
        return "Assign the managed identity APP_ID to the machine or app service that runs this."
    if why[:1].isdigit() or told.app_password == "":
        return "Check APP_ID, APP_PASSWORD and APP_TENANTID."
    return "Let this machine reach TOKEN_URL over HTTPS, or mend it."


def _claims(text: str) -> Mapping[str, Any] | None:
    try:
        payload = text.split(".")[1]
        claims = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (IndexError, ValueError):
        return None
    return claims if isinstance(claims, dict) else None


def _compared(
    claims: Mapping[str, Any], told: DoctorSettings, audience: str, clock: Clock
) -> list[Finding]:
    """What is wrong in the token. The app is called appid in version 1 tokens, azp in version 2."""
    app = str(claims.get("appid") or claims.get("azp") or "")
    wrong = {
        f"it is for {claims.get('aud')!r}, not for {audience}.": (
            claims.get("aud") != audience,
            "Mend TOKEN_URL, or OPENID_METADATA_URL if this is another cloud.",
        ),
        "it is another app's.": (
            app.lower() != told.app_id.lower(),
            "Check that APP_PASSWORD is a secret of APP_ID.",
        ),
        "it is from another tenant.": (
            bool(told.app_tenant) and str(claims.get("tid")).lower() != told.app_tenant,
            "Set APP_TENANTID to the id (GUID) of the tenant where APP_ID is registered.",
        ),
        "it has run out.": (_is_old(claims, clock), "See that this machine's clock is right."),
    }
    return [fault("token", said, mend) for said, (is_so, mend) in wrong.items() if is_so]


def _is_old(claims: Mapping[str, Any], clock: Clock) -> bool:
    until = claims.get("exp")
    return not isinstance(until, int) or datetime.fromtimestamp(until, UTC) <= clock()


async def public(
    session: aiohttp.ClientSession, address: str, *, apart: bool = False
) -> list[Finding]:
    """Whether PUBLIC_URL works from this machine. Teams uses it from the internet, which may
    differ. With the API `apart`, on API_PORT, it must not be found there."""
    if not address:
        return [fault("PUBLIC_URL", "it is not set.", "Set it to the bot's https address.")]
    alive = await ask(session, f"{address}/healthz")
    if alive.status in range(300, 400):
        mend = "Set PUBLIC_URL to where it leads: Teams follows no redirects."
        return [fault("PUBLIC_URL", f"{address} leads elsewhere.", mend)]
    if alive.status != 200 or alive.body.get("status") != "alive":
        said = alive.said if alive.status != 200 else alive.why or "something else answers there"
        mend = "Check DNS, certificate and proxy: they must lead to HOST and PORT."
        return [fault("PUBLIC_URL", f"{address}: {said}.", alive.mend or mend)]
    door = await ask(session, f"{address}/api/messages", json={})
    if door.status != 401:
        mend = "Let the proxy pass on POST and the Authorization header, and see the bot's log."
        return [fault("PUBLIC_URL", f"{address}/api/messages: {door.said}, not 401.", mend)]
    if apart and (status := (await ask(session, f"{address}/metrics")).status) != 404:
        mend = "Let the proxy lead to PORT alone, and close API_PORT to the world."
        return [fault("PUBLIC_URL", f"{address}/metrics answers {status}, not 404.", mend)]
    said = "the bot answers there, and lets in nobody without a token"
    return [fine("PUBLIC_URL", said)]


async def running(session: aiohttp.ClientSession, api: str, key: str) -> list[Finding]:
    """Whether the bot on this machine is running and ready."""
    ready = await ask(session, f"{api}/readyz")
    if ready.status not in (200, 503) or "store" not in ready.body:
        said = ready.said if ready.status not in (200, 503) else "something else answers there"
        mend = "Start it, or set PORT and API_PORT as the running bot has them."
        return [fault("running bot", f"{api}: {said}.", mend)]
    found = [*_parts(ready.body), *_plans(ready.body)]
    return [*(found or [fine("running bot", "ready")]), *await _sending(session, api, key)]


def _parts(body: Mapping[str, Any]) -> list[Finding]:
    """The parts of /readyz that are not ready."""
    mends = {
        "store": "Look at the store's disk; the log says more.",
        "loop": "Start it again, and see its log for why it stopped.",
        "sending": "Teams does not let it send. Mend what is said above, or ask Teams' admin.",
    }
    tasks = body.get("tasks")
    state = {"store": body.get("store"), **(tasks if isinstance(tasks, dict) else {})}
    return [
        fault("running bot", f"its {name} is not well.", mends.get(name, "See its log."))
        for name, well in state.items()
        if not well
    ] + _alarms(body.get("alarms"))


def _alarms(names: Any) -> list[Finding]:
    """The alarms that last. Some are said by other findings too; none goes unsaid."""
    told = [str(each) for each in names] if isinstance(names, list) else []
    mend = "docs/troubleshooting.md says what each means; GET /api/v1/health has more."
    return [fault("alarms", f"{', '.join(told)}.", mend)] if told else []


def _held(body: Mapping[str, Any]) -> Finding:
    """A pause with an end is somebody's decision; one without may have been forgotten."""
    why, since, until = (str(body.get(each, "")) for each in ("why", "since", "until"))
    if why in ("", RESTORED):
        return fault("sending", "a restore holds it back.", "Say python app.py resume.")
    said = f"paused since {since} ({why})"
    if until:
        return note("sending", f"{said}, until {until}.", "Sooner: python app.py resume.")
    return fault("sending", f"{said}.", "Say python app.py resume when it is to go on.")


def _plans(body: Mapping[str, Any]) -> list[Finding]:
    if body.get("plans", True):
        return []
    said = "its plans.yaml has a fault, so it follows the plans of before."
    mend = "Mend what python app.py check says. Where it finds nothing, the plans name a course or"
    return [fault("plans", said, f"{mend} municipality that is new: start the bot again.")]


async def _sending(session: aiohttp.ClientSession, api: str, key: str) -> list[Finding]:
    """Whether sending is held back; which also shows whether the bot knows API_TOKEN."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    answer = await ask(session, f"{api}/api/v1/sending", headers=headers)
    if answer.status == 401 and not key:
        return [note("sending", "not looked at.", "Set API_TOKEN, for the bot and for this.")]
    if answer.status == 401:
        mend = "Set the API_TOKEN that it was started with, or start it again."
        return [fault("API_TOKEN", "the running bot does not know it.", mend)]
    if answer.status == 403:
        return [note("sending", "not looked at.", "API_TOKEN here lacks the scope metrics.")]
    if answer.body.get("held"):
        return [_held(answer.body)]
    return [fine("sending", "not held back")] if answer.status == 200 else []
