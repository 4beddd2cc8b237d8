"""Microsoft's own schemas have nothing against the manifest or its translations."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from manifest import contents
from manifest.app import VERSION
from tests.manifest import npm
from tests.manifest.samples import APP

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).with_name("validate.mjs")


@pytest.fixture(scope="module")
def modules() -> Path:
    """Where the npm packages are. Without Node this can't be tested; CI always has it."""
    if not shutil.which("npm") and os.environ.get("CI") != "true":
        pytest.skip("Node.js (npm) is not installed")
    return npm.install()


@pytest.fixture
def files() -> dict[str, Any]:
    found = contents(APP)
    return {name: json.loads(text) for name, text in found.items() if name.endswith(".json")}


def faults(modules: Path, files: dict[str, Any], version: str = VERSION) -> dict[str, list[str]]:
    command = [shutil.which("node") or "node", str(SCRIPT), str(modules)]
    asked = json.dumps({version: files}).encode()
    done = subprocess.run(command, input=asked, capture_output=True, check=True, timeout=60)
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_the_schema_has_nothing_against_any_file(modules: Path, files: dict[str, Any]):
    assert faults(modules, files) == {"manifest.json": [], "nn.json": [], "en.json": []}


@pytest.mark.parametrize("version", ["1.22", "1.24", "1.26", "1.27"])
def test_nothing_in_it_depends_on_the_version_we_chose(
    modules: Path, files: dict[str, Any], version: str
):
    """So that moving to a newer one, or back, is a change of one line."""
    files["manifest.json"]["manifestVersion"] = version
    assert [each for found in faults(modules, files, version).values() for each in found] == []


def test_the_schema_does_find_faults(modules: Path, files: dict[str, Any]):
    """A name that is too long, an id that is no GUID, a property and a place it doesn't know."""
    files["manifest.json"]["name"]["short"] = "x" * 31
    files["manifest.json"]["bots"][0]["botId"] = "bot"
    files["manifest.json"]["colour"] = "blue"
    files["nn.json"]["bots[1].name"] = "x"
    del files["en.json"]["name.short"]
    found = faults(modules, files)
    said = " ".join(found["manifest.json"])
    for fault in ("/name/short", "/bots/0/botId", "colour"):
        assert fault in said
    assert "bots[1].name" in " ".join(found["nn.json"])
    assert "name.short" in " ".join(found["en.json"])
