"""The files in docs/deploy and the page about them say the same, and what they name exists."""

from __future__ import annotations

import configparser
import io
import re
from pathlib import Path

import pytest
import yaml

from bot.assembly import build
from bot.cli.arguments import understood
from bot.settings import Settings, read_env
from bot.store import MemoryStore
from bot.web.access.tokens import parse
from tests.docs.reading import DOCS, ROOT, document

DEPLOY = DOCS / "deploy"
PAGE = document("debian")
FILES = sorted(DEPLOY.iterdir())
UNITS = sorted(DEPLOY.glob("padriver*.service"))
OURS = re.compile(r"(?:/opt|/etc|/var/lib|/var/backups)/padriver[\w./-]*\b")


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(path.read_text("utf-8"))
    return parser


def example() -> dict[str, str]:
    lines = (DEPLOY / "padriver.env.example").read_text("utf-8").splitlines()
    return dict(each.split("=", 1) for each in lines if each and not each.startswith("#"))


@pytest.mark.parametrize("path", FILES, ids=lambda each: each.name)
def test_every_file_is_named_on_the_page(path: Path):
    assert re.search(rf"deploy/(?:{re.escape(path.name)}|padriver-backup\.\*)", PAGE)


@pytest.mark.parametrize("path", FILES, ids=lambda each: each.name)
def test_every_place_that_a_file_names_is_made_on_the_page(path: Path):
    for place in OURS.findall(path.read_text("utf-8")):
        made = place.removesuffix(".db").split("/.venv")[0]
        assert any(made.startswith(each) for each in OURS.findall(PAGE)), place


def test_the_example_has_settings_that_start_the_bot():
    lines = example()
    filled = {
        name: re.sub("tenant-id/your-object-id", "/".join(2 * [lines["APP_ID"]]), value)
        for name, value in lines.items()
    }
    filled["CONTENT_DIR"] = str(ROOT / "bot" / "content")
    settings, faults = read_env(filled, local=False)
    assert [str(each) for each in faults] == []
    assert settings.host == "127.0.0.1"


def test_prometheus_reads_metrics_at_the_port_of_the_example_with_a_token_of_its_own():
    (job,) = yaml.safe_load((DEPLOY / "prometheus.yml").read_text("utf-8"))["scrape_configs"]
    assert job["static_configs"] == [{"targets": [f"127.0.0.1:{example()['API_PORT']}"]}]
    assert job["authorization"]["credentials_file"] in PAGE
    told = io.StringIO()
    (command,) = re.findall(r"^ +padriver (token .*)$", PAGE, re.M)
    args = understood(command.split(), told, told)
    assert not isinstance(args, int), told.getvalue()
    assert (args.name, args.scope) == ("prometheus", ["metrics"])


def test_the_tokens_file_is_made_before_the_bot_starts_and_may_be_empty():
    made = re.search(r"-o padriver -g padriver /dev/null (\S+)\n", PAGE.split("## 3.")[0])
    assert made
    assert made[1] == example()["API_TOKENS_FILE"]
    assert parse("") == ()


@pytest.mark.parametrize("path", UNITS, ids=lambda each: each.name)
def test_units_run_the_same_version_with_the_same_settings_and_no_rights(path: Path):
    service = unit(path)["Service"]
    assert service["User"] == "padriver"
    assert service["WorkingDirectory"] == "/opt/padriver/current"
    assert service["EnvironmentFile"] == "/etc/padriver/padriver.env"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""


def test_the_backup_unit_runs_a_command_that_is_understood():
    command = unit(DEPLOY / "padriver-backup.service")["Service"]["ExecStart"]
    asked = re.search(r"app\.py (\w+) \"([^\"]+)\"", command)
    assert asked
    told = io.StringIO()
    assert understood([asked[1], asked[2]], told, told) != 2, told.getvalue()


def test_alerts_are_about_figures_that_are_explained():
    rules = yaml.safe_load((DEPLOY / "alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
    told = document("web-addresses")
    assert len(rules) >= 5
    for rule in rules:
        assert set(rule["annotations"]) == {"summary", "action"}
        for figure, what in re.findall(r"(padriver_\w+)(?:\{what=(\"\w+\")\})?", rule["expr"]):
            assert figure in told
            assert what in told


def test_no_container_is_published_to_the_network():
    """A published port passes by many firewalls, and what ends TLS stands on the same machine."""
    texts = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "docs/deploy").iterdir()]
    run = re.compile(r"(?:podman|docker)\s+run(?:[^\n`\\\\]|\\\\\n)*")
    lines = [each for path in texts for each in run.findall(path.read_text("utf-8"))]
    published = [each for line in lines for each in re.findall(r"-p\s+(\S+)", line)]
    assert published
    assert all(each.startswith("127.0.0.1:") for each in published)


async def test_proxies_let_through_what_teams_and_people_need_and_nothing_else():
    """Behind either proxy: what is open to all is reachable, what asks for a token is not."""
    built = await build(Settings.from_env({}, local=True), MemoryStore())
    served = {each.resource.canonical for each in built.router.routes() if each.resource}
    inside = {each for each in served if each.startswith(("/api/v1", "/metrics"))}
    assert inside
    for path in served - {"/{nothing}"}:  # every other address: 404 in any case
        assert (path in inside) != _through_caddy(path), path
        assert (path in inside) != _through_nginx(path), path


def _through_caddy(path: str) -> bool:
    found = re.search(r"@open path (.*)", (DEPLOY / "Caddyfile").read_text("utf-8"))
    assert found
    return any(re.fullmatch(each.replace("*", ".*"), path) for each in found[1].split())


def _through_nginx(path: str) -> bool:
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    return any(re.match(each, path) for each in re.findall(r"location ~ (\S+) ", text))
