"""The command line: what each command prints, and how it ends."""

import csv
import errno
import io
from argparse import Namespace
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TextIO

import pytest

from bot.actions.figures.reports import Reports
from bot.cli import Mode, Tools, run
from bot.cli.tables import list_csv
from bot.core.figures.report import ReportRow
from bot.core.languages import Text
from bot.core.learning.lessons import Course, Library
from bot.core.values import replace
from bot.errors import StoreUnusable
from bot.settings.env_file import read_env_file
from bot.store import MemoryStore
from tests.core.figures.histories import MAP

COURSE = Course("first-day", Text(nb="Første dag"), ("meeting",))
COUNTS = {
    "now|1506|people": 120,
    "now|1506|started": 80,
    "now|1506|lesson:meeting:started": 80,
    "now|1506|lesson:meeting:passed": 60,
    "now|1506|completed": 30,
    "now|1535|people": 4,
    "now||people": 9,
    "day|1506|2026-11-17|people": 120,
    "day|1506|2026-11-17|started": 80,
}


@dataclass
class Terminal:
    """A command line with a store in memory behind it."""

    store: MemoryStore = field(default_factory=MemoryStore)
    asked_local: list[bool] = field(default_factory=list)
    asked_env: list[Mapping[str, str]] = field(default_factory=list)
    served: list[Namespace] = field(default_factory=list)
    changes: dict[str, object] = field(default_factory=dict)
    out: io.StringIO = field(default_factory=io.StringIO)
    err: io.StringIO = field(default_factory=io.StringIO)

    def run(self, line: str, env: dict[str, str] | None = None) -> int:
        return run(
            line.split(),
            env or {"APP_ID": "some-app"},
            tools=self.tools,
            serve=self.serve,
            read_env_file=read_env_file,
            out=self.out,
            err=self.err,
        )

    def serve(self, args: Namespace, mode: Mode) -> int:
        self.asked_env.append(mode.env)
        self.served.append(args)
        return 0

    def tools(self, mode: Mode) -> Tools:
        self.asked_local.append(mode.local)
        self.asked_env.append(mode.env)
        tools = Tools(
            today=lambda: date(2026, 11, 22),
            check=lambda: (["All is well."], True),
            reading=self.reading,
            export=self.export,
            backup=self.backup,
            restore=self.restore,
            api="http://127.0.0.1:1",
        )
        return replace(tools, **self.changes)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reports]:
        def fill(tx: object) -> None:
            for name, n in COUNTS.items():
                tx.add(name, n)  # type: ignore[attr-defined]

        await self.store.run(fill)
        yield Reports(self.store, MAP, Library({COURSE.id: COURSE}, {}), 5)

    async def export(self, to: TextIO) -> None:
        to.write('{"people": {"Åse": 1}}\n')

    async def backup(self, to: Path) -> None:
        raise StoreUnusable(path=str(to), why="it is there already", mend="Name a new file.")

    async def restore(self, source: Path) -> list[str]:
        return [f"Restored from {source}."]


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


def test_without_a_command_the_bot_is_served(terminal: Terminal):
    assert terminal.run("--local --playground") == 0
    assert (terminal.served[0].local, terminal.served[0].playground) == (True, True)
    assert terminal.run("") == 0
    assert (terminal.served[1].local, terminal.served[1].playground) == (False, False)
    assert terminal.asked_local == []


@pytest.mark.parametrize(
    ("line", "env", "local"),
    [
        ("report", {"APP_ID": "a"}, False),
        ("report", {"APP_ID": " "}, True),
        ("report", {"HOME": "/"}, True),
        ("--local report", {"APP_ID": "a"}, True),
        ("report --local", {"APP_ID": "a"}, True),
    ],
)
def test_a_command_is_local_when_told_so_or_when_only_a_local_bot_can_run(
    terminal: Terminal, line: str, env: dict[str, str], local: bool
):
    assert terminal.run(line, env) == 0
    assert terminal.asked_local == [local]


def test_the_report_is_an_aligned_table_whose_sum_leaves_hidden_rows_out(terminal: Terminal):
    assert terminal.run("report") == 0
    lines = terminal.out.getvalue().splitlines()
    assert " ".join(lines[0].split()) == (
        "number name people started lessons whole course on roster reached"
    )
    table = {" ".join(line.split()) for line in lines}
    assert "(municipality not known) 9 0 0 % 0 0 0 %" in table
    assert "1506 Molde 120 80 67 % 60 30 25 %" in table
    assert "1535 Vestnes – – – –" in table
    assert "1539 Rauma 0 0 0 0" in table
    assert "shown together 129 80 62 % 60 30 23 %" in table
    assert lines[-1].startswith("– hidden: fewer than 5 people")
    assert {line.rindex("120") for line in lines[:6] if "120" in line} == {
        lines[0].index("people") + len("people") - 3
    }


