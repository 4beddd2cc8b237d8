"""Reads the environment, name by name. What can't work becomes a fault, and reading goes on."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import SettingError

# The service URLs that Microsoft documents, by the end of the host that publishes the cloud's keys;
# GCC signs in at the public cloud. China's is documented nowhere.
# https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
# https://microsoft.github.io/Agents-for-js/variables/_microsoft_agents-hosting.TeamsServiceEndpoints.html
# Microsoft's own allow-list for an agent's way out is wider (all of teams.microsoft.com):
# https://github.com/microsoft/Agents-for-net/blob/main/src/libraries/Builder/Microsoft.Agents.Builder/OutboundHostValidator.cs
TEAMS_HOSTS = ("smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com")
US_HOSTS = ("smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_LONG = 32  # characters of a secret that protects what others can try at home
CONTENT = Path(__file__).parent.parent / "content"


class Reader:
    """Reads names and collects faults. A name that cannot be read gets its default value."""

    def __init__(self, env: Mapping[str, str], local: bool) -> None:
        self._env = env
        self.local = local
        self.faults: list[SettingError] = []

    def fault(self, name: str, why: str, mend: str) -> None:
        self.faults.append(SettingError(name=name, why=why, mend=mend))

    def text(self, name: str, default: str = "") -> str:
        return self._env.get(name, "").strip() or default

    def required(self, name: str, what: str) -> str:
        """A text that is required outside local mode."""
        value = self.text(name)
        if not value and not self.local:
            self.fault(name, "it is not set", f"Set it to {what}, or start with --local.")
        return value

    def several(self, name: str) -> list[str]:
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def number(self, name: str, default: int, low: int, high: int) -> int:
        value = self.text(name, str(default))
        if re.fullmatch(r"[0-9]{1,9}", value) and low <= int(value) <= high:
            return int(value)
        self.fault(name, f"{value!r} is not a number from {low} to {high}", f"Try {default}.")
        return default

    def one_of(self, name: str, choices: tuple[str, ...]) -> str:
        value = self.text(name, choices[0])
        if value not in choices:
            self.fault(name, f"{value!r} is not known", f"Use {' or '.join(choices)}.")
        return value if value in choices else choices[0]

    def matching(self, name: str, default: str, pattern: str, mend: str) -> str:
        value = self.text(name, default)
        if not re.fullmatch(pattern, value):
            self.fault(name, "it is not of a known kind", mend)  # not quoted: it may be secret
        return value

    def url(self, name: str, default: str) -> str:
        """An https address, or on loopback plain http."""
        value = self.text(name, default)
        if value and not safe_url(value):
            self.fault(name, "it is not an https address", "Use https://...")
        return value


def safe_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    loopback = host in ("127.0.0.1", "localhost", "::1")
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and loopback))


def password(read: Reader, app_type: str) -> str:
    if app_type == "UserAssignedMSI":
        return read.text("APP_PASSWORD")
    return read.required("APP_PASSWORD", "the client secret of APP_ID")


def tenants(read: Reader, tenant: str) -> frozenset[str]:
    tenants = frozenset(each.lower() for each in read.several("ALLOWED_TENANTS"))
    if not (tenants or tenant or read.local):
        mend = "Set it to the tenant of the bot's registration, or set ALLOWED_TENANTS."
        read.fault("APP_TENANTID", "it is not set, so nobody is let in", mend)
    return tenants or frozenset({tenant} if tenant and not read.local else ())


def link_secret(read: Reader) -> str:
    """What links are keyed with, so long that nobody can try all that it may be."""
    secret = read.text("LINK_SECRET")
    if secret and len(secret) < _LONG:
        mend = (
            "Make one with openssl rand -hex 32, or leave it out: a file beside the store has it."
        )
        read.fault("LINK_SECRET", f"it is shorter than {_LONG} characters", mend)
    return secret


def is_weak(token: str) -> bool:
    """Whether a token that is set may be guessed: it is short, or repeats itself."""
    return bool(token) and min(len(token), len(zlib.compress(token.encode(), 9))) < _LONG


def host(read: Reader) -> str:
    host = read.text("HOST", "127.0.0.1" if read.local else "0.0.0.0")  # noqa: S104 - a server
    if read.local and host != "127.0.0.1":
        mend = "Leave it out, or start without --local and with an APP_ID."
        read.fault("HOST", "local mode listens on 127.0.0.1 only", mend)
    return host


def api_host(read: Reader) -> str:
    """Where /api/v1 and /metrics listen, if they have a port of their own."""
    host = read.text("API_HOST") or read.text("HOST", "127.0.0.1" if read.local else "0.0.0.0")  # noqa: S104 - a server
    if read.text("API_HOST") and not read.text("API_PORT"):
        read.fault("API_HOST", "it says nothing without API_PORT", "Set API_PORT too.")
    if read.local and read.text("API_HOST") not in ("", "127.0.0.1"):
        read.fault("API_HOST", "local mode listens on 127.0.0.1 only", "Leave it out.")
    return host


def api_port(read: Reader, port: int) -> int:
    found = read.number("API_PORT", 0, 1, 65535) if read.text("API_PORT") else 0
    if found and found == port:
        mend = "Choose another, or leave it out."
        read.fault("API_PORT", "it is PORT, where everything else listens", mend)
    return found


def tokens_file(read: Reader) -> Path | None:
    path = read.text("API_TOKENS_FILE")
    return Path(path) if path else None


def content(read: Reader) -> Path:
    folder = Path(read.text("CONTENT_DIR", str(CONTENT)))
    if not folder.is_dir():
        mend = "Leave it out to use the bundled courses."
        read.fault("CONTENT_DIR", f"{folder} is not a folder", mend)
    return folder


def store_url(read: Reader) -> str:
    mend = "Use tinydb:PATH or postgresql://..."
    known = r"(tinydb:|postgresql://).+"
    return read.matching("STORE_URL", "tinydb:data/padriver.db", known, mend)


def operators(read: Reader) -> frozenset[str]:
    """The keys of people, "tenant:entra", as the store has them."""
    keys = set()
    for text in read.several("OPERATORS"):
        tenant, _, entra = text.lower().partition("/")
        if tenant and entra and "/" not in entra:
            keys.add(f"{tenant}:{entra}")
        else:
            read.fault("OPERATORS", f"{text!r} is not a person", "Write tenant-id/Entra-object-id.")
    return frozenset(keys)


def zone(read: Reader) -> ZoneInfo:
    name = read.text("TIME_ZONE", "Europe/Oslo")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        read.fault("TIME_ZONE", f"{name!r} is not a time zone", "Use an IANA name: Europe/Oslo.")
        return ZoneInfo("Europe/Oslo")


# The loop runs at least every 0.2 s (`bot.assembly.engine_for`). At this speed that is a quarter of
# an hour, so the bot does not believe that it was down (`bot.core.delivery.planner.LATE`).
_FASTEST: Final = 5000


def local_clock(read: Reader) -> tuple[datetime, float] | None:
    """The start and the speed of a clock for trying out in minutes what takes weeks; None for the
    real clock. For local mode only."""
    text = read.text("LOCAL_CLOCK")
    if not text:
        return None
    mend = "Write an ISO moment with its zone and a factor: 2026-11-23T08:00:00+01:00@600."
    if not read.local:
        read.fault("LOCAL_CLOCK", "it is for local mode only", "Leave it out.")
        return None
    start, _, speed = text.partition("@")
    try:
        begins, factor = datetime.fromisoformat(start), float(speed or 1)
    except ValueError:
        begins, factor = datetime.min.replace(tzinfo=UTC), 0.0
    if begins.tzinfo is None or not 0 < factor <= _FASTEST:
        read.fault("LOCAL_CLOCK", f"{text!r} is no clock", mend)
        return None
    return begins, factor


def token_url(read: Reader, tenant: str) -> str:
    if tenant and not re.fullmatch(r"(?!\.)[a-z0-9.\-]+", tenant):
        read.fault("APP_TENANTID", f"{tenant!r} is not a tenant id", "Use its GUID from Entra.")
        tenant = ""
    default = f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token" if tenant else ""
    url = read.url("TOKEN_URL", default)
    if not url and not read.local:
        read.fault("TOKEN_URL", "it cannot be worked out", "Set APP_TENANTID.")
    return url


def hosts(read: Reader) -> tuple[str, ...]:
    named = tuple(each.lower() for each in read.several("SERVICE_URL_HOSTS"))
    for each in named:
        if not re.fullmatch(r"(\*\.)?[a-z0-9.\-]+|\[::1\]", each):
            mend = "Write host names without scheme or port; *.example.org for every host under it."
            read.fault("SERVICE_URL_HOSTS", f"{each!r} is not a host name", mend)
    if read.local:
        return LOOPBACK
    return named or _listed(read)


def _listed(read: Reader) -> tuple[str, ...]:
    """The hosts of the cloud that the bot signs in at."""
    cloud = urlsplit(read.text("OPENID_METADATA_URL")).netloc.rpartition(".")[2]
    if cloud == "cn":
        mend = "Set it to the host of the serviceUrl in what Teams sends."
        read.fault("SERVICE_URL_HOSTS", "Microsoft lists no host for this cloud", mend)
    return US_HOSTS if cloud == "us" else TEAMS_HOSTS
