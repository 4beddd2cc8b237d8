"""Everything with side effects that the commands need."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Final, TextIO

from bot.actions.figures.plan_progress import PlanReport
from bot.actions.figures.reports import Reports
from bot.actions.gatherings.savings import GatheringRecord
from bot.cli.doctor import Installation
from bot.cli.mode import Mode
from bot.core.delivery.rehearsal import Rehearsal
from bot.core.people.municipalities import Municipalities
from bot.errors import Refused
from bot.ports import Store
from bot.services import Services

_PRODUCTION: Final = Mode(False, "APP_ID is set in the environment")


def _no_package(_: str) -> bytes:
    raise Refused(why="There is nothing to make an app package of here.")


def _no_installation() -> Installation:
    raise Refused(why="There is nothing for a doctor to look at here.")


async def _no_rehearsal(_: int, __: int) -> Rehearsal:
    raise Refused(why="There is no plan and no store to rehearse with here.")


async def _no_demo(_: int, __: int, ___: bool) -> None:
    raise Refused(why="There is no demo here.")


def _no_services(_: bool) -> AbstractAsyncContextManager[Services]:
    raise Refused(why="There is no store to open here.")


async def _no_signs() -> Sequence[str]:
    return ()


def _no_issue(_: str, __: Sequence[str], ___: date | None) -> Sequence[str]:
    raise Refused(why="There are no tokens to make here.")


def _no_rotation() -> Sequence[str]:
    raise Refused(why="There is no key of links here.")


async def _no_plans(_: Store) -> Sequence[PlanReport] | None:
    return ()


def _no_clock() -> datetime:
    raise Refused(why="There is no clock here.")


async def _no_savings() -> tuple[Sequence[GatheringRecord], Municipalities]:
    raise Refused(why="There are no gatherings to look at here.")


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything with side effects that the commands need. What is not given raises `Refused`.

    `check` returns the lines to print and whether all is well. `reading` opens the store beside a
    running bot, and `progress` is how plans go in that store (`plan_progress.latest`; none if it
    is not given). `export` writes JSON to an open text file. `restore` returns the lines to print.
    `rehearse` takes a number of days, and the percentage of cards that are answered at once.
    `package` makes the Teams app package in a version ("": the bot's own). `installation` is what
    the doctor checks. `services` opens everything: for writing (True), which raises `StoreBusy` at
    once while a bot is running, or only for reading, which works without a store too. `api` is the
    address of the running bot on this machine ("http://127.0.0.1:3978"). `issue` makes an API token
    of a name, scopes and a last day, and returns the lines to print. `rotate` makes another key
    of links, and returns the lines to print. `mode` says which settings these are; `signs` are
    sentences that speak for production where it was guessed to be local.
    """

    today: Callable[[], date]
    check: Callable[[], tuple[Sequence[str], bool]]
    reading: Callable[[], AbstractAsyncContextManager[Reports]]
    export: Callable[[TextIO], Awaitable[None]]
    backup: Callable[[Path], Awaitable[None]]
    restore: Callable[[Path], Awaitable[Sequence[str]]]
    api: str
    token: str = field(default="", repr=False)
    rehearse: Callable[[int, int], Awaitable[Rehearsal]] = _no_rehearsal
    savings: Callable[[], Awaitable[tuple[Sequence[GatheringRecord], Municipalities]]] = _no_savings
    package: Callable[[str], bytes] = _no_package
    installation: Callable[[], Installation] = _no_installation
    demo: Callable[[int, int, bool], Awaitable[None]] = _no_demo
    services: Callable[[bool], AbstractAsyncContextManager[Services]] = _no_services
    now: Callable[[], datetime] = _no_clock
    progress: Callable[[Store], Awaitable[Sequence[PlanReport] | None]] = _no_plans
    issue: Callable[[str, Sequence[str], date | None], Sequence[str]] = _no_issue
    rotate: Callable[[], Sequence[str]] = _no_rotation
    mode: Mode = _PRODUCTION
    signs: Callable[[], Awaitable[Sequence[str]]] = _no_signs