def test_a_report_of_another_day_is_on_that_days_map(terminal: Terminal):
    assert terminal.run("report --as-of 2019-12-31 --until 2026-11-16") == 0
    assert "Nesset" in terminal.out.getvalue()
    assert "120" not in terminal.out.getvalue()


def test_the_csv_is_what_a_norwegian_spreadsheet_opens(terminal: Terminal):
    assert terminal.run("report --csv --bom") == 0
    text = terminal.out.getvalue()
    assert text.startswith("\ufeffnumber;name;people;started;lessons_completed;completed;")
    lines = list(csv.reader(io.StringIO(text[1:]), delimiter=";"))
    reach, courses = ["", "", "0"], ["0", "0"]
    assert ["1506", "Molde", "120", "80", "60", "30", "", *reach, *courses] in lines
    assert ["1535", "Vestnes", *[""] * 4, "yes", *[""] * 5] in lines


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\u202e=1", "＝1"]
)
def test_no_cell_of_a_csv_is_run_as_a_formula(name: str):
    text = list_csv([ReportRow("1506", name, 1, 0, 0, 0, suppressed=False)])
    cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1]
    assert cells[1] == f"'{name.strip().lstrip(chr(0x202E))}"


def test_one_municipality_is_printed_by_lesson_course_and_week(terminal: Terminal):
    assert terminal.run("report --municipality 1506") == 0
    text = {" ".join(line.split()) for line in terminal.out.getvalue().splitlines()}
    assert {"1506 Molde", "meeting 80 60", "first-day Første dag 0 0"} <= text
    assert "2026-W47 2026-11-16 120 80 0 0 0" in text


def test_one_municipality_as_csv_has_a_line_for_each_lesson_course_and_week(terminal: Terminal):
    assert terminal.run("report --municipality 1506 --csv") == 0
    lines = list(csv.reader(io.StringIO(terminal.out.getvalue()), delimiter=";"))
    assert [line[:2] for line in lines] == [
        ["what", "id"],
        ["municipality", "1506"],
        ["lesson", "meeting"],
        ["course", "first-day"],
        ["week", "2026-W47"],
        ["course of a week", "2026-W47"],
    ]
    assert {len(line) for line in lines} == {11}


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("report --municipality 1502", 1, "no municipality 1502 on the map of 2026-11-22"),
        ("report --as-of 2019-13-01", 2, "--as-of is not a date. Write it like 2019-12-31."),
        ("backup there", 1, "there cannot be used as a store: it is there already."),
        ("dance", 2, "invalid choice"),
        ("restore", 2, "required"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    terminal: Terminal, line: str, status: int, said: str
):
    assert terminal.run(line) == status
    assert said in terminal.err.getvalue()
    assert terminal.out.getvalue() == ""


def test_help_names_every_command(terminal: Terminal):
    assert terminal.run("--help") == 0
    for command in ("check", "report", "export", "backup", "restore", "go"):
        assert command in terminal.out.getvalue()


def test_check_ends_with_one_when_something_must_be_mended(terminal: Terminal):
    assert terminal.run("check") == 0
    terminal.changes["check"] = lambda: (["APP_ID: it is not set."], False)
    assert terminal.run("check") == 1
    said = [each for each in terminal.out.getvalue().splitlines() if "Looked at" not in each]
    assert said == ["All is well.", "APP_ID: it is not set."]


def test_an_export_is_printed_or_goes_to_a_new_file_of_ones_own(terminal: Terminal, tmp_path: Path):
    assert terminal.run("export") == 0
    assert terminal.out.getvalue() == '{"people": {"Åse": 1}}\n'
    file = tmp_path / "all.json"
    assert terminal.run(f"export --to {file}") == 0
    assert file.read_text(encoding="utf-8") == '{"people": {"Åse": 1}}\n'
    assert file.stat().st_mode & 0o077 == 0
    assert terminal.run(f"export --to {file}") == 1
    assert "File exists" in terminal.err.getvalue()


def test_an_export_that_cannot_be_finished_leaves_no_half_behind(
    terminal: Terminal, tmp_path: Path
):
    async def full(to: TextIO) -> None:
        to.write("{")
        raise OSError(errno.ENOSPC, "No space left on device")

    terminal.changes = {"export": full}
    file = tmp_path / "all.json"
    assert terminal.run(f"export --to {file}") == 1
    assert "No space left" in terminal.err.getvalue()
    assert not file.exists()


def test_restore_says_that_nothing_is_sent_until_go(terminal: Terminal):
    assert terminal.run("restore old.db") == 0
    assert terminal.out.getvalue().splitlines() == [
        "Restored from old.db.",
        "Nothing is sent until you say: python app.py resume",
    ]
