"""The JavaScript renderer that clients use, from npm into build/npm."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "build" / "npm"
PACKAGES = {"adaptivecards": "3.0.6", "markdown-it": "14.1.0"}


def install() -> Path:
    """The folder of the packages, installed first if they are not there. Needs Node.js."""
    modules = FOLDER / "node_modules"
    if not all((modules / each).is_dir() for each in PACKAGES):
        FOLDER.mkdir(parents=True, exist_ok=True)
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        quietly = ["--silent", "--no-audit", "--no-fund", "--no-save"]
        command = [shutil.which("npm") or "npm", "install", *quietly, "--prefix", str(FOLDER)]
        subprocess.run([*command, *wanted], check=True, timeout=300)
    return modules
