"""Each thing that can be wrong, made wrong: one named fault, on its line, with its mend."""

from __future__ import annotations

import pytest

from bot.content.faults import Kind
from tests.content.samples import Content, png
from tests.content.slips import COURSE_FILE, MAP, PLACES, SLIPS, WARNED, Place, Slip


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.kind}: {slip.new[:30]!r}")
def test_a_slip_is_named_placed_and_has_a_mend(content: Content, slip: Slip):
    """The one slip is reported on its line, and nothing can hide behind another fault's name."""
    line = content.change(slip.old, slip.new, slip.file) + slip.below
    faults = content.check().faults
    places = {(e.kind, e.file, e.line, e.language): e for e in faults}
    assert (slip.kind, slip.file, line, slip.language) in places, faults
    fault = places[slip.kind, slip.file, line, slip.language]
    assert slip.says in str(fault)
    assert fault.mend
    assert fault.lesson == ("moter" if slip.file == "courses/kurs/moter.yaml" else fault.lesson)


ALONE = ["kind: true_false", "    options:\n", "questions:"]


@pytest.mark.parametrize("old", ALONE)
def test_one_slip_in_a_key_is_one_or_two_faults_and_no_avalanche(content: Content, old: str):
    """What follows from a fault is not reported as more of them."""
    content.change(old, old.replace("true_false", "true-false").replace("s:", "ss:"))
    kinds = [each.kind for each in content.check().faults]
    assert set(kinds) <= {Kind.BAD_CHOICE, Kind.UNKNOWN_KEY, Kind.MISSING_KEY}
    assert len(kinds) <= 2


def test_all_slips_are_reported_at_once(content: Content):
    """Somebody who mends a file sees everything in one run, in order of file and line."""
    content.change("minutes: 3", "minuts: 3")
    content.change("kind: single", "kind: singel")
    content.change("correct: [x, y]", "correct: [q]")
    content.change("employee", "ansatt", COURSE_FILE)
    content.change("form: neutral", "form: n", MAP)
    faults = content.check().faults
    assert {e.kind for e in faults} >= {
        Kind.UNKNOWN_KEY,
        Kind.MISSING_KEY,
        Kind.BAD_CHOICE,
        Kind.WRONG_CORRECT,
    }
    assert len({e.file for e in faults}) == 3
    assert [(e.file, e.line) for e in faults] == sorted((e.file, e.line) for e in faults)


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (b"GIF89a", "not a PNG"),
        (png()[:20], "not a PNG"),
        (png()[:-4], "breaks off"),
        (png(width=1025), "1025 x 30 pixels"),
        (png(height=1025), "40 x 1025 pixels"),
        (png(width=0), "not a PNG"),
        (png(padding=1_000_000), "must be under 1,000,000"),
        (b"", "not a PNG"),
    ],
)
def test_a_picture_that_teams_would_not_show_is_a_fault(
    content: Content, picture: bytes, says: str
):
    """PNG, whole, at most 1024 pixels a side and under 1 MB."""
    content.write("courses/kurs/pictures/moter.png", picture)
    (fault,) = content.check().faults
    assert fault.kind is Kind.PICTURE
    assert says in fault.what


def test_a_picture_of_the_largest_size_is_fine(content: Content):
    content.write("courses/kurs/pictures/moter.png", png(1024, 1024))
    assert content.check().ok


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place.kind}: {place.where}")
def test_a_file_in_the_wrong_place_or_shape_is_a_fault(content: Content, place: Place):
    """What is wrong with files rather than in them is named, too."""
    for name, text in place.files.items():
        content.write(f"courses/{name}", text)
    file = f"courses/{place.where}".removeprefix("courses/../")
    found = [e for e in content.check().faults if (e.kind, e.file) == (place.kind, file)]
    assert found, content.check().faults
    assert place.says in str(found[0])


def test_a_content_directory_without_courses_is_a_fault(content: Content):
    """An empty or missing directory never looks like content without faults."""
    for path in sorted((content.directory / "courses").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert [e.kind for e in content.check().faults] == [Kind.EMPTY]
    (content.directory / "courses").rmdir()
    assert [e.kind for e in content.check().faults] == [Kind.UNREADABLE]


@pytest.mark.parametrize("slip", WARNED, ids=lambda slip: f"{slip.kind}: {slip.new[:30]!r}")
def test_what_stops_nothing_is_a_warning(content: Content, slip: Slip):
    """The lesson still loads, and the warning says where."""
    line = content.change(slip.old, slip.new)
    report = content.check()
    assert report.ok
    assert report.library.lesson("moter")
    (warning,) = report.warnings
    assert (warning.kind, warning.language) == (slip.kind, slip.language)
    assert warning.line == (line if slip.new else 1)
    assert slip.says in str(warning)


def test_a_picture_that_no_lesson_shows_is_a_warning(content: Content):
    content.write("courses/kurs/pictures/gammel.png", png())
    assert [e.kind for e in content.check().warnings] == [Kind.UNUSED_PICTURE]


def test_every_kind_of_fault_has_an_example_in_the_tests():
    """A new fault can't be added without showing it (a changed version: test_versions;
    plans: test_plan_file)."""
    shown = {e.kind for e in (*SLIPS, *WARNED)} | {e.kind for e in PLACES}
    assert set(Kind) - shown == {
        Kind.VERSION,
        Kind.UNUSED_PICTURE,
        Kind.PLAN,
        Kind.LATE_PLAN,
        Kind.IDLE_PLAN,
    }
