"""Which settings a command uses: it says so, and says what speaks for others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from aiohttp import web

import app as application
from bot.cli import Mode
from bot.errors import PadriverError
from bot.settings import Settings
from bot.store import open_store
from tests.cli.test_commands import Terminal
from tests.cli.test_doctor import Elsewhere
from tests.docs.test_tables import settings_read

PRODUCTION = {"APP_ID": "app", "APP_PASSWORD": "s3cret-pw", "APP_TENANTID": "tenant-a"}


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "padriver.env"
    path.write_text("# settings\nAPP_ID=from-file\nSTORE_URL='tinydb:/srv/a b.db'\n")
    return path


@pytest.mark.parametrize("line", ["--env-file {} report", "report --env-file {}", "--env-file {}"])
def test_a_file_of_settings_goes_for_every_command_and_over_the_environment(
    terminal: Terminal, file: Path, line: str
):
    assert terminal.run(line.format(file), {"APP_ID": "other", "HOST": "h"}) == 0
    (env,) = terminal.asked_env
    assert env == {"APP_ID": "from-file", "STORE_URL": "tinydb:/srv/a b.db", "HOST": "h"}


def test_of_several_files_the_last_counts(terminal: Terminal, file: Path, tmp_path: Path):
    other = tmp_path / "other.env"
    other.write_text("APP_ID=last\n")
    assert terminal.run(f"check --env-file {file} --env-file {other}") == 0
    assert terminal.asked_env[0]["APP_ID"] == "last"


def test_a_file_that_is_not_there_stops_the_command(terminal: Terminal):
    assert terminal.run("report --env-file /no/such") == 1
    assert (
        terminal.err.getvalue()
        == "--env-file /no/such cannot be read: no such file or directory.\n"
    )


def test_a_fault_in_the_file_is_told_and_fails_the_check(terminal: Terminal, file: Path):
    file.write_text("export APP_ID=hush\n")
    assert terminal.run(f"report --env-file {file}") == 0
    assert f"Note: {file}, line 1: systemd does not know export" in terminal.err.getvalue()
    assert "hush" not in terminal.err.getvalue()


def mode(guessed: bool = True, **more: object) -> Mode:
    return Mode(True, "APP_ID is not set in the environment", {}, guessed, **more)  # type: ignore[arg-type]


def looked(env: dict[str, str], mode: Mode) -> application.Tools:
    return application.CommandTools(env, True, mode).tools()


async def test_a_store_written_in_production_speaks_for_production(tmp_path: Path):
    url = f"tinydb:{tmp_path / 'padriver.db'}"
    for address, real in (("http://127.0.0.1:1", False), ("https://smba.example", True)):
        async with open_store(url) as store:
            person = {"role": "employee", "service_url": address}
            await store.run(lambda tx, person=person: tx.put("people", "t:e", person))
        signs = await looked({"STORE_URL": url, "PORT": "1"}, mode()).signs()
        assert [("written by a bot in production" in each) for each in signs] == [True] * real
    assert await looked({"STORE_URL": url, "PORT": "1"}, mode(guessed=False)).signs() == []


async def test_a_running_bot_that_asks_for_a_token_speaks_for_production():
    async with Elsewhere(api_v1_sending=lambda: web.Response(status=401)) as bot:
        port = bot.root.rpartition(":")[2]
        (sign,) = await looked({"PORT": port, "STORE_URL": "tinydb:/no/such.db"}, mode()).signs()
    assert "the bot that runs on this port is not in local mode" in sign


def test_what_speaks_for_production_fails_the_check(terminal: Terminal):
    async def signs() -> list[str]:
        return ["But the store says otherwise."]

    terminal.changes |= {"mode": mode(), "signs": signs}
    assert terminal.run("check") == 1
    first, second, *_ = terminal.out.getvalue().splitlines()
    assert first == "Looked at as local mode: APP_ID is not set in the environment."
    assert second == "But the store says otherwise."


# What each setting is refused for when the bot starts; those not here take any text.
REFUSED = {
    "APP_ID": [""], "APP_PASSWORD": [""], "APP_TENANTID": ["", "a/../b"],
    "APP_TYPE": ["MultiTenant"],
    "HOST": ["no.such.host.invalid", "203.0.113.7"], "PORT": ["x", "65536"],
    "STORE_URL": ["postgresql://u:hush@h/d", "mysql://x", "tinydb:", "tinydb:/dev/null/x.db",
                  f"tinydb:{Path(__file__).parent}", f"tinydb:{__file__}"],
    "PUBLIC_URL": ["http://example.org"], "CONTENT_DIR": ["/no/such/place"], "OPERATORS": ["a"],
    "ALERT_WEBHOOK": ["ftp://x"], "ALERT_WEBHOOK_FORMAT": ["fax"],
    "TIME_ZONE": ["Mars/Base"], "MIN_GROUP_SIZE": ["0"],
    "PUSH_APPROVAL": ["0"], "CHAMPION_APPROVAL": ["2"], "SEND_RATE": ["51"], "CARDS_A_WEEK": ["8"],
    "CARDS_A_DAY": ["4"], "RETENTION_DAYS": ["29"], "KLEMDAGER": ["2"],
    "LOCAL_CLOCK": ["2026-11-23T08:00:00+01:00"], "PLAYGROUND_PORT": ["0"],
    "OPENID_METADATA_URL": ["http://example.org"], "TOKEN_URL": ["http://example.org"],
    "SERVICE_URL_HOSTS": ["https://example.org"], "HTTPS_PROXY": ["socks5://p:1"],
    "API_TOKENS_FILE": ["/no/such"], "LINK_SECRET": ["hush"],
    "API_HOST": ["127.0.0.1"], "API_PORT": ["x", "0", "65536"],
    "HTTP_PROXY": ["socks5://p:1"], "NO_PROXY": ["10.*"], "CA_FILE": ["/no/such"],
}  # fmt: skip
TAKES_ANYTHING = {
    *("ALLOWED_TENANTS", "API_TOKEN", "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "PUSH_LESSONS"),
    "SENDER",
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n in REFUSED for v in REFUSED[n]])
def test_what_the_start_refuses_check_refuses_in_the_same_sentence(
    name: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    env = PRODUCTION | {"STORE_URL": f"tinydb:{tmp_path / 'new.db'}", "PORT": "0"} | {name: value}
    assert application.main([], env) == 1
    said = capsys.readouterr().err.strip()
    assert said in map(str, application.start_faults(env, local=False)[1])
    assert "hush" not in said
    assert not (tmp_path / "new.db").exists()


def test_check_says_all_that_the_start_refuses():
    env = PRODUCTION | {"STORE_URL": "postgresql://u:hush@h/d", "PORT": "0", "SEND_RATE": "51"}
    lines, fine = application.CommandTools(env, local=False).check()
    assert not fine
    told = [each for each in lines if each.startswith("setting ")]
    assert told == [f"setting {each}" for each in application.start_faults(env, local=False)[1]]
    assert "PostgreSQL is not supported yet" in told[1]


def test_no_setting_is_left_out_of_this():
    assert {*REFUSED, *TAKES_ANYTHING} == settings_read()


async def test_a_setting_that_fits_is_refused_by_neither(tmp_path: Path):
    env = PRODUCTION | {"STORE_URL": f"tinydb:{tmp_path / 'new.db'}", "PORT": "0"}
    assert application.start_faults(env, local=False)[1] == []
    async with Elsewhere() as other:  # as it is when the bot itself runs
        port = other.root.rpartition(":")[2]
        env |= {"HOST": "127.0.0.1", "PORT": port}
        assert application.start_faults(env, local=False)[1] == []
        settings = Settings.from_env(env, local=False)
        with pytest.raises(PadriverError, match=re.escape(f"PORT: port {port} can't be listened")):
            await application.serve(settings)
