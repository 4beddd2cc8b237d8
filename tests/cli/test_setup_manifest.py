"""python app.py manifest: from the settings to a file, or every reason why not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import app as application
from bot.assembly import VERSION
from bot.cli import run
from tests.manifest.samples import unpacked

ENV = {
    "APP_ID": "0a1b2c3d-1111-2222-3333-444455556666",
    "APP_PASSWORD": "a-secret",
    "APP_TENANTID": "0a1b2c3d-1111-2222-3333-444455557777",
    "PUBLIC_URL": "https://padriver.romsdal.no/",
    "SENDER": "ROR-IKT",
}


def manifest(*line: str, **env: str) -> tuple[int, str, str]:
    """Exit status, output, errors."""
    out, err, told = io.StringIO(), io.StringIO(), ENV | env
    ended = run(
        ["manifest", *line],
        told,
        tools=lambda mode: application.CommandTools(told, mode.local).tools(),
        serve=lambda *_: 9,
        read_env_file=application.read_env_file,
        out=out,
        err=err,
    )
    return ended, out.getvalue(), err.getvalue()


def test_the_settings_become_a_package_in_the_bots_own_version(tmp_path: Path):
    file = tmp_path / "app.zip"
    ended, out, err = manifest("--to", str(file))
    assert (ended, err) == (0, "")
    assert str(file) in out
    made = unpacked(file.read_bytes())["manifest.json"]
    assert made["id"] == ENV["APP_ID"]
    assert made["version"] == VERSION
    assert made["developer"]["privacyUrl"] == "https://padriver.romsdal.no/privacy"
    assert [each["botId"] for each in made["composeExtensions"]] == [ENV["APP_ID"]]


def test_a_package_is_written_over_the_one_before_and_may_have_a_higher_version(tmp_path: Path):
    file = tmp_path / "app.zip"
    manifest("--to", str(file))
    assert manifest("--to", str(file), "--version", "7.0.1")[0] == 0
    assert unpacked(file.read_bytes())["manifest.json"]["version"] == "7.0.1"


def test_without_a_name_the_file_lies_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert manifest()[0] == 0
    assert (tmp_path / "padriver-teams.zip").is_file()


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({"APP_ID": "padriver"}, "APP_ID: 'padriver' is not a GUID"),
        ({"APP_ID": ""}, "APP_ID: it is not set"),
        ({"PUBLIC_URL": "http://padriver.romsdal.no"}, "PUBLIC_URL: it is not an https address"),
        ({"SENDER": ""}, "SENDER: it is not set"),
        ({"SEND_RATE": "900"}, "SEND_RATE: '900' is not a number"),
    ],
)
def test_a_wrong_setting_is_said_and_nothing_is_written(
    tmp_path: Path, env: dict[str, str], said: str
):
    file = tmp_path / "app.zip"
    ended, _, err = manifest("--to", str(file), **env)
    assert ended == 1
    assert said in err
    assert err.count(said.split(":")[0] + ":") == 1
    assert not file.exists()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path):
    ended, _, err = manifest("--to", str(tmp_path / "nowhere" / "app.zip"))
    assert ended == 1
    assert "No such file" in err
