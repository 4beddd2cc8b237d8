"""The npm packages that tests use, as `package-lock.json` has them: `make` installs them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from bot.teams.node import MODULES, node

MISSING = "the npm packages are not installed; `make slow`, `make e2e` or `make gallery` does it"


def modules() -> Path:
    """The folder of the packages. Raises FileNotFoundError where they or Node.js are missing."""
    if node() is None or not (MODULES / ".package-lock.json").exists():
        raise FileNotFoundError(MISSING)
    return MODULES


def run(script: Path, standard_input: bytes) -> bytes:
    """What the script prints; it gets the packages' folder as its argument."""
    command = [str(node()), str(script), str(modules())]
    done = subprocess.run(
        command, input=standard_input, capture_output=True, check=True, timeout=60
    )
    return done.stdout
