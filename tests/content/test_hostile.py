"""Nothing that can stand in a file brings the loader down."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.content import nodes
from bot.content.check import report_lines
from bot.content.faults import ContentFault, Kind
from tests.content.samples import COURSE, LESSON, MUNICIPALITIES, Content

FILES = {
    "courses/kurs/moter.yaml": LESSON,
    "courses/kurs/course.yaml": COURSE,
    "municipalities.yaml": MUNICIPALITIES,
}
PIECES = ["{", "}", "[", "]", ":", "- ", "|", ">", "'", '"', "&a ", "*a", "!x ", "\n", "\t", "? ",
          "%YAML 9", "---", "...", "<<: ", "\x00", "\ud83d\ude00".encode("utf-16", "surrogatepass")
          .decode("utf-16"), "\u2028", "\ufeff", "0x", "~", "\\", "a: b", "nb: ", "  "]  # fmt: skip
LOADERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]


@pytest.fixture(scope="module")
def shared() -> Content:
    """One directory for many examples; each writes over one file and puts it back."""
    with tempfile.TemporaryDirectory() as directory:
        yield Content(Path(directory) / "content")


def survives(content: Content, name: str, raw: bytes) -> None:
    content.write(name, raw)
    try:
        report = content.check()
    finally:
        content.write(name, FILES[name])
    for fault in (*report.faults, *report.warnings):
        assert fault.what
        assert fault.mend
        assert fault.line >= 1
    text = "\n".join(report_lines(report))
    text.encode("utf-8")
    assert not any(ord(each) < 32 and each != "\n" for each in text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.sampled_from(sorted(FILES)), raw=st.binary(max_size=300))
@example(name="municipalities.yaml", raw=b'a: "\\ud800"')
@example(name="municipalities.yaml", raw=b'"\\U00110000": 1')
@example(name="municipalities.yaml", raw=b"%YAML 99999999999.1\n--- a")
@example(name="municipalities.yaml", raw=b"? {a: b}\n: c")
@example(name="municipalities.yaml", raw=b"municipalities: [{number: 0301}]")
def test_any_bytes_are_named_faults(shared: Content, name: str, raw: bytes):
    """Bytes in the place of a file never escape as another exception."""
    survives(shared, name, raw)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_any_mangled_file_is_named_faults(shared: Content, name: str, data: st.DataObject):
    """A good file with pieces cut out, put in and swapped: faults, never a crash."""
    text = FILES[name]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 20)))
        text = text[:start] + data.draw(st.sampled_from(PIECES) | st.text(max_size=5)) + text[end:]
    survives(shared, name, text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("loader", LOADERS)
@example(text='"\\U00110000": 1')
@example(text='"\\UFFFFFFFF": 1')
@example(text="%YAML 1." + "9" * 5000 + "\n--- a")
@given(text=st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_both_parsers_end_in_nodes_or_a_named_stop(loader: type, text: str):
    """The bot may run where the C parser is missing."""
    kept, nodes._Loader = nodes._Loader, loader
    try:
        with suppress(nodes._Stop):
            nodes.parse(text)
    finally:
        nodes._Loader = kept


BOMB = "\n".join(["a0: &a0 [x]"] + [f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]" for n in range(1, 12)])


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (BOMB, Kind.ALIAS),
        ("a: &a [*a]", Kind.ALIAS),
        ("[" * 8 + "]" * 8, None),
        ("[" * 9 + "]" * 9, Kind.TOO_DEEP),
        ("[" * 60_000, Kind.TOO_DEEP),
        ("{" * 60_000, Kind.TOO_DEEP),
        ("- " * 30_000, Kind.TOO_DEEP),
        ("? " * 30_000, Kind.TOO_DEEP),
        ("a: " + "'" * 60_001, Kind.SYNTAX),
        ("x" * 100_000_000, Kind.TOO_BIG),
    ],
    ids=[
        "aliases",
        "a circle",
        "8",
        "9",
        "lists",
        "mappings",
        "dashes",
        "questions",
        "quotes",
        "100 MB",
    ],
)
def test_a_file_made_to_exhaust_is_refused_soon(tmp_path: Path, raw: str, kind: Kind | None):
    """Bombs, depth and size end in a fault within a second of CPU."""
    path = tmp_path / "a.yaml"
    path.write_text(raw)
    before = time.process_time()
    found = nodes.read(path, "a.yaml")
    assert time.process_time() - before < 1
    assert getattr(found, "kind", None) is kind


def test_what_is_no_file_is_a_fault(content: Content):
    """A folder or a pipe with a lesson's name, and a link to nowhere, don't hang or crash."""
    (content.course / "mappe.yaml").mkdir()
    (content.directory / "courses" / "kurs2.yaml").mkdir()
    os.mkfifo(content.course / "ror.yaml")
    (content.course / "lenke.yaml").symlink_to("ingensteds.yaml")
    found = {e.file for e in content.check().faults if e.kind is Kind.UNREADABLE}
    assert found == {f"courses/kurs/{each}.yaml" for each in ("mappe", "ror", "lenke")} | {
        "courses/kurs2.yaml/course.yaml"
    }


def test_a_file_the_system_refuses_is_a_fault(tmp_path: Path):
    """Here a name that is too long; a missing permission or a broken disk goes the same way."""
    found = nodes.read(tmp_path / ("x" * 300), "x.yaml")
    assert isinstance(found, ContentFault)
    assert (found.kind, found.file) == (Kind.UNREADABLE, "x.yaml")


@pytest.mark.slow
def test_thousands_of_faulty_entries_take_no_time(content: Content):
    """A list far beyond its limit is not read to its end."""
    content.write("municipalities.yaml", "municipalities:\n" + "- {}\n" * 100_000)
    before = time.process_time()
    faults = content.check().faults
    assert time.process_time() - before < 10
    assert len(faults) < 20_000


def test_an_odd_file_name_can_be_printed(content: Content):
    """Bytes that are no UTF-8, and a line break, in a name."""
    (content.course / os.fsdecode(b"\xff\n.yaml")).write_text("x")
    text = "\n".join(report_lines(content.check()))
    text.encode("utf-8")
    assert "\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}.yaml" in text
