"""Every version that is installed stands in a lock, with hashes and without an address."""

from __future__ import annotations

import re
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.locks.reading import NPM, PACKAGE, PROJECT, PYTHON, ROOT, entries, locked

GROUPS: dict[str, list[str]] = PROJECT["dependency-groups"]
TOP_LEVEL = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": [*PROJECT["project"]["dependencies"], *GROUPS["dev"]],
    "requirements-node.txt": GROUPS["node"],
    "requirements-tools.txt": GROUPS["tools"],
}
NPM_PACKAGES = {path: each for path, each in NPM["packages"].items() if path}


def test_these_are_the_locks():
    assert {each.name for each in PYTHON} == set(TOP_LEVEL)
    assert set(GROUPS) == {"dev", "node", "tools"}


@pytest.mark.parametrize("file", TOP_LEVEL)
def test_every_line_is_one_version_with_hashes(file):
    """Wheels alone: what builds a package when it is installed stands in no lock."""
    options = [each for each in entries((ROOT / file).read_text("utf-8")) if each[0] == "-"]
    assert options == ["--only-binary :all:"]
    for each in locked(file):
        assert re.fullmatch(r"==[\w.]+", each.specifier), each
        assert each.hashes, each
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", hash) for hash in each.hashes), each


@pytest.mark.parametrize("file", TOP_LEVEL)
def test_what_we_ask_for_is_what_is_locked(file):
    there = {each.name: each for each in locked(file)}
    for line in TOP_LEVEL[file]:
        asked = Requirement(line)
        pin = there[canonicalize_name(asked.name)]
        assert Version(pin.version) in asked.specifier, line
        assert not pin.marker, line


def test_tests_run_with_the_versions_of_production():
    dev = {(each.name, each.version) for each in locked("requirements-dev.txt")}
    assert {(each.name, each.version) for each in locked("requirements.txt")} <= dev


def test_the_tools_fit_into_the_same_environment():
    dev = {each.name: each.version for each in locked("requirements-dev.txt")}
    for each in locked("requirements-tools.txt"):
        assert dev.get(each.name, each.version) == each.version


def test_no_lock_of_python_names_an_address():
    for file in PYTHON:
        text = file.read_text("utf-8")
        assert not re.search(r"://|index-url|find-links|trusted-host", text), file.name


def addresses(value: Any, key: str = "") -> list[tuple[str, str]]:
    """Every address in it, with the key under which it stands."""
    if isinstance(value, dict):
        return [each for name, below in value.items() for each in addresses(below, name)]
    if isinstance(value, list):
        return [each for below in value for each in addresses(below, key)]
    return [(key, value)] if "://" in str(value) else []


def test_npm_s_lock_says_what_and_never_where_from():
    """The only addresses are where its makers may be given money."""
    assert {key for key, _ in addresses(NPM)} == {"url"}
    kept = {path: {**each, "funding": None} for path, each in NPM_PACKAGES.items()}
    assert addresses(kept) == []
    for path, each in NPM_PACKAGES.items():
        assert each["integrity"].startswith("sha512-"), path
        assert not each.get("hasInstallScript"), path


def test_npm_s_lock_is_of_our_package_file():
    for group in ("dependencies", "devDependencies"):
        assert NPM["packages"][""][group] == PACKAGE[group]
        for name, version in PACKAGE[group].items():
            assert NPM_PACKAGES[f"node_modules/{name}"]["version"] == version
