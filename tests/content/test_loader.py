"""A right directory becomes the library it says."""

from __future__ import annotations

import pytest

from bot.content.check import check, report_lines
from bot.content.faults import ContentError, Kind
from bot.content.loader import library, load, picture_files
from bot.content.municipality_file import load_municipalities, municipalities
from bot.core.languages import Text
from bot.core.learning.lessons import Source
from tests.content.samples import TODAY, Content


def test_the_sample_has_no_fault_and_no_warning(content: Content):
    report = content.check()
    assert (report.faults, report.warnings) == ((), ())


def test_the_content_that_comes_with_the_bot_has_no_fault_and_misses_no_language():
    """Whatever is added to the bundled courses stays whole in three languages."""
    report = check(today=TODAY)
    assert report.faults == ()
    assert all(there == each.total for each in report.coverage for there in each.there)


def test_a_lesson_is_what_its_file_says(content: Content):
    """Every field arrives, in its language, tidied of the blanks that YAML leaves."""
    lesson = library(content.directory).current["moter"]
    assert (lesson.version, lesson.minutes, lesson.passing, lesson.course) == (1, 3, 2, "kurs")
    assert lesson.title == Text("Møter", "Møte", "Meetings")
    assert lesson.body.nb == "Du er **med**.\n\n- ett\n- to"
    assert lesson.picture
    assert lesson.picture.file == "moter.png"
    assert lesson.link.url.to("nn") == "https://support.microsoft.com/teams"
    assert lesson.sources == (Source("https://support.microsoft.com/teams", "2026-11-22"),)
    single, multiple, true_false = lesson.questions
    assert (single.kind, single.correct) == ("single", {"b"})
    assert (multiple.kind, multiple.correct) == ("multiple", {"x", "y"})
    assert (true_false.kind, true_false.correct) == ("true_false", {"usant"})
    assert [each.id for each in true_false.options] == ["sant", "usant"]


def test_yes_and_no_are_words_and_not_truth(content: Content):
    """YAML reads a bare No as false; here it is what somebody wrote."""
    question = library(content.directory).current["moter"].questions[0]
    assert [each.text.en for each in question.options] == ["Yes", "No"]
    content.change("{id: a,", "{id: no,")
    found, faults = load(content.directory)
    assert not faults
    assert found.current["moter"].questions[0].options[0].id == "no"


def test_the_order_of_lessons_is_the_courses(content: Content):
    found = library(content.directory)
    assert found.courses["kurs"].lessons == ("moter", "lyd")
    assert found.place(found.current["lyd"]) == (2, 2)


def test_courses_for_employees_come_before_those_for_champions(content: Content):
    content.write(
        "courses/a/course.yaml", "{id: a, title: {nb: A}, audience: champion, lessons: [b]}"
    )
    lesson = (content.course / "lyd.yaml").read_text("utf-8").replace("id: lyd", "id: b")
    content.write("courses/a/b.yaml", lesson)
    assert list(library(content.directory).courses) == ["kurs", "a"]


def test_an_address_may_differ_between_languages(content: Content):
    """One that is missing falls back and is no gap in the coverage."""
    content.change(
        "url: https://support.microsoft.com/teams", "url: {nb: 'https://a.no', en: 'https://b.no'}"
    )
    report = content.check()
    assert (report.faults, report.warnings) == ((), ())
    link = report.library.current["moter"].link
    assert [link.url.to(each) for each in ("nb", "nn", "en")] == [
        "https://a.no",
        "https://a.no",
        "https://b.no",
    ]


def test_a_lesson_with_a_fault_is_left_out_of_course_and_library(content: Content):
    """What can be used hangs together: no course lists what is not there."""
    content.change("minutes: 3", "minutes: 9")
    found, faults = load(content.directory)
    assert [e.kind for e in faults] == [Kind.OUT_OF_RANGE]
    assert list(found.current) == ["lyd"]
    assert found.courses["kurs"].lessons == ("lyd",)


def test_lessons_of_a_course_with_a_fault_are_left_out(content: Content):
    content.change("employee", "alle", "courses/kurs/course.yaml")
    found, faults = load(content.directory)
    assert faults
    assert (dict(found.courses), dict(found.current)) == ({}, {})


