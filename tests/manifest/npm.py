"""Microsoft's own schemas of the manifest, from npm into build/npm-manifest."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "build" / "npm-manifest"
PACKAGES = {
    "@microsoft/app-manifest": "1.1.2",
    "ajv": "8.18.0",
    "ajv-draft-04": "1.0.0",
    "ajv-formats": "3.0.1",
}


def install() -> Path:
    """The folder of the packages, installed first if they are not there. Needs Node.js."""
    modules = FOLDER / "node_modules"
    if not all((modules / each).is_dir() for each in PACKAGES):
        FOLDER.mkdir(parents=True, exist_ok=True)
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        quietly = ["--silent", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts"]
        command = [shutil.which("npm") or "npm", "install", *quietly, "--prefix", str(FOLDER)]
        subprocess.run([*command, *wanted], check=True, timeout=300)
    return modules
