"""The Microsoft 365 Agents Playground beside the local bot: a Teams-like chat in the browser.

It is an npm package (https://www.npmjs.com/package/@microsoft/m365agentsplayground) that stands in
for Teams while you try out the bot: no account, no tunnel, and nothing leaves this machine.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.errors import PadriverError
from bot.teams.node import node, playground_script

PORT: Final = 56150  # the Playground's own default
FIRST_START: Final = 60.0  # seconds; a busy machine reads a new package from disk slowly
GRACE: Final = 5.0  # seconds to stop by itself before it is killed
_KEPT_TO_OURSELVES: Final = ("APP_PASSWORD", "API_TOKEN", "ALERT_WEBHOOK", "STORE_URL")

# By itself the Playground listens on all network interfaces, and others could chat with the bot.
_LOOPBACK_ONLY: Final = """\
const net = require("net");
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  return typeof port === "number" && typeof rest[0] !== "string"
    ? listen.call(this, port, "127.0.0.1", ...rest)
    : listen.call(this, port, ...rest);
};
"""


class PlaygroundMissing(PadriverError):
    """The Agents Playground was not started: {what} is not installed. `make run` installs it \
where PyPI and the npm registry are reached; without make, see "Try it" in README.md. \
The bot runs without it, at {endpoint}."""


class PlaygroundPortBusy(PadriverError):
    """The Agents Playground was not started: port {port} is in use. \
Set PLAYGROUND_PORT to a free one, or stop what uses it."""


class PlaygroundFailed(PadriverError):
    """The Agents Playground was not started: {why}. The bot runs without it, at {endpoint}."""


@dataclass(frozen=True, slots=True)
class PlaygroundUser:
    """The user at the Playground. The domain of the e-mail address decides the municipality."""

    name: str = "Kari Nordmann"
    email: str = "kari.nordmann@molde.kommune.no"
    entra: str = "5d0e5f4e-0000-4000-8000-000000000001"
    tenant: str = "7a3c1f10-0000-4000-8000-000000001506"


@dataclass(frozen=True, slots=True)
class Playground:
    """A running Playground. `address` is the page to open in a browser."""

    address: str
    folder: Path
    process: asyncio.subprocess.Process

    async def stop(self) -> None:
        """Stop it and every process it started. It may be called twice."""
        if not self.folder.exists():
            return
        _signal(self.process, hard=False)
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE):
                await self.process.wait()
        _signal(self.process, hard=True)  # the launcher may have ended before Node itself
        await self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


async def start(
    endpoint: str,
    port: int = PORT,
    *,
    visitor: PlaygroundUser = PlaygroundUser(),
    command: Sequence[str] | None = None,
    log: Path | None = None,
    patience: float = FIRST_START,
) -> Playground:
    """Start the Playground for the bot at `endpoint` and wait, at most `patience` seconds, until
    its page answers.

    `command` starts the Playground, by default the installed one. `log` is the file it writes the
    traffic to, by default a temporary one. Raises `PlaygroundMissing`, `PlaygroundPortBusy` or
    `PlaygroundFailed`, whose texts are for the person at the terminal.
    """
    command = command or installed(endpoint, node(), playground_script())
    if not _free(port):
        raise PlaygroundPortBusy(port=port)
    folder = Path(tempfile.mkdtemp(prefix="playground-"))
    env = _environment(folder, visitor, log or folder / "playground.log")
    process = await _launch([*command, *_arguments(endpoint, port)], folder, env)
    running = Playground(f"http://localhost:{port}", folder, process)
    try:
        await _until_it_answers(running, f"http://127.0.0.1:{port}", endpoint, patience)
    except BaseException:
        await running.stop()
        raise
    return running


def installed(endpoint: str, program: str | None, script: Path | None) -> list[str]:
    """The command that starts the Playground: Node.js and the script it runs.

    Raises `PlaygroundMissing` if either of them is missing."""
    if program is None:
        raise PlaygroundMissing(what="Node.js", endpoint=endpoint)
    if script is None:
        raise PlaygroundMissing(what="its npm package", endpoint=endpoint)
    return [program, str(script)]


def config(visitor: PlaygroundUser) -> dict[str, Any]:
    """The people and conversations in the Playground: the visitor and one colleague from each of
    the other municipalities, in a group chat and a team with two channels."""
    return {
        "version": "0.1.1",
        "tenantId": visitor.tenant,
        "bot": {"id": "28:padriver", "name": "Pådriver"},
        "currentUser": _person("29:visitor", visitor.name, visitor.email, visitor.entra),
        "users": [
            _person(f"29:colleague-{number}", name, email, f"{visitor.entra[:-2]}{number:02}")
            for number, (name, email) in enumerate(_COLLEAGUES, 11)
        ],
        "personalChat": {"id": "personal-chat"},
        "groupChat": {"id": "group-chat", "name": "Gruppechat"},
        "team": {
            "id": "team",
            "name": "Pådrivere",
            "aadGroupId": "5d0e5f4e-0000-4000-8000-000000000031",
            "channels": [{"id": "channel", "name": "Samlinger"}],
        },
    }


_COLLEAGUES: Final = (
    ("Ola Hansen", "ola.hansen@molde.kommune.no"),
    ("Synnøve Vik", "synnove.vik@vestnes.kommune.no"),
    ("Mari Lien", "mari.lien@rauma.kommune.no"),
    ("Per Aasen", "per.aasen@aukra.kommune.no"),
    ("Liv Berg", "liv.berg@hustadvika.kommune.no"),
)


def _person(id: str, name: str, email: str, entra: str) -> dict[str, str]:
    given, _, surname = name.rpartition(" ")
    return {
        "id": id,
        "name": name,
        "userPrincipleName": email,  # the Playground's own spelling
        "aadObjectId": entra,
        "givenName": given,
        "surname": surname,
        "email": email,
    }


def _arguments(endpoint: str, port: int) -> list[str]:
    connector = f"http://127.0.0.1:{port}/_connector"
    flags = ["-e", endpoint, "-c", "msteams", "-p", str(port), "--su", connector, "--dt"]
    return ["start", *flags]


def _environment(folder: Path, visitor: PlaygroundUser, log: Path) -> Mapping[str, str]:
    """The Playground's environment variables; the files that they name are written first."""
    settings = folder / "playground.yml"
    settings.write_text(json.dumps(config(visitor)), "utf-8")  # JSON is YAML
    loopback = folder / "loopback.cjs"
    loopback.write_text(_LOOPBACK_ONLY, "utf-8")
    ours = {name: value for name, value in os.environ.items() if name not in _KEPT_TO_OURSELVES}
    return {
        **ours,
        "M365_AGENTS_PLAYGROUND_CONFIG_PATH": str(settings),
        "M365_AGENTS_PLAYGROUND_LOGFILE": str(log),
        "TEAMSAPPTESTER_BROWSER": "none",
        "TZ": "Europe/Oslo",
        "NODE_OPTIONS": f'--require "{loopback.as_posix()}"',
    }


