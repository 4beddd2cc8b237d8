"""What a command prints moves no cursor and turns no text around, whatever the store holds."""

import io

import pytest

from bot.cli.tables import aligned, as_csv
from bot.cli.terminal import terminal

PRINTED = {
    "Molde\x1b]0;owned\x07\x1b[2J\n": "Molde]0;owned[2J\n",
    "Rapport\rFAULT\n": "RapportFAULT\n",
    "a\u202etxt.exe\u2069\x9b31m\x7f\n": "atxt.exe31m\n",
    "\ufeffnumber;name\r\n1506;Mol\ufeffde\r\n": "\ufeffnumber;name\r\n1506;Molde\r\n",
    "number\tname – Åse 😀\n": "number\tname – Åse 😀\n",
}


@pytest.mark.parametrize("text", PRINTED, ids=ascii)
def test_what_reaches_the_terminal(text: str):
    out = io.StringIO(newline="")
    print(text, end="", file=terminal(out))
    terminal(out).writelines([text])
    assert out.getvalue() == 2 * PRINTED[text]


def test_a_column_is_as_wide_as_what_is_seen_in_it():
    lines = aligned([("unit", "people"), ("Nord\u200b\u202e", 3), ("Sentrum", 4)])
    assert lines == "unit     people\nNord          3\nSentrum       4\n"
    assert as_csv([("unit", 1), ("\u202eNord\x1b[2J", 2)]) == "unit;1\r\nNord [2J;2\r\n"
