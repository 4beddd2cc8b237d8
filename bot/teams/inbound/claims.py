"""Checks the claims of a Bot Framework token. Pure.

The list of checks is Microsoft's. Unlike in the SDK's own validator, every claim is required.
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from bot.teams.inbound.addresses import tenant_of
from bot.teams.inbound.refusal import RequestRefusal
from bot.teams.outbound.hosts import Hosts, canonical

SKEW: Final = 300.0  # seconds by which two clocks may differ
_CLOUDS: Final = {"us": "us", "cn": "azure.cn"}


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of a token whose signature, issuer and audience have been verified. Times are in
    seconds since 1970; `service_url` is as `canonical` writes it, if it is one."""

    not_before: float
    expires: float
    service_url: str
    endorsements: frozenset[str]


@dataclass(frozen=True, slots=True)
class Policy:
    """Whose requests the bot accepts. An `app_id` of "" means that no token is required (local
    mode)."""

    app_id: str
    issuer: str
    channels: frozenset[str]
    tenants: frozenset[str]
    hosts: Hosts
    local: bool


def issuer_for(metadata_url: str) -> str:
    """The issuer of the cloud whose keys are published at `metadata_url`.
    https://github.com/microsoft/teams.py/blob/main/packages/api/src/microsoft_teams/api/auth/cloud_environment.py
    """
    cloud = (urlsplit(metadata_url).hostname or "").rpartition(".")[2]
    return f"https://api.botframework.{_CLOUDS.get(cloud, 'com')}"


def scope_for(metadata_url: str) -> str:
    """The scope to ask for when the bot fetches its own token in that cloud."""
    return f"{issuer_for(metadata_url)}/.default"


def claims_of(
    payload: Mapping[str, Any], endorsements: frozenset[str], policy: Policy
) -> Claims | RequestRefusal:
    """The claims in a payload whose signature has been verified; 401 unless they are meant for
    this bot."""
    if payload.get("iss") != policy.issuer:
        return RequestRefusal(401, "wrong_issuer")
    if payload.get("aud") != policy.app_id:
        return RequestRefusal(401, "wrong_audience")
    expires, not_before = _seconds(payload.get("exp")), _seconds(payload.get("nbf", 0))
    if expires is None or not_before is None:
        return RequestRefusal(401, "no_expiry")
    url = payload.get("serviceurl")
    if not isinstance(url, str) or not url:
        return RequestRefusal(401, "no_service_url")
    return Claims(not_before, expires, canonical(url) or url, endorsements)


def check_time(claims: Claims, now: float) -> RequestRefusal | None:
    """None if the token is valid at `now` (seconds since 1970), give or take five minutes; else
    401."""
    if now > claims.expires + SKEW:
        return RequestRefusal(401, "expired")
    return RequestRefusal(401, "not_yet") if now < claims.not_before - SKEW else None


def check_activity(
    activity: Mapping[str, Any], claims: Claims | None, policy: Policy
) -> RequestRefusal | None:
    """None if this activity may come in with these claims, else a 400, 401 or 403.

    `claims` is None if the request had no token, which is allowed in local mode only.
    """
    channel = activity.get("channelId")
    if not isinstance(channel, str) or not channel:
        return RequestRefusal(400, "no_channel")
    if channel not in policy.channels:
        return RequestRefusal(403, "wrong_channel")
    url = activity.get("serviceUrl")
    if not isinstance(url, str) or not url:
        return RequestRefusal(400, "no_service_url")
    return (
        _check_token(url, channel, claims, policy)
        or _check_tenant(activity, policy)
        or (None if policy.hosts.allow(url) else RequestRefusal(403, "wrong_host"))
    )


def _check_token(
    url: str, channel: str, claims: Claims | None, policy: Policy
) -> RequestRefusal | None:
    if claims is None:
        return RequestRefusal(401, "no_token") if policy.app_id else None
    if (canonical(url) or url) != claims.service_url:
        return RequestRefusal(403, "wrong_service_url")
    return None if channel in claims.endorsements else RequestRefusal(403, "not_endorsed")


def _check_tenant(activity: Mapping[str, Any], policy: Policy) -> RequestRefusal | None:
    if not policy.tenants:
        return None
    tenant = tenant_of(activity)
    if isinstance(tenant, RequestRefusal):
        return tenant
    return None if tenant in policy.tenants else RequestRefusal(403, "wrong_tenant")


def _seconds(value: object) -> float | None:
    """A NumericDate; None for anything else, and for a number beyond any real date."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < 1e11 else None
