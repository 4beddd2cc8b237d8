"""What the documents promise is there, and what is there stands in the documents."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

import bot.settings
from bot.assembly import build
from bot.cli.arguments import understood
from bot.cli.commands import COMMANDS
from bot.content.check import check
from bot.content.loader import HOME
from bot.content.municipality_file import municipalities
from bot.core.documents import COMPLETIONS
from bot.core.people.roster_file import read
from bot.locale import command_table
from bot.settings import Settings, read_env
from bot.store import MemoryStore, open_store

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
SCRIPT = (ROOT / ".ci" / "run").read_text("utf-8")
CONTAINER = (ROOT / "Containerfile").read_text("utf-8")
NOT_OURS = {".git", ".venv", "build", "data", "node_modules", ".hypothesis"}


def section(title: str) -> str:
    """What stands under a heading of the README, up to the next of its level."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^\1 |\Z)", README, re.M | re.S)
    assert found, title
    return found[2]


def examples(title: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", section(title), re.S)


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
    return asked.names


def test_the_readme_has_every_setting_that_is_read_and_no_other():
    told = re.findall(r"`([A-Z_]+)`", "\n".join(re.findall(r"^\| (`.*?) \|", README, re.M)))
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
def test_the_readme_says_what_a_setting_is_when_it_is_not_set(name, value):
    settings, _ = read_env({}, local=False)
    assert str(getattr(settings, name.lower())) == value
    (row,) = re.findall(rf"^\| `{name}` \|.*$", README, re.M)
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


def test_every_command_stands_in_the_readme():
    named = {name for line in commands_told() for name in line.split()[:1]}
    named |= set(re.findall(r"`([a-z]+)`", section("The command line")))
    assert set(COMMANDS) - named == set()


def test_every_target_of_make_stands_in_the_readme_and_no_other():
    targets = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.M)[1].split())  # type: ignore[index]
    assert set(re.findall(r"\bmake ([a-z0-9]+)(?=`|  )", README)) == targets


def test_the_stages_of_ci_are_targets_of_make():
    stages = re.search(r"\|\| set -- ([a-z0-9 ]*)", SCRIPT)[1].split()  # type: ignore[index]
    assert {"test", "check", "slow", "e2e"} <= set(stages)
    for each in stages:
        assert re.search(rf"^{each}:", MAKEFILE, re.M), each
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


# -- what people write, and what is served


@pytest.mark.parametrize(("column", "language"), [(0, "nb"), (1, "nn"), (2, "en")])
def test_every_word_of_the_chat_stands_in_the_readme(column, language):
    rows = re.findall(r"^\| (.*) \|$", section("Writing to the bot"), re.M)[1:]
    told = {row.split(" | ")[column] for row in rows}
    table = {name: list(words) for name, words in command_table().items() if name != "role"}
    assert len(told) == len(table)
    for name, words in table.items():
        assert len(told.intersection(words)) == 1, (name, language)


async def test_every_address_stands_in_the_readme_and_no_other():
    built = await build(Settings.from_env({}, local=True), MemoryStore())
    served = {
        (route.method, route.resource.canonical)
        for route in built.router.routes()
        if route.resource and route.method not in ("HEAD", "*")
    }
    told = set()
    for cell in re.findall(r"^\| (`(?:GET|POST) .*?) \|", section("Web addresses"), re.M):
        method = ""
        for each in re.findall(r"`([^`]+)`", cell):
            word, _, address = each.rpartition(" ")
            method = word or method
            told.add((method, address))
    assert told == served


# -- examples


def test_the_lesson_in_the_readme_is_a_lesson(tmp_path: Path):
    (lesson,) = examples("Writing a lesson", "yaml")
    id = yaml.safe_load(lesson)["id"]
    course = tmp_path / "courses" / "ny"
    course.mkdir(parents=True)
    (course / f"{id}.yaml").write_text(lesson, "utf-8")
    listed = f"id: ny\ntitle: {{nb: Ny, nn: Ny, en: New}}\nlessons: [{id}]\n"
    (course / "course.yaml").write_text(listed, "utf-8")
    municipalities = (HOME / "municipalities.yaml").read_text("utf-8")
    (tmp_path / "municipalities.yaml").write_text(municipalities, "utf-8")
    report = check(tmp_path, today=date(2026, 11, 22))
    assert report.faults == report.warnings == ()
    assert [each.there for each in report.coverage]


def test_the_plans_in_the_readme_are_plans(tmp_path: Path):
    (text,) = examples("Plans", "yaml")
    for each in HOME.iterdir():
        if each.name == "courses" or each.suffix == ".yaml":
            (tmp_path / each.name).symlink_to(each)
    (tmp_path / "plans.yaml").unlink(missing_ok=True)
    (tmp_path / "plans.yaml").write_text(text, "utf-8")
    report = check(tmp_path, today=date(2026, 8, 1))
    assert [str(each) for each in report.faults] == []
    assert [each.id for each in report.plans] == ["host-2026", "padrivere-sentrum"]