def test_asking_for_the_whole_library_raises_every_fault_at_once(content: Content):
    content.change("minutes: 3", "minutes: 9")
    content.change("version: 1", "version: x", "courses/kurs/lyd.yaml")
    with pytest.raises(ContentError) as caught:
        library(content.directory)
    assert caught.value.count == 2
    assert "courses/kurs/moter.yaml:3" in str(caught.value)
    assert "courses/kurs/lyd.yaml:2" in str(caught.value)


def test_a_map_with_a_fault_is_refused(content: Content):
    content.change("1502", "15O2", "municipalities.yaml")
    found, faults = load_municipalities(content.directory)
    assert [each.number for each in found] == ["1506", "1535"]
    assert [e.kind for e in faults] == [Kind.BAD_ID]
    with pytest.raises(ContentError):
        municipalities(content.directory)


def test_files_that_are_no_content_are_left_alone(content: Content):
    """A README, a hidden file and a picture's source may lie beside the lessons."""
    for name in ("README.md", ".lesson.yaml.swp", "_draft.yaml", "pictures/moter.svg"):
        content.write(f"courses/kurs/{name}", b"\xff")
    content.write("courses/.git/x.yaml", b"\xff")
    report = content.check()
    assert (report.faults, report.warnings) == ((), ())


def test_a_byte_order_mark_and_windows_line_ends_are_fine(content: Content):
    """As Notepad saves it."""
    text = (content.course / "moter.yaml").read_text("utf-8").replace("\n", "\r\n")
    content.write("courses/kurs/moter.yaml", text.encode("utf-8-sig"))
    report = content.check()
    assert (report.faults, report.warnings) == ((), ())
    assert report.library.current["moter"].body.nb == "Du er **med**.\n\n- ett\n- to"


def test_decomposed_letters_are_composed(content: Content):
    """As a Mac may save them: å as a and a ring."""
    content.change("nb: Prøv nå", "nb: Prøv na\u030a")
    assert library(content.directory).current["moter"].try_it.nb == "Prøv nå"


def test_pictures_are_found_by_the_name_they_are_served_under(content: Content):
    assert picture_files(content.directory) == {
        "moter.png": content.course / "pictures" / "moter.png"
    }


OPTIONS = [f"{{id: {n * 20}, text: {{nb: {n}}}, feedback: {{nb: x}}}}" for n in "abcde"]


def test_the_most_of_everything_is_still_fine(content: Content):
    """Each limit is the last that is allowed, not the first that isn't."""
    start = (content.course / "moter.yaml").read_text("utf-8").index("  - id: flere")
    largest = "\n".join(
        [
            f"  - {{id: {'q' * 60}, kind: multiple, correct: [{'a' * 20}], text: {{nb: q}},",
            f"     reread: {{nb: r}}, options: [{', '.join(OPTIONS)}]}}\n",
        ]
    )
    text = (content.course / "moter.yaml").read_text("utf-8")
    content.write("courses/kurs/moter.yaml", text[:start] + largest + text[start:])
    content.change("passing: 2", "passing: 4")
    content.change("version: 1", "version: 9999")
    content.change("nn: Møte,", f"nn: {'M' * 80},")
    content.change("(https://", f"(https://x.no/{'x' * 487}) [y](https://")
    size = len((content.course / "moter.yaml").read_bytes())
    content.change("sources:", f"#{'x' * (64 * 1024 - size - 2)}\nsources:")
    report = content.check()
    assert report.faults == ()
    assert len((content.course / "moter.yaml").read_bytes()) == 64 * 1024
    question = report.library.current["moter"].questions[1]
    assert (len(question.id), len(question.options)) == (60, 5)


def test_the_report_is_a_table_with_a_verdict(content: Content):
    content.change(", nn: Møte,", ",")
    lines = report_lines(content.check())
    assert lines[0] == "Worth a look (1):"
    assert lines[3].split() == ["course", "lesson", "version", "texts", "nb", "nn", "en"]
    assert lines[4].split() == ["kurs", "moter", "1", "24", "100", "%", "95", "%", "100", "%"]
    assert lines[-1].startswith("The content is fine: 1 course, 2 lessons")


def test_the_report_of_faults_says_how_many(content: Content):
    content.change("minutes: 3", "minutes: 9")
    lines = report_lines(content.check())
    assert lines[0] == "To mend (1):"
    assert "courses/kurs/moter.yaml:3: [moter] minutes is 9. Choose 1 to 3." in lines[1]
    assert lines[-1].startswith("1 thing to mend. Without fault: 1 course, 1 lesson, 3")
