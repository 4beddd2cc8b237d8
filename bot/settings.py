"""What the bot is told from outside: names from the environment, checked once, then frozen.

``Settings.from_env(os.environ, local=False)`` raises the first fault as `SettingError`;
``check_env`` returns every fault, ``cautions`` what works but deserves a word at start-up.

=================== =========================================================== ===============
name                is                                                          if not set
=================== =========================================================== ===============
APP_ID              the bot's app (client) id; turns sign-in on                 refused; local: ""
APP_PASSWORD        its client secret (SingleTenant)                            refused; local: ""
APP_TYPE            SingleTenant or UserAssignedMSI                             SingleTenant
APP_TENANTID        the tenant the bot is registered in                         see below
ALLOWED_TENANTS     tenant ids that may use the bot, by comma                   APP_TENANTID
HOST, PORT          where to listen                                             0.0.0.0, 3978
STORE_URL           tinydb:PATH or postgresql://...; by default                 in data/ here
                    tinydb:data/padriver.db
PUBLIC_URL          https address that Teams can reach                          "" (no pictures)
CONTENT_DIR         folder with courses                                         the bundled one
OPERATORS           tenant/Entra-id, by comma                                   nobody
API_TOKEN           bearer token for /api/v1 and /metrics                       nobody gets in
ALERT_WEBHOOK       https address that is told when something is wrong          nobody is told
TIME_ZONE           IANA name                                                   Europe/Oslo
MIN_GROUP_SIZE      smaller groups are hidden in reports                        5; local: 1
PUSH_LESSONS        lesson ids that champions may push, by comma                every lesson
PUSH_APPROVAL       a push to more people needs an operator's yes              200
SEND_RATE           messages a second, 1-50                                     30
SENDER              the organisation that stands behind the bot                 "" (not shown)
RETENTION_DAYS      how long what people did is kept, 30-3650                   1095
OPENID_METADATA_URL where the Bot Framework publishes its keys                  the public cloud
TOKEN_URL           where the bot gets its own token                            from APP_TENANTID
SERVICE_URL_HOSTS   hosts that may be sent to, by comma                         Microsoft's list
KLEMDAGER           1: also leave days between holidays in peace                0
LOCAL_CLOCK         local only: START@SPEED, an ISO moment and a factor         the real clock
PLAYGROUND_PORT     local only: where the Agents Playground listens             56150
IDENTITY_ENDPOINT,  set by Azure App Service for a managed identity             the VM's address
IDENTITY_HEADER
=================== =========================================================== ===============

Local mode listens on 127.0.0.1 and talks with loopback connectors only. With an APP_ID sign-in
is on there too; without one nobody is asked for a token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeVar, cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import SettingError

PUBLIC_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
# Microsoft's list for the public cloud:
# https://microsoft.github.io/teams-sdk/python/essentials/app-configuration/service-url-validation
TEAMS_HOSTS = (
    "smba.trafficmanager.net",
    "smba.onyx.prod.teams.trafficmanager.net",
    "smba.infra.gcc.teams.microsoft.com",
)
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
CONTENT = Path(__file__).parent / "content"

AppType = Literal["SingleTenant", "UserAssignedMSI"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the bot is told. Secrets are left out of its repr, and so of any log."""

    local: bool
    app_id: str
    app_password: str = field(repr=False)
    app_type: AppType
    app_tenant: str
    allowed_tenants: frozenset[str]
    host: str
    port: int
    store_url: str = field(repr=False)  # may hold a password
    public_url: str
    content_dir: Path
    operators: frozenset[str]  # keys of people, "tenant:entra"
    api_token: str = field(repr=False)
    alert_webhook: str = field(repr=False)
    time_zone: ZoneInfo
    min_group_size: int
    push_lessons: frozenset[str]
    push_approval: int
    send_rate: int
    sender: str
    retention_days: int
    klemdager: bool
    local_clock: tuple[datetime, float] | None
    playground_port: int
    openid_metadata_url: str
    token_url: str
    service_url_hosts: tuple[str, ...]
    identity_endpoint: str
    identity_header: str = field(repr=False)

    @classmethod
    def from_env(cls, env: Mapping[str, str], *, local: bool) -> Settings:
        """The settings in `env`; raises the first `SettingError` that `check_env` would list."""
        settings, faults = read_env(env, local=local)
        if faults:
            raise faults[0]
        return settings


