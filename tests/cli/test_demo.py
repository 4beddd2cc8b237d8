"""The demonstration from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

import app


def test_it_begins_anew_also_over_one_that_was_stopped_in_the_middle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """What a kill left beside its file would make the next one refuse to begin."""
    monkeypatch.setattr(app, "calm_gc", lambda: None)
    for end in ("", "-wal", "-shm"):
        (tmp_path / f"demo.db{end}").write_bytes(b"left behind")
    env = {"STORE_URL": f"tinydb:{tmp_path / 'store.db'}"}
    asked = ["--local", "demo", "--people", "2", "--days", "2", "--only-fill"]
    assert app.main(asked, env) == 0
    assert "made-up people" in capsys.readouterr().out
    assert (tmp_path / "demo.db").stat().st_size > 10_000
    assert not (tmp_path / "demo.db-wal").exists()
