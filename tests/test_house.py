"""Who may import whom, read from the source: floors, columns of subjects, and no cycles."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STDLIB = sys.stdlib_module_names

# place -> (places of ours it may import, libraries beside the standard library)
_DOMAIN = {"bot.core", "bot.errors", "bot.ports"}
_FRONT = {*_DOMAIN, "bot.services", "bot.actions", "bot.locale", "bot.drawing"}
RULE: dict[str, tuple[set[str], set[str]]] = {
    "bot.errors": (set(), set()),
    "bot.core": ({"bot.errors"}, {"msgspec"}),
    "bot.ports": ({"bot.core", "bot.errors"}, set()),
    "bot.services": (_DOMAIN, set()),
    "bot.actions": ({*_DOMAIN, "bot.services"}, set()),
    "bot.locale": ({"bot.core", "bot.errors"}, {"fluent"}),
    "cards": ({"bot.core", "bot.locale"}, set()),
    "cards.kit": ({"bot.core", "bot.locale"}, {"adaptivecards"}),
    "bot.drawing": ({"bot.core", "bot.errors", "bot.locale", "bot.services", "cards"}, set()),
    "bot.chat": ({*_FRONT, "cards"}, set()),
    "bot.engine": (_FRONT, {"structlog", "prometheus_client"}),
    "bot.content": ({"bot.core", "bot.errors"}, {"yaml", "holidays"}),
    "bot.store": (_DOMAIN, {"orjson"}),
    "bot.store.tinydb": (_DOMAIN, {"tinydb", "orjson"}),
    "bot.teams": (
        _DOMAIN,
        {
            *("aiohttp", "yarl", "botbuilder", "botframework", "msrest"),
            *("babel", "cryptography", "jwt", "orjson", "structlog"),
        },
    ),
    "bot.web": (_FRONT, {"aiohttp", "cryptography", "icalendar", "prometheus_client", "structlog"}),
    "bot.cli": (_FRONT, {"aiohttp", "python_calamine"}),
    "bot.settings": ({"bot.errors"}, set()),
    "manifest": ({"bot.errors", "bot.locale"}, set()),
}
RULE["bot.assembly"] = ({place for place in RULE if place != "bot.cli"}, {"aiohttp", "structlog"})
# A room with a room inside it that has libraries of its own.
_INNER = {"cards.kit": "cards", "bot.store.tinydb": "bot.store"}

# The columns, in order: a subject imports subjects to its left, on every floor.
SUBJECTS = (
    "people",  # person, role, scope, place, municipality, roster, arrival, language, hours
    "learning",  # lesson, quiz, progress, search and answers, follow-up, opinion
    "delivery",  # delivery, journey, plan, budget, reminder, correction
    "figures",  # counts, reports, small groups, coverage, recall
    "pushes",  # push and share: draft, preview, confirm, approve, follow
    "gatherings",  # call, invite, attend, pulse, savings
    "champions",  # suggest, appoint, welcome, newcomers, wishes for help, letters
    "measures",  # goals with baseline, target and deadline
    "operations",  # pause everything, alarms, sessions, the weekly summary
    "personal_data",  # see, export, erase, purge
)
# A floor's table of contents: it knows every subject there, and none of them knows it.
CONTENTS = {"bot.core.documents"}
MOST_MODULES = 18  # in one folder
MODULES = [
    path
    for folder in ("bot", "cards", "manifest")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path != ROOT / "bot" / "__init__.py"
]


def name_of(path: Path) -> str:
    dotted = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return dotted.removesuffix(".__init__")


NAMES = {name_of(path) for path in MODULES}


def place_of(module: str) -> str | None:
    """The most specific place in the rule that this module stands in."""
    inside = [each for each in RULE if module == each or module.startswith(f"{each}.")]
    return max(inside, key=len, default=None)


def floor_of(module: str) -> str:
    place = place_of(module) or ""
    return _INNER.get(place, place)


def column_of(module: str) -> int | None:
    """The place of this module's subject in SUBJECTS; None for what all subjects share."""
    inside = module.removeprefix(f"{floor_of(module)}.").split(".")[0]
    return SUBJECTS.index(inside) if inside in SUBJECTS else None


def imports_of(path: Path) -> set[str]:
    """Every module that this file imports, wherever in the file it stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = name_of(path).split(".")
                if path.name != "__init__.py":
                    package = package[:-1]
                base = ".".join([*package[: len(package) - node.level + 1], base]).rstrip(".")
            found |= {f"{base}.{each.name}" for each in node.names}
    return found


def modules_of(path: Path) -> set[str]:
    """The modules of ours that this file imports."""
    found = {each if each in NAMES else each.rpartition(".")[0] for each in imports_of(path)}
    return (found & NAMES) - {name_of(path)}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_its_place_may(path: Path):
    place = place_of(name_of(path))
    assert place, f"{name_of(path)} stands in no place of the rule"
    ours, libraries = RULE[place]
    for imported in imports_of(path):
        top = imported.split(".")[0]
        if top in ("bot", "cards", "manifest"):
            allowed = {*ours, floor_of(name_of(path))}
            assert floor_of(imported) in allowed, f"{name_of(path)} may not import {imported}"
        else:
            assert top in STDLIB or top in libraries, f"{name_of(path)} may not use {top}"


def test_a_subject_imports_earlier_subjects_alone():
    """On every floor; what all subjects share in core and actions imports no subject there."""
    wrong = set()
    for path in MODULES:
        module = name_of(path)
        own = column_of(module)
        if own is None and floor_of(module) not in ("bot.core", "bot.actions"):
            continue
        if module in CONTENTS:
            continue
        assert floor_of(module) != "bot.core" or not modules_of(path) & CONTENTS, module
        for other in modules_of(path):
            column = column_of(other)
            if column is None or (own is None and floor_of(other) != floor_of(module)):
                continue
            if own is None or column > own:
                wrong.add((module, other))
    assert wrong == set()


def test_no_folder_holds_more_than_one_can_look_through():
    for folder in {path.parent for path in MODULES}:
        inside = [each for each in folder.glob("*.py") if each.name != "__init__.py"]
        assert len(inside) <= MOST_MODULES, folder


def test_no_module_imports_itself_in_a_circle():
    graph = {name_of(path): modules_of(path) for path in MODULES}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, f"cycle: {' -> '.join([*trail, module])}"
        if module not in done:
            for each in sorted(graph[module]):
                visit(each, (*trail, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


@pytest.mark.slow
def test_everything_but_the_teams_adapter_runs_without_botbuilder():
    """The archived SDK lives in bot/teams alone: one day that folder is replaced."""
    program = """
import importlib, pathlib, sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("botbuilder", "botframework", "msrest"):
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
for folder in ("bot", "cards", "manifest"):
    for path in sorted(pathlib.Path(folder).rglob("*.py")):
        name = path.with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        if not name.startswith(("bot.assembly", "bot.teams")):
            importlib.import_module(name)
print("imported")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "imported", done.stderr
