"""Who may import whom, read from the source: DESIGN's table, and no cycles."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STDLIB = sys.stdlib_module_names

# place -> (places of ours it may import, libraries beside the standard library)
_FEATURE_LEVEL = {"bot.actions", "bot.core", "bot.errors", "bot.ports", "bot.locale", "cards"}
RULE: dict[str, tuple[set[str], set[str]]] = {
    "bot.errors": (set(), set()),
    "bot.core": ({"bot.errors"}, set()),
    "bot.ports": ({"bot.core", "bot.errors"}, set()),
    "bot.actions": ({"bot.core", "bot.errors", "bot.ports"}, set()),
    "bot.locale": ({"bot.errors"}, {"fluent"}),
    "cards": ({"bot.core", "bot.locale"}, set()),
    "cards.kit": ({"bot.core", "bot.locale"}, {"adaptivecards"}),
    "bot.features": (_FEATURE_LEVEL, set()),
    "bot.delivery": (_FEATURE_LEVEL, {"structlog", "prometheus_client"}),
    "bot.content": ({"bot.core", "bot.errors"}, {"yaml", "holidays"}),
    "bot.store": ({"bot.core", "bot.errors", "bot.ports"}, {"tinydb", "orjson"}),
    "bot.teams": (
        {"bot.core", "bot.errors", "bot.ports"},
        {
            *("aiohttp", "yarl", "botbuilder", "botframework", "msrest"),
            *("cryptography", "jwt", "orjson", "structlog"),
        },
    ),
    "bot.web": (_FEATURE_LEVEL, {"aiohttp", "icalendar", "prometheus_client", "structlog"}),
    "bot.cli": (_FEATURE_LEVEL, {"aiohttp"}),
    "bot.settings": ({"bot.errors"}, set()),
    "manifest": ({"bot.errors", "bot.locale"}, set()),
}
RULE["bot.assembly"] = ({place for place in RULE if place != "bot.cli"}, {"aiohttp", "structlog"})
MODULES = [
    path
    for folder in ("bot", "cards", "manifest")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path != ROOT / "bot" / "__init__.py"
]


def name_of(path: Path) -> str:
    dotted = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    return dotted.removesuffix(".__init__")


def place_of(module: str) -> str | None:
    """The most specific place in the rule that this module stands in."""
    inside = [each for each in RULE if module == each or module.startswith(f"{each}.")]
    return max(inside, key=len, default=None)


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


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_its_place_may(path: Path):
    place = place_of(name_of(path))
    assert place, f"{name_of(path)} stands in no place of the rule"
    ours, libraries = RULE[place]
    home = place if place != "cards.kit" else "cards"
    for imported in imports_of(path):
        top = imported.split(".")[0]
        if top in ("bot", "cards", "manifest"):
            target = place_of(imported)
            target = "cards" if target == "cards.kit" else target
            assert target in {*ours, home}, f"{name_of(path)} may not import {imported}"
        else:
            assert top in STDLIB or top in libraries, f"{name_of(path)} may not use {top}"


def test_no_module_imports_itself_in_a_circle():
    names = {name_of(path) for path in MODULES}
    graph = {
        name_of(path): {
            next((n for n in (i, i.rsplit(".", 1)[0]) if n in names), "") for i in imports_of(path)
        }
        - {"", name_of(path)}
        for path in MODULES
    }
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, f"cycle: {' -> '.join([*trail, module])}"
        if module not in done:
            for each in sorted(graph[module]):
                visit(each, (*trail, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


def test_the_domain_runs_where_botbuilder_cannot_be_imported():
    """core, actions, features and cards import with the archived SDK blocked."""
    program = """
import importlib, pathlib, sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("botbuilder", "botframework", "msrest", "aiohttp"):
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
for folder in ("bot/core", "bot/actions", "bot/features", "cards"):
    for path in sorted(pathlib.Path(folder).rglob("*.py")):
        name = path.with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        importlib.import_module(name)
print("imported")
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "imported", done.stderr
