"""The real bot and the real Agents Playground, each in a process of its own, and a browser.

A missing Playground or Chromium skips with the reason; where CI=true it fails instead.
CHROMIUM picks the browser. Logs and screenshots end up in build/e2e.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, async_playwright

from bot.teams import playground
from tests.e2e.driver import Chat
from tests.e2e.running import ROOT, Bot, free_port
from tests.missing import give_up

BUILD = ROOT / "build" / "e2e"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET_BROWSER = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture
def chromium() -> str:
    """Where the browser is."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or give_up("Chromium is not installed; set CHROMIUM to a browser")


@pytest.fixture
def visitor() -> playground.PlaygroundUser:
    """Who sits at the Playground; a test file may say otherwise."""
    return playground.PlaygroundUser()


@pytest.fixture
def settings() -> Mapping[str, str]:
    """What this bot is told beside where to listen and keep things; a test file may say more."""
    return {}


@pytest.fixture
async def bot(
    tmp_path: Path, settings: Mapping[str, str], request: pytest.FixtureRequest
) -> AsyncIterator[Bot]:
    """A freshly started bot with an empty store."""
    running = Bot(tmp_path, _log("bot", request), settings)
    try:
        await running.start()
        yield running
    finally:
        await running.stop()


@pytest.fixture
async def chat(
    node_modules: Path,
    bot: Bot,
    chromium: str,
    visitor: playground.PlaygroundUser,
    request: pytest.FixtureRequest,
) -> AsyncIterator[Chat]:
    """A person in front of the Playground, which knows the bot but has not opened it yet."""
    running = await playground.start(
        f"{bot.address}/api/messages",
        free_port(),
        visitor=visitor,
        log=_log("playground", request),
    )
    try:
        async with async_playwright() as play:
            browser = await play.chromium.launch(executable_path=chromium, args=QUIET_BROWSER)
            page = await browser.new_page(locale="nb-NO", timezone_id="Europe/Oslo")
            await _stay_on_this_machine(page)
            yield Chat(page, running.address, BUILD)
            if _failed(request):
                await page.screenshot(path=BUILD / f"{request.node.name}-failed.png")
            await browser.close()
    finally:
        await running.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> object:
    """Leave the outcome where fixtures find it: a failed test keeps a last picture."""
    report = yield
    if report.when == "call":
        item.stash[_OUTCOME] = report.failed
    return report


_OUTCOME = pytest.StashKey[bool]()


def _failed(request: pytest.FixtureRequest) -> bool:
    return request.node.stash.get(_OUTCOME, True)


async def _stay_on_this_machine(page: Page) -> None:
    """The Playground asks the network for fonts; a test asks it for nothing."""

    async def decide(route: Route) -> None:
        near = ("http://localhost", "http://127.0.0.1", "data:", "ws://localhost")
        await (route.continue_() if route.request.url.startswith(near) else route.abort())

    await page.route("**/*", decide)


def _log(kind: str, request: pytest.FixtureRequest) -> Path:
    BUILD.mkdir(parents=True, exist_ok=True)
    path = BUILD / f"{request.node.name}-{kind}.log"
    path.unlink(missing_ok=True)
    return path
