"""The settings: environment variables, checked once and then frozen.

``Settings.from_env(os.environ, local=False)`` raises the first fault as `SettingError`;
``check_env`` returns every fault; ``cautions`` returns sentences about settings that work but
should be known.

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
API_TOKENS_FILE     file with more tokens, by name and scope                    none
API_HOST, API_PORT  where /api/v1 and /metrics listen instead                   as HOST and PORT
ALERT_WEBHOOK       https address to post alarms to                             no alarms
ALERT_WEBHOOK_FORMAT  teams, slack, json; or auto: by the address's host        auto
TIME_ZONE           IANA name                                                   Europe/Oslo
MIN_GROUP_SIZE      smaller groups are hidden in reports                        5; local: 1
PUSH_LESSONS        lesson ids that champions may push, by comma                every lesson
CHAMPION_APPROVAL   1: a suggested champion needs an operator's yes             1; local: 0
PUSH_APPROVAL       a push to more people than this needs an operator's yes     200
SEND_RATE           messages a second, 1-50                                     30
CARDS_A_WEEK        unrequested cards to one person in seven days, 1-7          3
CARDS_A_DAY         and in a day, 1-3                                           1
LINK_SECRET         keys links, 32 characters or more                           a file's key
SENDER              the organisation that runs the bot                          "" (not shown)
RETENTION_DAYS      days that what people did is kept, 30-3650                  1095
OPENID_METADATA_URL where the Bot Framework publishes its keys                  the public cloud
TOKEN_URL           where the bot gets its own token                            from APP_TENANTID
SERVICE_URL_HOSTS   hosts that the bot may send to, by comma                    the cloud's own
KLEMDAGER           1: also send nothing on single days between holidays        0
LOCAL_CLOCK         local only: START@SPEED, an ISO moment and a factor         the real clock
PLAYGROUND_PORT     local only: where the Agents Playground listens             56150
HTTPS_PROXY,        http://[NAME:PASSWORD@]HOST:PORT, what goes out goes        none
HTTP_PROXY          through; also in lower case, as NO_PROXY
NO_PROXY            hosts and ranges that are reached without, by comma         none
CA_FILE             certificates (PEM) to trust besides the machine's           none
IDENTITY_ENDPOINT,  set by Azure App Service for a managed identity             the VM's address
IDENTITY_HEADER
=================== =========================================================== ===============

Local mode listens on 127.0.0.1 and talks to connectors on loopback only. With an APP_ID requests
must be signed in there too; without one no token is required.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, cast
from zoneinfo import ZoneInfo

from bot.errors import SettingError
from bot.settings import environment, outbound
from bot.settings.environment import TEAMS_HOSTS, Reader

__all__ = ["TEAMS_HOSTS", "Settings", "cautions", "check_env", "read_env"]

PUBLIC_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"

AppType = Literal["SingleTenant", "UserAssignedMSI"]


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Secrets are left out of its repr, and so of any log."""

    local: bool
    app_id: str
    app_password: str = field(repr=False)
    app_type: AppType
    app_tenant: str
    allowed_tenants: frozenset[str]
    host: str
    port: int
    store_url: str = field(repr=False)  # may contain a password
    public_url: str
    content_dir: Path
    operators: frozenset[str]  # keys of people, "tenant:entra"
    api_token: str = field(repr=False)
    api_tokens_file: Path | None
    api_host: str
    api_port: int  # 0: on the port of everything else
    alert_webhook: str = field(repr=False)
    alert_webhook_format: str
    time_zone: ZoneInfo
    min_group_size: int
    push_lessons: frozenset[str]
    push_approval: int
    champions_need_yes: bool
    send_rate: int
    cards_a_week: int
    cards_a_day: int
    link_secret: str = field(repr=False)
    sender: str
    retention_days: int
    klemdager: bool
    local_clock: tuple[datetime, float] | None
    playground_port: int
    openid_metadata_url: str
    token_url: str
    service_url_hosts: tuple[str, ...]
    https_proxy: str = field(repr=False)  # these two may contain a password
    http_proxy: str = field(repr=False)
    no_proxy: tuple[str, ...]
    ca_file: str
    identity_endpoint: str
    identity_header: str = field(repr=False)

    @classmethod
    def from_env(cls, env: Mapping[str, str], *, local: bool) -> Settings:
        """The settings in `env`. Raises `SettingError`, the first that `check_env` would return."""
        settings, faults = read_env(env, local=local)
        if faults:
            raise faults[0]
        return settings


