"""Finds Node.js and the Agents Playground.

Node.js comes as a wheel in this Python environment (`requirements-node.txt`); the machine's own,
on PATH, will also do. The Playground is an npm package in `node_modules` (`package.json`).
"""

from __future__ import annotations

import os
import shutil
import sysconfig
from pathlib import Path
from typing import Final

MODULES: Final = Path(__file__).resolve().parents[2] / "node_modules"


def node(path: str | None = None) -> str | None:
    """The path of Node.js; None if it is not installed. `path` is where to look, in the form of
    PATH: by default this environment's programs, then the machine's."""
    ours = os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", "")))
    return shutil.which("node", path=ours if path is None else path)


def playground_script(modules: Path = MODULES) -> Path | None:
    """The script that starts the Agents Playground; None if it is not installed."""
    script = modules / "@microsoft" / "m365agentsplayground" / "cli.js"
    return script if script.is_file() else None
