"""Where Node.js and the Agents Playground are.

Node.js comes with a wheel, beside this Python (`requirements-node.txt`); the machine's own, on
PATH, does as well. The Playground is an npm package in `node_modules` (`package.json`).
"""

from __future__ import annotations

import os
import shutil
import sysconfig
from pathlib import Path
from typing import Final

MODULES: Final = Path(__file__).resolve().parents[2] / "node_modules"


def node(path: str | None = None) -> str | None:
    """Node.js; None where there is none. `path` is where to look, as in PATH: by default this
    environment's programs before the machine's."""
    ours = os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", "")))
    return shutil.which("node", path=ours if path is None else path)


def playground_script(modules: Path = MODULES) -> Path | None:
    """What Node.js runs to start the Agents Playground; None where it is not installed."""
    script = modules / "@microsoft" / "m365agentsplayground" / "cli.js"
    return script if script.is_file() else None
