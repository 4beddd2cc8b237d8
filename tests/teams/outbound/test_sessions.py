"""There is one way out: no module opens a connection to the outside in another way."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[3]
# What opens a connection, by the last part of its name.
OPENERS = {"ClientSession", "TCPConnector", "urlopen", "open_connection", "create_connection"}
OPENERS |= {"HTTPConnection", "HTTPSConnection", "PyJWKClient", "urlretrieve"}
# These stay on this machine, where no proxy is asked, but for sessions.py itself.
NEAR = {
    "bot/teams/outbound/sessions.py",
    "bot/teams/playground.py",  # the Agents Playground
    "app.py",  # the running bot
    "bot/cli/doctor.py",  # likewise
    "bot/cli/commands.py",  # likewise
}
CLIENTS = {"requests", "urllib3", "httpx", "http.client", "urllib.request", "smtplib", "ftplib"}


@cache
def _sources() -> list[tuple[str, ast.AST]]:
    paths = [ROOT / "app.py", *(p for f in ("bot", "cards") for p in (ROOT / f).rglob("*.py"))]
    texts = [(p.relative_to(ROOT).as_posix(), p.read_text("utf-8")) for p in paths]
    named = re.compile("|".join(map(re.escape, sorted(OPENERS | CLIENTS))))
    return [(name, ast.parse(text)) for name, text in texts if named.search(text)]


def _called(node: ast.Call) -> str:
    func = node.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def test_only_sessions_opens_the_way_out():
    found = {
        name
        for name, tree in _sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _called(node) in OPENERS
    }
    assert found == NEAR


def test_no_other_client_is_imported():
    for name, tree in _sources():
        for node in ast.walk(tree):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not CLIENTS & {*names, *(each.split(".")[0] for each in names)}, name