def check_env(env: Mapping[str, str], local: bool) -> list[SettingError]:
    """Every setting that cannot work, each with the reason and the mend."""
    return read_env(env, local=local)[1]


def cautions(settings: Settings) -> list[str]:
    """What works but should be known by whoever starts the bot: one sentence each."""
    if settings.local:
        return ["Local mode: for trying things out on this machine, never for real people."]
    said = {
        "API_TOKEN is not set: /api/v1 and /metrics refuse everyone.": not settings.api_token,
        "PUBLIC_URL is not set: lesson cards have no pictures.": not settings.public_url,
        "MIN_GROUP_SIZE is under 5: small groups show in reports, and people can be recognised.": (
            settings.min_group_size < 5
        ),
        "OPERATORS is not set: nobody can run the rollout.": not settings.operators,
    }
    return [sentence for sentence, applies in said.items() if applies]


def read_env(env: Mapping[str, str], *, local: bool) -> tuple[Settings, list[SettingError]]:
    """The settings as far as they can be read, and every fault: with one, only good for saying
    what is wrong."""
    read = _Reader(env, local)
    port = read.number("PORT", 3978, 0, 65535)
    app_type = read.one_of("APP_TYPE", ("SingleTenant", "UserAssignedMSI"))
    tenant = read.text("APP_TENANTID").lower()
    settings = Settings(
        local=local,
        app_id=read.required("APP_ID", "the app id of the bot's registration"),
        app_password=_password(read, app_type),
        app_type=cast(AppType, app_type),
        app_tenant=tenant,
        allowed_tenants=_tenants(read, tenant),
        host=_host(read),
        port=port,
        store_url=read.matching(
            "STORE_URL",
            "tinydb:data/padriver.db",
            r"(tinydb:|postgresql://).+",
            "Use tinydb:PATH or postgresql://...",
        ),
        public_url=read.url("PUBLIC_URL", f"http://localhost:{port}" if local else "").rstrip("/"),
        content_dir=_content(read),
        operators=frozenset(each for each in map(_person(read), read.several("OPERATORS")) if each),
        api_token=read.text("API_TOKEN"),
        alert_webhook=read.url("ALERT_WEBHOOK", ""),
        time_zone=_zone(read),
        min_group_size=read.number("MIN_GROUP_SIZE", 1 if local else 5, 1, 1000),
        push_lessons=frozenset(read.several("PUSH_LESSONS")),
        push_approval=read.number("PUSH_APPROVAL", 200, 1, 1_000_000),
        send_rate=read.number("SEND_RATE", 30, 1, 50),
        sender=read.text("SENDER")[:80],
        retention_days=read.number("RETENTION_DAYS", 1095, 30, 3650),
        klemdager=read.number("KLEMDAGER", 0, 0, 1) == 1,
        local_clock=_local_clock(read),
        playground_port=read.number("PLAYGROUND_PORT", 56150, 1, 65535),
        openid_metadata_url=read.url("OPENID_METADATA_URL", PUBLIC_METADATA),
        token_url=_token_url(read, tenant),
        service_url_hosts=_hosts(read),
        identity_endpoint=read.text("IDENTITY_ENDPOINT"),
        identity_header=read.text("IDENTITY_HEADER"),
    )
    return settings, read.faults


