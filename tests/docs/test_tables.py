"""What there is stands in the documents' tables, and what stands there is."""

from __future__ import annotations

import io
import os
import re
import shlex
from collections.abc import Iterator

import pytest

import bot.settings
from bot.assembly import build
from bot.chat.front import WITH_REST
from bot.chat.vocabulary import vocabulary
from bot.cli import DOES
from bot.cli.arguments import understood
from bot.core.operations.alarms import AlarmName
from bot.core.typed_commands import Commands
from bot.core.typed_dates import later_said
from bot.locale import command_table
from bot.settings import Settings, read_env
from bot.store import MemoryStore
from bot.web import METRICS
from tests.docs.reading import PAGES, README, ROOT, document, rows, section
from tests.test_house import SUBJECTS

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
SCRIPT = (ROOT / ".ci" / "run").read_text("utf-8")


# -- settings


class Asked(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        self.names.add(name)
        return default


def settings_read() -> set[str]:
    asked = Asked()
    read_env(asked, local=False)
    read_env(asked, local=True)
    return {each.upper() for each in asked.names}  # some are read in lower case too


def test_the_settings_have_every_setting_that_is_read_and_no_other():
    told = re.findall(r"`([A-Z_]+)`", "\n".join(rows(document("settings"))))
    assert len(told) == len(set(told))
    assert set(told) == settings_read()


def test_the_table_in_the_code_has_every_setting_that_is_read_and_no_other():
    table = (bot.settings.__doc__ or "").split("=\n")[2]
    first_words = re.findall(r"^([A-Z][A-Z_]+(?:, [A-Z_]+)*),?(?=\s)", table, re.M)
    assert {name for each in first_words for name in each.split(", ")} == settings_read()


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "3978"), ("MIN_GROUP_SIZE", "5"), ("SEND_RATE", "30"), ("RETENTION_DAYS", "1095"),
     ("TIME_ZONE", "Europe/Oslo"), ("STORE_URL", "tinydb:data/padriver.db"),
     ("PLAYGROUND_PORT", "56150"), ("APP_TYPE", "SingleTenant"), ("HOST", "0.0.0.0")],  # noqa: S104
)  # fmt: skip
def test_the_settings_say_what_a_setting_is_when_it_is_not_set(name, value):
    settings, _ = read_env({}, local=False)
    assert str(getattr(settings, name.lower())) == value
    (row,) = re.findall(rf"^\| `{name}` \|.*$", document("settings"), re.M)
    assert f"`{value}`" in row.split("|")[3]


# -- commands


def commands_told() -> Iterator[str]:
    """Every command line of ours in the documents: in blocks, and in `code`."""
    for page in PAGES:
        for line in page.read_text("utf-8").splitlines():
            blocks = re.findall(r"^ {4}.*?python app\.py(.*)$", line)
            for told in blocks or re.findall(r"`[^`]*?python app\.py([^`]*)`", line):
                yield re.split(r"\s{2,}\S| > | # ", told.strip() + " ")[0].strip()


def test_every_command_line_in_the_documents_is_understood():
    told = list(commands_told())
    assert len(told) > 15
    for line in told:
        out = io.StringIO()
        args = understood(shlex.split(line), out, out)
        assert args != 2, f"python app.py {line}: {out.getvalue()}"


def test_every_command_has_a_row_and_no_other():
    command = re.compile(r"`python app\.py ([a-z][a-z-]*)")
    told = [command.match(each) for each in rows(document("command-line"))]
    named = [each[1] for each in told if each]
    assert len(named) == len(set(named))
    assert set(named) <= set(DOES)
    earlier = set(DOES) - set(named)  # names, still understood
    assert earlier <= set(re.findall(r"`([a-z]+)`", document("command-line")))


def test_every_target_of_make_has_a_row_and_no_other():
    targets = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.M)[1].split()  # type: ignore[index]
    told = [each.strip("`") for each in rows(section("developing", "Commands"))]
    assert told == [f"make {each}" for each in targets]
    assert set(re.findall(r"\bmake ([a-z0-9]+)(?=`|  )", README)) <= set(targets)


def test_the_stages_of_ci_are_targets_of_make():
    stages = re.search(r"\|\| set -- ([a-z0-9 ]*)", SCRIPT)[1].split()  # type: ignore[index]
    assert {"test", "check", "slow", "e2e"} <= set(stages)
    for each in stages:
        assert re.search(rf"^{each}:", MAKEFILE, re.M), each
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


# -- what people write, and what is served


@pytest.mark.parametrize(("column", "language"), [(0, "nb"), (1, "nn"), (2, "en")])
def test_every_word_of_the_chat_has_a_row_and_no_other(column, language):
    listed = re.findall(r"^\| (.*) \|$", section("using", "Writing to the bot"), re.M)[1:]
    told = {row.split(" | ")[column] for row in listed}
    table = {name: list(words) for name, words in command_table().items() if name != "role"}
    assert len(told) == len(table)
    for name, words in table.items():
        assert len(told.intersection(words)) == 1, (name, language)


def test_what_can_be_said_in_ones_own_words_is_understood():
    """A command with what it is to do after it; "later" takes the moment out of the whole."""
    commands = Commands(command_table(), WITH_REST)
    said = re.findall(r"`([^`]+)`", "".join(rows(section("using", "In your own words"))))
    assert len(said) >= 8
    for each in said:
        command = commands.match(each)
        assert command, each
        assert later_said(each, vocabulary()) if command.name == "later" else command.rest, each


async def test_every_address_has_a_row_and_no_other():
    built = await build(Settings.from_env({}, local=True), MemoryStore())
    served = {
        (route.method, route.resource.canonical)
        for route in built.router.routes()
        if route.resource and route.method not in ("HEAD", "*")
    }
    told = set()
    for cell in rows(section("web-addresses", "All of them")):
        method = ""
        for each in re.findall(r"`([^`]+)`", cell):
            word, _, address = each.rpartition(" ")
            method = word or method
            told.add((method, address))
    assert told == served


async def test_every_metric_has_a_row_and_no_other():
    app = await build(Settings.from_env({}, local=True), MemoryStore())
    shown = {each.name for each in app[METRICS].registry.collect()}
    told = "".join(rows(section("web-addresses", "Metrics")))
    named = {each.removesuffix("_total") for each in re.findall(r"`(padriver_\w+)", told)}
    assert named == {each for each in shown if each.startswith("padriver_")}


def test_every_alarm_has_a_row_and_no_other():
    table = section("troubleshooting", "Alarms").replace("_", "-")
    known = {each.replace("_", "-") for each in AlarmName}
    assert set(re.findall(r"^\| `([^`]+)`", table, re.M)) == known


# -- the layout of the code


def test_every_floor_and_subject_of_the_code_has_a_row():
    told = rows(section("developing", "How the code is laid out"))
    named = set(re.findall(r"`([^`]+)`", "".join(told)))
    packages = {each.parent for each in ROOT.glob("*/__init__.py")} - {ROOT / "tests"}
    floors = {each.parent for each in ROOT.glob("bot/*/__init__.py")} | packages - {ROOT / "bot"}
    assert {each.relative_to(ROOT).as_posix() for each in floors} - named == set()
    subjects = {each.name for each in (ROOT / "bot" / "actions").iterdir() if each.is_dir()}
    listed = re.findall(r"^\| (\w+) \|", section("developing", "How the code is laid out"), re.M)
    in_order = [each for each in SUBJECTS if each in subjects]
    assert [each for each in listed if each in SUBJECTS] == in_order