def test_the_roster_in_the_readme_is_a_roster():
    (text,) = examples("The roster", "csv")
    found = read(text.encode(), municipalities(HOME), date(2026, 11, 22))
    assert (found.faults, found.notes, found.unused) == ([], [], [])
    assert [each.role for each in found.entries] == ["employee", "champion", ""]


async def test_the_store_opens_with_stock_tinydb_as_the_readme_says(tmp_path: Path, capsys):
    (code,) = examples("The data", "python")
    path = tmp_path / "padriver.db"
    done = {"person": "t:1", "municipality": "1506", "lesson": "meeting", "score": 3}
    async with open_store(f"tinydb:{path}") as store:
        await store.run(lambda tx: tx.put(COMPLETIONS, "t:1/meeting/1", done))
    exec(code.replace("data/padriver.db", path.as_posix()), {})  # noqa: S102 - our own example
    assert "'lesson': 'meeting'" in capsys.readouterr().out


# -- pages


@pytest.mark.parametrize("page", PAGES, ids=lambda each: each.name)
def test_links_lead_somewhere(page: Path):
    """To a file that is there, and to a heading of that file; the network is not asked."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        if re.match(r"https?://", target):
            continue
        name, _, anchor = unquote(target).partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text("utf-8"), re.M)
            assert anchor in {slug(each) for each in headings}, target


def slug(heading: str) -> str:
    """As GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_pictures_in_the_documents_have_a_text_and_are_small():
    pictures = [
        (alt, (page.parent / name).resolve())
        for page in PAGES
        for alt, name in re.findall(r"!\[(.*?)\]\((.*?)\)", page.read_text("utf-8"))
    ]
    assert len(pictures) >= 15
    for alt, path in pictures:
        assert len(alt) > 20
        assert path.stat().st_size < 60_000
    there = set((ROOT / "docs" / "pictures").iterdir())
    assert there == {path for _, path in pictures}


def test_decisions_say_why_each_library_is_here():
    decisions = (ROOT / "docs" / "DECISIONS.md").read_text("utf-8")
    for line in (ROOT / "requirements.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            assert f"`{line.partition('==')[0]}`" in decisions


def test_no_file_names_the_machine_it_was_made_on():
    places = re.compile("|".join(("/wor" + "k/", "/ro" + "ot/", "/op" + "t/py", "/Us" + "ers/")))
    for path in ours(ROOT):
        found = places.search(path.read_bytes().decode("utf-8", "ignore"))
        assert not found, f"{path}: {found}"


def ours(folder: Path) -> Iterator[Path]:
    for each in sorted(folder.iterdir()):
        if each.name in NOT_OURS:  # git's own is a folder, or in a second worktree a file
            continue
        if each.is_dir():
            if not each.name.endswith(("_cache", "__")):
                yield from ours(each)
        elif each.suffix not in (".png", ".zip", ".pyc", ".db"):
            yield each


# -- the container


def copied() -> list[str]:
    """What the image copies of this repository."""
    lines = re.findall(r"^COPY (?!--)(.*)$", CONTAINER, re.M)
    return [each for line in lines for each in line.split()[:-1]]


def test_the_container_has_what_the_bot_needs(tmp_path: Path):
    """A folder with just what it copies is enough to read all content and start the program."""
    for name in set(copied()):
        source = ROOT / name
        (tmp_path / name).symlink_to(source, target_is_directory=source.is_dir())
    code = "import app, manifest, sys; sys.exit(app.main(['--local', 'check'], {}))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path[:0] = ['.']; {code}"],
        check=False, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60,
        env={"PYTHONUTF8": "1", "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_container_is_sent_nothing_but_what_it_copies():
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in ignored if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {line[1:] for line in rules if line.startswith("!")} == set(copied())


def test_the_container_is_nobody_in_particular_and_looks_after_itself():
    """A fixed base, a user without rights, data in one place, and a health check that is Python."""
    bases = re.findall(r"^FROM (\S+)", CONTAINER, re.M)
    assert all(re.search(r":3\.\d+\.\d+-slim-\w+$", each) for each in bases)
    user = re.search(r"^USER (\d+)$", CONTAINER, re.M)
    assert user
    assert int(user[1]) > 0
    assert re.search(r"^VOLUME /data$", CONTAINER, re.M)
    assert "STORE_URL=tinydb:/data/" in CONTAINER
    (code,) = re.findall(r'^ +CMD \["python", "-c", "(.*)"\]$', CONTAINER, re.M)
    compile(code.replace('\\"', '"'), "HEALTHCHECK", "exec")
    assert "/healthz" in code


def test_blocks_of_text_in_the_readme_fit_a_screen():
    """A line of code that has to be scrolled is a line that nobody copies whole."""
    for line in README.splitlines():
        if line.startswith("    "):
            assert len(textwrap.dedent(line)) <= 110, line