async def _launch(
    command: list[str], folder: Path, env: Mapping[str, str]
) -> asyncio.subprocess.Process:
    """Start it in its own process group: Ctrl-C reaches only us, and we stop the whole group."""
    group: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    with _output(folder).open("wb") as output:
        return await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            **group,
        )  # fmt: skip


def _output(folder: Path) -> Path:
    return folder / "output.txt"


async def _until_it_answers(running: Playground, page: str, endpoint: str, patience: float) -> None:
    async with ClientSession(timeout=ClientTimeout(total=2)) as session:
        try:
            async with asyncio.timeout(patience):
                while not await _answers(session, page):
                    if running.process.returncode is not None:
                        raise PlaygroundFailed(why=_last_words(running.folder), endpoint=endpoint)
                    await asyncio.sleep(0.1)
        except TimeoutError:
            why = f"it did not answer within {patience:g} s"
            raise PlaygroundFailed(why=why, endpoint=endpoint) from None


async def _answers(session: ClientSession, page: str) -> bool:
    try:
        async with session.get(page) as response:
            return response.status == 200
    except (ClientError, TimeoutError):
        return False


def _last_words(folder: Path) -> str:
    """The most telling line of its output: the first that mentions an error, or else the last."""
    lines = _output(folder).read_text("utf-8", errors="replace").split("\n")
    told = [line.strip() for line in lines if line.strip()]
    errors = [line for line in told if "error" in line.lower()]
    return (errors or told[-1:] or ["it ended without a word"])[0]


def _free(port: int) -> bool:
    """Whether the port is free. The Playground would silently use another if it were not."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def _signal(process: asyncio.subprocess.Process, *, hard: bool) -> None:
    """Signal the whole group, Node and its launcher. The group outlives its first process."""
    if sys.platform == "win32":
        subprocess.run(  # noqa: S603
            ["taskkill", "/T", "/F", "/PID", str(process.pid)],  # noqa: S607
            capture_output=True, check=False,
        )  # fmt: skip
        return
    try:
        os.killpg(process.pid, signal.SIGKILL if hard else signal.SIGTERM)
    except ProcessLookupError:
        return
