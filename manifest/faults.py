"""Finds what would keep Teams from accepting a package, and says so more clearly than Teams."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from bot.errors import PadriverError, SettingError
from manifest.app import App
from manifest.texts import places

GUID: Final = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
SEMVER: Final = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}")
LONGEST_SENDER: Final = 32

# The longest texts by place, in characters. Older clients show 32 of a command, newer ones 128.
# https://learn.microsoft.com/microsoft-365/extensibility/schema/root
LONGEST: Final[Mapping[str, int]] = {
    r"name\.short": 30,
    r"name\.full": 100,
    r"description\.short": 80,
    r"description\.full": 4000,
    r"bots\[0\]\.commandLists\[\d\]\.commands\[\d+\]\.title": 32,
    r"bots\[0\]\.commandLists\[\d\]\.commands\[\d+\]\.description": 128,
    r"staticTabs\[\d+\]\.name": 128,
    r"composeExtensions\[0\]\.commands\[\d\]\.title": 32,
    r"composeExtensions\[0\]\.commands\[\d\]\.description": 128,
    r"composeExtensions\[0\]\.commands\[\d\]\.parameters\[\d\]\.title": 32,
    r"composeExtensions\[0\]\.commands\[\d\]\.parameters\[\d\]\.description": 128,
}


class NotPackaged(PadriverError):
    """The app package can't be made yet:
    {faults}"""


def faults_of(app: App) -> list[SettingError]:
    """Every setting that would make Teams refuse the package, with how to mend it."""
    return [*_id(app.id), *_address(app.public_url), *_sender(app.sender), *_version(app.version)]


def too_long(manifest: Mapping[str, Any]) -> list[str]:
    """The texts that are longer than Teams allows, each as a sentence."""
    found = []
    for place, text in places(manifest):
        most = next((n for pattern, n in LONGEST.items() if re.fullmatch(pattern, place)), None)
        if most is not None and len(text) > most:
            found.append(f"{place} has {len(text)} characters; at most {most} are taken: {text!r}")
    return found


def _id(id: str) -> Iterator[SettingError]:
    why = f"{id!r} is not a GUID" if id else "it is not set"
    mend = "Set it to the Microsoft App ID of the bot's registration (8-4-4-4-12 hex digits)."
    if not GUID.fullmatch(id):
        yield SettingError(name="APP_ID", why=why, mend=mend)


def _address(address: str) -> Iterator[SettingError]:
    try:
        why = _wrong_with(urlsplit(address)) if address else "it is not set"
    except ValueError:
        why = "it is not an address"
    mend = "Set it to the https address where Teams and browsers reach the bot: https://bot.x.no."
    if why:
        yield SettingError(name="PUBLIC_URL", why=why, mend=mend)


def _wrong_with(address: SplitResult) -> str:
    host = address.hostname or ""
    _ = address.port  # raises ValueError if it is not a number
    if address.scheme != "https" or not host:
        return "it is not an https address"
    if "@" in address.netloc or address.query or address.fragment:
        return "it has more than a host and a path"
    if "." not in host.strip(".") or host.endswith(".localhost") or _is_number(host):
        return f"{host} is not a name that Teams can reach"
    return ""


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _sender(sender: str) -> Iterator[SettingError]:
    mend = f"Set it to the organisation behind the bot, in at most {LONGEST_SENDER} characters."
    why = ""
    if not sender:
        why = "it is not set, and Teams shows who an app is from"
    elif len(sender) > LONGEST_SENDER:
        why = f"it has {len(sender)} characters, more than Teams takes"
    if why:
        yield SettingError(name="SENDER", why=why, mend=mend)


def _version(version: str) -> Iterator[SettingError]:
    if not SEMVER.fullmatch(version):
        mend = "Write three numbers: --version 1.2.3."
        yield SettingError(name="--version", why=f"{version!r} is not a version", mend=mend)
