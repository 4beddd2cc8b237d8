"""What the lock files say, as values."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sorted(ROOT.glob("requirements*.txt"))
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGE: dict[str, Any] = json.loads((ROOT / "package.json").read_text("utf-8"))
NPM: dict[str, Any] = json.loads((ROOT / "package-lock.json").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of a lock: its name as PyPI compares it, what stands after it, its hashes."""

    name: str
    specifier: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def version(self) -> str:
        return self.specifier.removeprefix("==")


def entries(text: str) -> list[str]:
    """The lines that mean something, each with what was continued below it."""
    lines = text.replace("\\\n", " ").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def pins(text: str) -> list[Pin]:
    """The packages of a lock. Raises InvalidRequirement for a line that is none."""
    return [_pin(line) for line in entries(text) if not line.startswith("-")]


def _pin(line: str) -> Pin:
    wanted, *hashes = re.split(r"\s+--hash=", line)
    asked = Requirement(wanted)
    name = canonicalize_name(asked.name)
    return Pin(name, str(asked.specifier), str(asked.marker or ""), tuple(hashes))


def locked(file: str) -> list[Pin]:
    return pins((ROOT / file).read_text("utf-8"))
