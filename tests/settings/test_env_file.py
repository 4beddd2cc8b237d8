"""A file of settings is read as systemd reads it. The cases are those of its own tests and manual:
https://github.com/systemd/systemd/blob/main/src/test/test-env-file.c"""

from pathlib import Path

import pytest

from bot.errors import EnvFileUnreadable
from bot.settings.env_file import parse, read_env_file


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a=a\nb=b", {"a": "a", "b": "b"}),
        ("# no=1\n; no=2\n\n  a = b  \n", {"a": "b"}),
        ("a=\nb=''\nc=\"\"", {"a": "", "b": "", "c": ""}),
        ("a=one two\tthree  \n", {"a": "one two\tthree"}),
        ("a='one  '\nb=\"two  \"", {"a": "one  ", "b": "two  "}),
        ("a='x\\y\"$z'", {"a": 'x\\y"$z'}),
        (r'a="x\"y\\z\$\`\n"', {"a": r'x"y\z$`\n'}),
        (r"a=x\"y\\z\ ", {"a": r'x"y\z '}),
        ("a=one \\\n  two\n", {"a": "one   two"}),
        ('a="one\ntwo"\n', {"a": "one\ntwo"}),
        ("a=\"one\"two' three'", {"a": "onetwo' three'"}),
        ("a=\"one\" ' two'", {"a": "one two"}),
        ("a=x # not a comment", {"a": "x # not a comment"}),
        ("# a comment \\\na=1", {"a": "1"}),
        ("a=1\r\nb=2\r\n", {"a": "1", "b": "2"}),
        ("a=1\na=2", {"a": "2"}),
        ("a=b=c==", {"a": "b=c=="}),
        ("a=$HOME/x", {"a": "$HOME/x"}),
        ("a=pass#word;1", {"a": "pass#word;1"}),
    ],
)
def test_values_are_what_systemd_makes_of_them(text: str, values: dict[str, str]):
    found = parse(text)
    assert found.values == values
    assert found.faults == ()


@pytest.mark.parametrize(
    ("text", "said", "values"),
    [
        ("\nexport a=hush\nb=1", "line 2: systemd does not know export", {"b": "1"}),
        ("a=1\n\nhush hush\n", "line 3: there is no = in it", {"a": "1"}),
        ("a=1\nb b=hush", "line 2: what stands before = is no name", {"a": "1"}),
        ("\ufeffa=hush\nb=2", "line 1: what stands before = is no name", {"b": "2"}),
        (
            "a=1\nb='hush\nc=2\n",
            "line 2: the quote that begins here",
            {"a": "1", "b": "hush\nc=2\n"},
        ),
    ],
)
def test_what_systemd_passes_over_is_told_by_line_and_never_quoted(
    text: str, said: str, values: dict[str, str]
):
    found = parse(text)
    assert found.values == values
    (fault,) = found.faults
    assert fault.startswith(said)
    assert "hush" not in fault + repr(found)


def test_a_file_that_cannot_be_read_is_told_with_the_reason(tmp_path: Path):
    with pytest.raises(EnvFileUnreadable, match="no such file"):
        read_env_file(tmp_path / "missing")
    latin = tmp_path / "latin"
    latin.write_bytes(b"a=1\nSENDER=M\xf8re\n")
    with pytest.raises(EnvFileUnreadable, match="line 2 is not UTF-8"):
        read_env_file(latin)