class _Reader:
    """Reads names and collects faults; a name that cannot be read gives its default meanwhile."""

    def __init__(self, env: Mapping[str, str], local: bool) -> None:
        self._env = env
        self.local = local
        self.faults: list[SettingError] = []

    def fault(self, name: str, why: str, mend: str) -> None:
        self.faults.append(SettingError(name=name, why=why, mend=mend))

    def text(self, name: str, default: str = "") -> str:
        return self._env.get(name, "").strip() or default

    def required(self, name: str, what: str) -> str:
        """Needed outside local mode."""
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
            self.fault(name, "it is not of a known kind", mend)  # it may hold a password
        return value

    def url(self, name: str, default: str) -> str:
        """An https address; plain http is for loopback only."""
        value = self.text(name, default)
        if value and not _safe_url(value):
            self.fault(name, "it is not an https address", "Use https://...")
        return value


def _safe_url(value: str) -> bool:
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    loopback = host in ("127.0.0.1", "localhost", "::1")
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and loopback))


def _password(read: _Reader, app_type: str) -> str:
    if app_type == "UserAssignedMSI":
        return read.text("APP_PASSWORD")
    return read.required("APP_PASSWORD", "the client secret of APP_ID")


def _tenants(read: _Reader, tenant: str) -> frozenset[str]:
    tenants = frozenset(each.lower() for each in read.several("ALLOWED_TENANTS"))
    if not (tenants or tenant or read.local):
        mend = "Set it to the tenant of the bot's registration, or set ALLOWED_TENANTS."
        read.fault("APP_TENANTID", "it is not set, so nobody is let in", mend)
    return tenants or frozenset({tenant} if tenant and not read.local else ())


def _host(read: _Reader) -> str:
    host = read.text("HOST", "127.0.0.1" if read.local else "0.0.0.0")  # noqa: S104 - a server
    if read.local and host != "127.0.0.1":
        mend = "Leave it out, or start without --local and with an APP_ID."
        read.fault("HOST", "local mode listens on 127.0.0.1 only", mend)
    return host


def _content(read: _Reader) -> Path:
    folder = Path(read.text("CONTENT_DIR", str(CONTENT)))
    if not folder.is_dir():
        mend = "Leave it out to use the bundled courses."
        read.fault("CONTENT_DIR", f"{folder} is not a folder", mend)
    return folder


def _person(read: _Reader) -> Callable[[str], str]:
    def key(text: str) -> str:
        tenant, _, entra = text.lower().partition("/")
        if not (tenant and entra) or "/" in entra:
            read.fault("OPERATORS", f"{text!r} is not a person", "Write tenant-id/Entra-object-id.")
            return ""
        return f"{tenant}:{entra}"

    return key


def _zone(read: _Reader) -> ZoneInfo:
    name = read.text("TIME_ZONE", "Europe/Oslo")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        read.fault("TIME_ZONE", f"{name!r} is not a time zone", "Use an IANA name: Europe/Oslo.")
        return ZoneInfo("Europe/Oslo")


def _local_clock(read: _Reader) -> tuple[datetime, float] | None:
    """For trying out in a minute what takes weeks. Never for real people."""
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
    if begins.tzinfo is None or not 0 < factor <= 1_000_000:
        read.fault("LOCAL_CLOCK", f"{text!r} is no clock", mend)
        return None
    return begins, factor


def _token_url(read: _Reader, tenant: str) -> str:
    if tenant and not re.fullmatch(r"[a-z0-9.\-]+", tenant):
        read.fault("APP_TENANTID", f"{tenant!r} is not a tenant id", "Use its GUID from Entra.")
        tenant = ""
    default = f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token" if tenant else ""
    url = read.url("TOKEN_URL", default)
    if not url and not read.local:
        read.fault("TOKEN_URL", "it cannot be worked out", "Set APP_TENANTID.")
    return url


def _hosts(read: _Reader) -> tuple[str, ...]:
    named = tuple(each.lower() for each in read.several("SERVICE_URL_HOSTS"))
    for each in named:
        if not re.fullmatch(r"(\*\.)?[a-z0-9.\-]+|\[::1\]", each):
            mend = "Write host names without scheme or port; *.example.org for every host under it."
            read.fault("SERVICE_URL_HOSTS", f"{each!r} is not a host name", mend)
    if read.local:
        return LOOPBACK
    return named or TEAMS_HOSTS