def check_env(env: Mapping[str, str], local: bool) -> list[SettingError]:
    """Every setting that cannot work, each with the reason and how to mend it."""
    return read_env(env, local=local)[1]


def cautions(settings: Settings) -> list[str]:
    """What works, but should be known by the person who starts the bot: one sentence each."""
    if settings.local:
        return ["Local mode: for trying things out on this machine, never for real people."]
    said = {
        "API_TOKEN is not set: /api/v1 and /metrics refuse everyone.": (
            not (settings.api_token or settings.api_tokens_file)
        ),
        "API_TOKEN is short or simple, and can be guessed: use what openssl rand -hex 32 prints.": (
            environment.is_weak(settings.api_token)
        ),
        "PUBLIC_URL is not set: lesson cards have no pictures.": not settings.public_url,
        "MIN_GROUP_SIZE is under 5: small groups show in reports, and people can be recognised.": (
            settings.min_group_size < 5
        ),
        "OPERATORS is not set: nobody can run the rollout.": not settings.operators,
    }
    return [sentence for sentence, applies in said.items() if applies]


def read_env(env: Mapping[str, str], *, local: bool) -> tuple[Settings, list[SettingError]]:
    """The settings as far as they can be read, and every fault. If there is any fault, the settings
    must only be used to report what is wrong."""
    read = Reader(env, local)
    port = read.number("PORT", 3978, 0, 65535)
    app_type = read.one_of("APP_TYPE", ("SingleTenant", "UserAssignedMSI"))
    tenant = read.text("APP_TENANTID").lower()
    settings = Settings(
        local=local,
        app_id=read.required("APP_ID", "the app id of the bot's registration"),
        app_password=environment.password(read, app_type),
        app_type=cast(AppType, app_type),
        app_tenant=tenant,
        allowed_tenants=environment.tenants(read, tenant),
        host=environment.host(read),
        port=port,
        store_url=environment.store_url(read),
        public_url=read.url("PUBLIC_URL", f"http://localhost:{port}" if local else "").rstrip("/"),
        content_dir=environment.content(read),
        operators=environment.operators(read),
        api_token=read.text("API_TOKEN"),
        api_tokens_file=environment.tokens_file(read),
        api_host=environment.api_host(read),
        api_port=environment.api_port(read, port),
        alert_webhook=read.url("ALERT_WEBHOOK", ""),
        alert_webhook_format=read.one_of(
            "ALERT_WEBHOOK_FORMAT", ("auto", "teams", "slack", "json")
        ),
        time_zone=environment.zone(read),
        min_group_size=read.number("MIN_GROUP_SIZE", 1 if local else 5, 1, 1000),
        push_lessons=frozenset(read.several("PUSH_LESSONS")),
        champions_need_yes=read.number("CHAMPION_APPROVAL", 0 if local else 1, 0, 1) == 1,
        push_approval=read.number("PUSH_APPROVAL", 200, 1, 1_000_000),
        send_rate=read.number("SEND_RATE", 30, 1, 50),
        cards_a_week=read.number("CARDS_A_WEEK", 3, 1, 7),
        cards_a_day=read.number("CARDS_A_DAY", 1, 1, 3),
        link_secret=environment.link_secret(read),
        sender=read.text("SENDER")[:80],
        retention_days=read.number("RETENTION_DAYS", 1095, 30, 3650),
        klemdager=read.number("KLEMDAGER", 0, 0, 1) == 1,
        local_clock=environment.local_clock(read),
        playground_port=read.number("PLAYGROUND_PORT", 56150, 1, 65535),
        openid_metadata_url=read.url("OPENID_METADATA_URL", PUBLIC_METADATA),
        token_url=environment.token_url(read, tenant),
        service_url_hosts=environment.hosts(read),
        https_proxy=outbound.proxy(read, "HTTPS_PROXY"),
        http_proxy=outbound.proxy(read, "HTTP_PROXY"),
        no_proxy=outbound.no_proxy(read),
        ca_file=outbound.ca_file(read),
        identity_endpoint=read.text("IDENTITY_ENDPOINT"),
        identity_header=read.text("IDENTITY_HEADER"),
    )
    return settings, read.faults
