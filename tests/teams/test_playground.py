"""The Playground beside the bot: started, waited for, ended; and why not, in words."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession

from bot.teams import playground
from bot.teams.node import node, playground_script
from bot.teams.playground import PlaygroundUser

ENDPOINT = "http://127.0.0.1:3978/api/messages"
# Like Node's launcher: notes how it was called, and leaves the work to a process of its own.
LAUNCHER = """\
import json, os, subprocess, sys
json.dump({"args": sys.argv[1:], "env": dict(os.environ)}, open(%(note)r, "w"))
sys.exit(subprocess.call([sys.executable, "-c", %(server)r, sys.argv[sys.argv.index("-p") + 1]]))
"""
SERVER = """\
import http.server, sys
class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def program(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def launcher(folder: Path) -> list[str]:
    return program(LAUNCHER % {"note": str(folder / "note.json"), "server": SERVER})


async def gone(session: ClientSession, address: str) -> None:
    """Returns when nobody answers there; killed is not yet buried."""
    with suppress(ClientConnectionError):
        while await session.get(address):
            pass


async def test_it_runs_until_it_is_stopped_and_takes_what_it_started_along(tmp_path, port):
    """The launcher ends at once when asked to; what it started would go on and hold the port."""
    running = await playground.start(ENDPOINT, port, command=launcher(tmp_path))
    assert running.address == f"http://localhost:{port}"
    async with ClientSession() as session:
        async with session.get(running.address) as page:
            assert page.status == 200
        await running.stop()
        async with asyncio.timeout(5):
            await gone(session, running.address)
    assert not running.folder.exists()
    await running.stop()


async def test_it_is_quiet_and_knows_no_secrets(tmp_path, port, monkeypatch):
    """No browser opened, nothing reported, none of the bot's own secrets handed over."""
    monkeypatch.setenv("APP_PASSWORD", "hush")
    running = await playground.start(ENDPOINT, port, command=launcher(tmp_path))
    await running.stop()
    note = json.loads((tmp_path / "note.json").read_text("utf-8"))
    assert note["args"][0] == "start"
    assert "--dt" in note["args"]
    assert note["args"][note["args"].index("-e") + 1] == ENDPOINT
    assert note["env"]["TEAMSAPPTESTER_BROWSER"] == "none"
    assert "hush" not in note["env"].values()


@pytest.mark.parametrize(
    ("program", "script", "what"),
    [(None, Path("cli.js"), r"Node\.js"), ("node", None, "npm package")],
)
def test_what_is_not_installed_is_named_and_so_is_what_installs_it(program, script, what):
    with pytest.raises(playground.PlaygroundMissing, match=f"{what} is not.*`make run`") as told:
        playground.installed(ENDPOINT, program, script)
    assert ENDPOINT in str(told.value)


def test_node_of_this_environment_comes_before_the_machine_s(tmp_path):
    path = os.pathsep.join(str(tmp_path / each) for each in ("ours", "theirs"))
    assert node(path) is None
    for each in ("theirs", "ours"):
        program = tmp_path / each / "node"
        program.parent.mkdir()
        program.touch(0o755)
        assert node(path) == str(program)


def test_the_playground_is_found_where_npm_puts_it(tmp_path):
    script = tmp_path / "node_modules/@microsoft/m365agentsplayground/cli.js"
    assert playground_script(tmp_path / "node_modules") is None
    script.parent.mkdir(parents=True)
    script.touch()
    assert playground_script(tmp_path / "node_modules") == script


async def test_a_busy_port_is_named_and_so_is_the_way_out(tmp_path):
    """The Playground itself would silently take another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(playground.PlaygroundPortBusy, match="PLAYGROUND_PORT") as told:
            await playground.start(ENDPOINT, port, command=launcher(tmp_path))
    assert str(port) in str(told.value)


async def test_what_it_gave_up_for_is_passed_on(port):
    fails = program("import sys\nprint('old')\nprint('Error: no such module')\nsys.exit(1)\n")
    with pytest.raises(playground.PlaygroundFailed, match="no such module"):
        await playground.start(ENDPOINT, port, command=fails)


async def test_it_is_not_waited_for_for_ever(port):
    hangs = program("import signal\nsignal.pause()\n")
    with pytest.raises(playground.PlaygroundFailed, match=r"within 0\.3 s"):
        await playground.start(ENDPOINT, port, command=hangs, patience=0.3)


def test_the_visitor_works_for_molde_and_has_colleagues_in_every_municipality():
    """All ids differ: the Playground refuses a file where two are the same."""
    config = playground.config(PlaygroundUser())
    everyone = [config["currentUser"], *config["users"]]
    assert config["currentUser"]["email"].endswith("@molde.kommune.no")
    assert {each["email"].partition("@")[2].partition(".")[0] for each in everyone} == {
        *("molde", "vestnes", "rauma", "aukra", "hustadvika")
    }
    for field in ("id", "aadObjectId", "email"):
        assert len({each[field] for each in everyone}) == len(everyone)
