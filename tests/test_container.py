"""The container: what it copies is what the bot needs, and it is nobody in particular."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONTAINER = (ROOT / "Containerfile").read_text("utf-8")


def copied() -> list[str]:
    """What the image copies of this repository."""
    lines = re.findall(r"^COPY (?!--)(.*)$", CONTAINER, re.M)
    return [each for line in lines for each in line.split()[:-1]]


@pytest.mark.slow
def test_the_container_has_what_the_bot_needs(tmp_path: Path):
    """A folder with just what it copies is enough to read all content and start the program."""
    for name in set(copied()):
        source = ROOT / name
        (tmp_path / name).symlink_to(source, target_is_directory=source.is_dir())
    code = "import app, manifest, sys; sys.exit(app.main(['--local', 'check'], {}))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path[:0] = ['.']; {code}"],
        check=False, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60,
        env={"PYTHONUTF8": "1", "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_container_is_sent_nothing_but_what_it_copies():
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in ignored if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {line[1:] for line in rules if line.startswith("!")} == set(copied())


def test_the_container_is_nobody_in_particular_and_looks_after_itself():
    """A fixed base, a user without rights, data in one place, and a health check that is Python."""
    bases = re.findall(r"^FROM (\S+)", CONTAINER, re.M)
    assert all(re.search(r":3\.\d+\.\d+-slim-\w+$", each) for each in bases)
    user = re.search(r"^USER (\d+)$", CONTAINER, re.M)
    assert user
    assert int(user[1]) > 0
    assert re.search(r"^VOLUME /data$", CONTAINER, re.M)
    assert "STORE_URL=tinydb:/data/" in CONTAINER
    (code,) = re.findall(r'^ +CMD \["python", "-c", "(.*)"\]$', CONTAINER, re.M)
    compile(code.replace('\\"', '"'), "HEALTHCHECK", "exec")
    assert "/healthz" in code
    assert "pip install --quiet --require-hashes -r requirements.txt " in CONTAINER
