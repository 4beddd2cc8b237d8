"""python app.py doctor: checks everything that has to be right for a lesson to arrive.

It only reads and asks, and changes nothing. It never prints a secret or a token.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Protocol

import aiohttp

from bot.cli import outside_checks
from bot.cli.findings import Finding, fault, fine, note
from bot.cli.mode import Mode
from bot.cli.outside_checks import DoctorSettings
from bot.errors import PadriverError, SettingError
from bot.ports import Clock

SCARCE: Final = 200 * 1024 * 1024  # bytes; with less, a busy store and its log may fill the disk
SOON: Final = timedelta(days=14)
_MB: Final = 1024 * 1024


class ApiToken(Protocol):
    """A token of the API: its name, its last day, and both with its scopes as text."""

    @property
    def name(self) -> str: ...
    @property
    def expires(self) -> date | None: ...
    @property
    def said(self) -> str: ...


class Inspected(Protocol):
    """The store: its size and the free space on its disk, both in bytes, and what is damaged."""

    @property
    def size(self) -> int: ...
    @property
    def free(self) -> int: ...
    @property
    def damage(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Installation:
    """What the doctor checks: the settings, the cautions about them, and more.

    `token` fetches the bot's own token and returns it with its issuer; `store` inspects the store;
    `open_session` opens the way out. The first two raise a `PadriverError` that says why they
    can't. `tokens` are those in API_TOKENS_FILE; it raises `SettingError` if that is faulty.
    """

    told: DoctorSettings
    cautions: Sequence[str]
    token: Callable[[], Awaitable[tuple[str, str]]]
    store: Callable[[], Inspected]
    clock: Clock
    open_session: Callable[[], aiohttp.ClientSession] = field(repr=False)
    tokens: Callable[[], Sequence[ApiToken]] = tuple


class Probes(Protocol):
    """The part of `Tools` that the doctor uses."""

    @property
    def check(self) -> Callable[[], tuple[Sequence[str], bool]]: ...
    @property
    def package(self) -> Callable[[str], bytes]: ...
    @property
    def api(self) -> str: ...
    @property
    def mode(self) -> Mode: ...
    @property
    def signs(self) -> Callable[[], Awaitable[Sequence[str]]]: ...


async def examine(installation: Installation, probes: Probes) -> list[Finding]:
    """Every finding, in the order in which faults should be mended. Raises nothing foreseen."""
    found = [*_mode(probes.mode, await probes.signs()), *_settings(installation, probes)]
    told = installation.told
    async with installation.open_session() as session, aiohttp.ClientSession() as nearby:
        looks: list[Awaitable[list[Finding]]] = []
        if not told.local:
            looks = [
                outside_checks.keys(session, told.openid_metadata_url, installation.clock),
                outside_checks.token(installation.token, told, installation.clock),
                outside_checks.public(session, told.public_url, apart=bool(told.api_port)),
            ]
            found += [*_package(probes), *outside_checks.proxy(told)]
        found += _tokens(installation)
        looks.append(asyncio.to_thread(_store, installation))
        looks.append(outside_checks.running(nearby, probes.api, told.api_token))
        parts = await asyncio.gather(*looks)
    return found + [each for part in parts for each in part]


def _mode(mode: Mode, signs: Sequence[str]) -> list[Finding]:
    faults = [fault("settings", each, "Mend the file.") for each in mode.faults]
    if signs:
        return [*(fault("mode", mode.said, each) for each in signs), *faults]
    if not mode.local:
        return [fine("mode", mode.said), *faults]
    left_out = "Sign-in, token, PUBLIC_URL and app package are left out."
    return [note("mode", mode.said, left_out), *faults]


def _settings(installation: Installation, probes: Probes) -> list[Finding]:
    lines, right = probes.check()
    if right:
        found = [fine("settings and courses", "in order")]
    else:
        mend = "Mend what is said below, then run this again."
        found = [fault("settings and courses", "not in order.", mend)]
        found += [note("check", each) for each in lines]
    if installation.told.local:
        return found
    return found + [note("settings", each) for each in installation.cautions]


def _package(probes: Probes) -> Iterable[Finding]:
    try:
        probes.package("")
    except PadriverError as error:
        mend = "Mend it, make the package anew and upload it: python app.py manifest."
        return [fault("app package", each, mend) for each in str(error).splitlines()[1:]]
    return [fine("app package", "can be made from these settings")]


def _tokens(installation: Installation) -> list[Finding]:
    """The tokens in API_TOKENS_FILE; nothing is said if there are none."""
    try:
        found = installation.tokens()
    except SettingError as error:
        kept = "A bot that runs goes on with the tokens it had; it would not start again."
        return [fault("API tokens", f"{error.why}.", f"{error.mend} {kept}")]
    today = installation.clock().date()
    last = [each for each in found if each.expires and each.expires - today < SOON]
    said = ", ".join(each.said for each in found)
    ending = [
        note("API tokens", f"{each.name}: its last day is {each.expires}.", "Make a new one.")
        for each in last
    ]
    return [*([fine("API tokens", said)] if found else []), *ending]


def _store(installation: Installation) -> list[Finding]:
    try:
        found = installation.store()
    except PadriverError as error:
        return [fault("store", str(error), "")]
    if found.damage:
        return [fault("store", f"it is damaged ({found.damage}).", "Restore a backup.")]
    size, free = f"{found.size / _MB:.1f} MB", f"{found.free // _MB} MB free"
    if found.free < SCARCE:
        return [fault("store", f"{size}, and only {free} on that disk.", "Make room.")]
    if found.free < 2 * found.size:
        return [note("store", f"{size}, {free}.", "A backup beside it may not fit.")]
    return [fine("store", f"whole; {size}, {free}")]
