"""The Playground beside the bot: started, waited for, ended; and why not, in words."""

from __future__ import annotations

import asyncio
import json
import socket
import stat
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession

from bot.teams import playground
from bot.teams.playground import PlaygroundUser

ENDPOINT = "http://127.0.0.1:3978/api/messages"
# Like npx: notes how it was called, and leaves the work to a process of its own.
NPX = """\
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


def program(folder: Path, source: str) -> str:
    path = folder / "npx"
    path.write_text(f"#!{sys.executable}\n{source}", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def npx(folder: Path) -> str:
    return program(folder, NPX % {"note": str(folder / "note.json"), "server": SERVER})


async def gone(session: ClientSession, address: str) -> None:
    """Returns when nobody answers there; killed is not yet buried."""
    with suppress(ClientConnectionError):
        while await session.get(address):
            pass


async def test_it_runs_until_it_is_stopped_and_takes_what_it_started_along(tmp_path, port):
    """npx ends at once when asked to; what it started would go on and hold the port."""
    running = await playground.start(ENDPOINT, port, npx=npx(tmp_path))
    assert running.address == f"http://localhost:{port}"
    async with ClientSession() as session:
        async with session.get(running.address) as page:
            assert page.status == 200
        await running.stop()
        async with asyncio.timeout(5):
            await gone(session, running.address)
    assert not running.folder.exists()
    await running.stop()


async def test_it_is_pinned_quiet_and_knows_no_secrets(tmp_path, port, monkeypatch):
    """No browser opened, nothing reported, none of the bot's own secrets handed over."""
    monkeypatch.setenv("APP_PASSWORD", "hush")
    running = await playground.start(ENDPOINT, port, npx=npx(tmp_path))
    await running.stop()
    note = json.loads((tmp_path / "note.json").read_text("utf-8"))
    assert note["args"][:2] == ["--yes", playground.PACKAGE]
    assert playground.PACKAGE.rsplit("@", 1)[1][0].isdigit()
    assert "--dt" in note["args"]
    assert note["args"][note["args"].index("-e") + 1] == ENDPOINT
    assert note["env"]["TEAMSAPPTESTER_BROWSER"] == "none"
    assert "hush" not in note["env"].values()


async def test_without_node_it_says_where_to_get_it(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(playground.PlaygroundMissing, match=r"https://nodejs\.org") as told:
        await playground.start(ENDPOINT)
    assert ENDPOINT in str(told.value)


async def test_a_busy_port_is_named_and_so_is_the_way_out(tmp_path):
    """The Playground itself would silently take another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(playground.PlaygroundPortBusy, match="PLAYGROUND_PORT") as told:
            await playground.start(ENDPOINT, port, npx=npx(tmp_path))
    assert str(port) in str(told.value)


async def test_what_npx_gave_up_for_is_passed_on(tmp_path, port):
    """Most often: no network the first time."""
    fails = program(
        tmp_path,
        "import sys\nprint('npm warn old')\nprint('npm error code ENOTFOUND')\nsys.exit(1)\n",
    )
    with pytest.raises(playground.PlaygroundFailed, match="ENOTFOUND"):
        await playground.start(ENDPOINT, port, npx=fails)


async def test_it_is_not_waited_for_for_ever(tmp_path, port):
    hangs = program(tmp_path, "import signal\nsignal.pause()\n")
    with pytest.raises(playground.PlaygroundFailed, match=r"within 0\.3 s"):
        await playground.start(ENDPOINT, port, npx=hangs, patience=0.3)


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
