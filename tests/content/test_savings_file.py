"""savings.yaml: read, or refused with what is wrong and where."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest

from bot.content.faults import ContentError
from bot.content.loader import HOME
from bot.content.savings_file import FILE, assumptions, load_assumptions


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (FILE, "municipalities.yaml"):
        copy(HOME / name, tmp_path / name)
    return tmp_path


def test_ours_is_without_fault_and_finds_every_way_to_molde():
    first, *_ = assumptions()
    assert load_assumptions()[1] == ()
    for home in ("1502", "1535", "1539", "1543", "1545", "1547"):
        trip = first.trip(home, "1502")
        assert trip
        assert trip == first.trip("1502", home)


def test_without_the_file_nothing_is_assumed(tmp_path: Path):
    assert assumptions(tmp_path) == ()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("from: 2019-01-01", "from: soon", "from"),
        ("riders: [1.2, 1.5, 2.5]", "riders: [0.5, 1.5, 2.5]", "riders begins below 1"),
        ("food: [0, 150, 250]", "food: [200, 150, 250]", "does not go from low to high"),
        ("food: [0, 150, 250]", "food: [0, 150]", "the list has 2 entries"),
        ("food: [0, 150, 250]", "food: [0, many, 250]", "food must be a number"),
        ("food: [0, 150, 250]", "food: 150", "must be a list"),
        ('["1502", "1535"]', '["1502", "9999"]', "there is no municipality `9999`"),
        ("km: 7,", "miles: 7,", "`miles` is no key"),
        ("km: 7,", "km: -7,", "km must be a number"),
    ],
)
def test_a_fault_is_named_and_stops_the_file(folder: Path, before: str, after: str, said: str):
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert any(said in str(each) for each in load_assumptions(folder)[1])
    with pytest.raises(ContentError):
        assumptions(folder)
