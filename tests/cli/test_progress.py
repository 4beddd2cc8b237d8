"""How far a rehearsal has come, and only on the side."""

import io

import pytest

from bot.cli.rehearsal import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(err: io.StringIO, of: int, steps: int) -> str:
    progress = Progress(err)
    for n in range(1, steps + 1):
        progress(of * n // steps, of)
    return err.getvalue()


def test_where_nobody_watches_there_is_a_line_for_each_tenth():
    lines = told(io.StringIO(), 100_000, 50).splitlines()
    assert lines == [f"{n}0000 of 100000 people" for n in range(1, 11)]


def test_in_a_terminal_there_is_one_line_that_fills():
    text = told(Terminal(), 100_000, 4)
    assert text.count("\n") == 1
    assert text.split("\r")[1:] == [
        f"[{'#' * 10 * n}{'.' * (40 - 10 * n)}] {25 * n:3} % of 100000 people" + "\n" * (n == 4)
        for n in range(1, 5)
    ]


@pytest.mark.parametrize("err", [Terminal(), io.StringIO()])
def test_of_few_people_there_is_nothing_to_say(err):
    assert told(err, 1_999, 4) == ""
