"""The examples in the documents are what they are said to be."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.content.check import CheckReport, check
from bot.content.loader import HOME
from bot.content.municipality_file import municipalities
from bot.content.texts import RULES
from bot.core.documents import COMPLETIONS
from bot.core.people.roster_file import read
from bot.store import open_store
from tests.docs.reading import examples, section


def taught(folder: Path, lesson: str) -> CheckReport:
    """What there is to say of a content folder with the document's course, and this lesson."""
    course, _ = map(yaml.safe_load, examples("lessons", "yaml"))
    home = folder / "courses" / course["id"]
    home.mkdir(parents=True)
    (home / "course.yaml").write_text(examples("lessons", "yaml")[0], "utf-8")
    (home / f"{course['lessons'][0]}.yaml").write_text(lesson, "utf-8")
    municipalities = (HOME / "municipalities.yaml").read_text("utf-8")
    (folder / "municipalities.yaml").write_text(municipalities, "utf-8")
    return check(folder, today=date(2026, 11, 22))


def test_the_lesson_in_the_documents_is_a_lesson(tmp_path: Path):
    report = taught(tmp_path, examples("lessons", "yaml")[1])
    assert report.faults == report.warnings == ()
    assert [each.there for each in report.coverage]


def test_the_fault_in_the_documents_is_what_the_lesson_would_get(tmp_path: Path):
    report = taught(tmp_path, examples("lessons", "yaml")[1].replace("title:", "titel:", 1))
    shown = " ".join(re.findall(r"^ {4}(\S.*)$", section("lessons", "Checking it"), re.M)[1:])
    assert any(str(each).startswith(shown) for each in report.faults), report.faults


@pytest.mark.parametrize(
    ("part", "rule"),
    [("`title`, `link.text`", "title"), ("`title`, `link.text`", "link"), ("`body`", "body"),
     ("`try_it`", "try_it"), ("`learned`", "learned"), ("`feedback`", "feedback"),
     ("a question's `text`, `reread`", "question"), ("a question's `text`, `reread`", "reread"),
     ("an option's `text`", "option")],
)  # fmt: skip
def test_a_limit_in_the_documents_is_the_one_that_is_held(part, rule):
    row = re.search(rf"^\| {re.escape(part)} \| (.*) \|$", section("lessons", "Limits"), re.M)
    assert row
    assert row[1].startswith(f"{RULES[rule].longest:,} characters")
    assert ("one line" in row[1] or "plain text" in row[1]) is not RULES[rule].lines


def test_the_plans_in_the_documents_are_plans(tmp_path: Path):
    (text,) = examples("plans", "yaml")
    for each in HOME.iterdir():
        if each.name == "courses" or each.suffix == ".yaml":
            (tmp_path / each.name).symlink_to(each)
    (tmp_path / "plans.yaml").unlink(missing_ok=True)
    (tmp_path / "plans.yaml").write_text(text, "utf-8")
    report = check(tmp_path, today=date(2026, 8, 1))
    assert [str(each) for each in report.faults] == []
    assert [each.id for each in report.plans] == ["host-2026", "padrivere-sentrum"]


def test_the_municipalities_in_the_documents_are_municipalities(tmp_path: Path):
    text, transfers = examples("municipalities", "yaml")
    (tmp_path / "municipalities.yaml").write_text(text, "utf-8")
    assert [each.number for each in municipalities(tmp_path)] == ["1502", "1506", "1547"]
    bundled = (HOME / "municipalities.yaml").read_text("utf-8")
    start = bundled.index("transfers:\n")
    (tmp_path / "municipalities.yaml").write_text(bundled[:start] + transfers, "utf-8")
    assert [each.unit for each in municipalities(tmp_path).transfers] == ["Vågstranda skule"]


def test_the_roster_in_the_documents_is_a_roster():
    (text,) = examples("roster", "csv")
    found = read(text.encode(), municipalities(HOME), date(2026, 11, 22))
    assert (found.faults, found.notes, found.unused) == ([], [], [])
    assert [each.role for each in found.entries] == ["employee", "champion", ""]


async def test_the_store_opens_with_stock_tinydb_as_the_documents_say(tmp_path: Path, capsys):
    (code,) = examples("data", "python")
    path = tmp_path / "padriver.db"
    done = {"person": "t:1", "municipality": "1506", "lesson": "meeting", "score": 3}
    async with open_store(f"tinydb:{path}") as store:
        await store.run(lambda tx: tx.put(COMPLETIONS, "t:1/meeting/1", done))
    exec(code.replace("data/padriver.db", path.as_posix()), {})  # noqa: S102 - our own example
    assert "'lesson': 'meeting'" in capsys.readouterr().out
