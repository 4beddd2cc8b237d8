"""Microsoft's own schemas have nothing against the manifest or its translations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from manifest import contents
from manifest.app import VERSION
from tests import npm
from tests.manifest.samples import APP

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("node_modules")]
SCRIPT = Path(__file__).with_name("validate.mjs")


@pytest.fixture
def files() -> dict[str, Any]:
    found = contents(APP)
    return {name: json.loads(text) for name, text in found.items() if name.endswith(".json")}


def faults(files: dict[str, Any], version: str = VERSION) -> dict[str, list[str]]:
    asked = json.dumps({version: files}).encode()
    found: dict[str, list[str]] = json.loads(npm.run(SCRIPT, asked))
    return found


def test_the_schema_has_nothing_against_any_file(files: dict[str, Any]):
    assert faults(files) == {"manifest.json": [], "nn.json": [], "en.json": []}


@pytest.mark.parametrize("version", ["1.22", "1.24", "1.26", "1.27"])
def test_nothing_in_it_depends_on_the_version_we_chose(files: dict[str, Any], version: str):
    """So that moving to a newer one, or back, is a change of one line."""
    files["manifest.json"]["manifestVersion"] = version
    assert [each for found in faults(files, version).values() for each in found] == []


def test_the_schema_does_find_faults(files: dict[str, Any]):
    """A name that is too long, an id that is no GUID, a property and a place it doesn't know."""
    files["manifest.json"]["name"]["short"] = "x" * 31
    files["manifest.json"]["bots"][0]["botId"] = "bot"
    files["manifest.json"]["colour"] = "blue"
    files["nn.json"]["bots[1].name"] = "x"
    del files["en.json"]["name.short"]
    found = faults(files)
    said = " ".join(found["manifest.json"])
    for fault in ("/name/short", "/bots/0/botId", "colour"):
        assert fault in said
    assert "bots[1].name" in " ".join(found["nn.json"])
    assert "name.short" in " ".join(found["en.json"])
