"""python app.py rehearse: what it prints and what it writes."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from bot.cli.rehearsal import REASONS
from bot.core.delivery.forecast import Forecast
from bot.core.delivery.rehearsal import HeldBack, Rehearsal, RehearsedCard
from bot.core.small_parts import TOGETHER
from tests.cli.test_commands import Terminal

DAY = date(2026, 11, 23)
FOUND = Rehearsal(
    start=DAY,
    days=30,
    people={"1506": 120, TOGETHER: 7},
    reached={"1506": 100, TOGETHER: 7},
    cards={
        RehearsedCard(DAY, "1506", "lesson", "moter"): 100,
        RehearsedCard(DAY, TOGETHER, "lesson", "moter"): 7,
        RehearsedCard(date(2026, 11, 26), "1506", "nudge", "moter"): 60,
        RehearsedCard(date(2026, 12, 2), "1506", "recall", ""): 40,
    },
    nothing={("1506", "stopped"): 15, ("1506", "some_new_reason"): 5},
    held={HeldBack("1506", "lesson", "left"): 2},
    outlook={("alle", "1506"): Forecast(120, 10, 80, 20, 5, 5, date(2027, 1, 18))},
    deadlines={"alle": date(2027, 1, 11)},
    names={"1506": "Molde <&> omegn"},
    minimum=5,
)


class Rehearsing(Terminal):
    """A terminal that was given this rehearsal, and remembers what was asked for."""

    def __init__(self, found: Rehearsal = FOUND) -> None:
        super().__init__()
        self.asked: list[tuple[int, int]] = []

        async def rehearse(days: int, answering: int) -> Rehearsal:
            self.asked.append((days, answering))
            return found

        self.changes = {"rehearse": rehearse}


def test_it_prints_who_gets_what_and_who_gets_nothing_and_why():
    terminal = Rehearsing()
    assert terminal.run("rehearse") == 0
    said = terminal.out.getvalue()
    assert "From 2026-11-23 to 2026-12-22: 207 cards to 107 of 127 people." in said
    assert "nobody answers" in said
    assert "25 would still miss the date" in said
    lines = [line.split() for line in said.splitlines()]
    monday = ["2026-11-23", "Mon", "Molde", "<&>", "omegn", "100", "0", "0", "100"]
    assert monday in lines
    assert [*"Molde <&> omegn wants nothing unasked 15".split()] in lines
    assert [*"Molde <&> omegn some_new_reason 5".split()] in lines
    assert [*"Molde <&> omegn lesson has left 2".split()] in lines
    assert terminal.asked == [(30, 0)]


def test_days_and_the_share_that_answers_are_passed_on():
    terminal = Rehearsing()
    assert terminal.run("rehearse --days 90 --answering 60") == 0
    assert terminal.asked == [(90, 60)]


@pytest.mark.parametrize("wrong", ["--days 0", "--days 367", "--days x", "--answering 101"])
def test_what_makes_no_sense_is_not_understood(wrong: str):
    terminal = Rehearsing()
    assert terminal.run(f"rehearse {wrong}") == 2
    assert "whole number from" in terminal.err.getvalue()
    assert terminal.asked == []


def test_the_csv_has_a_line_for_each_figure_and_adds_up(tmp_path: Path):
    terminal = Rehearsing()
    assert terminal.run(f"rehearse --csv {tmp_path / 'r.csv'}") == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text("utf-8")), delimiter=";"))
    total: dict[str, int] = {}
    for row in rows:
        total[row["what"]] = total.get(row["what"], 0) + int(row["count"])
    assert total == {
        "card": 207,
        "people": 127,
        "reached": 107,
        "nothing": 20,
        "held": 2,
        "outlook": 120,
    }
    first = next(row for row in rows if row["what"] == "card" and row["kind"] == "nudge")
    assert (first["day"], first["number"], first["lesson"]) == ("2026-11-26", "1506", "moter")


def test_a_file_that_is_there_is_not_written_over_and_nothing_is_rehearsed(tmp_path: Path):
    there = tmp_path / "r.csv"
    there.write_text("mine", "utf-8")
    terminal = Rehearsing()
    assert terminal.run(f"rehearse --csv {there}") == 1
    assert "is there already" in terminal.err.getvalue()
    assert there.read_text("utf-8") == "mine"
    assert terminal.asked == []


def test_nobody_and_nothing_is_said_in_a_few_lines(tmp_path: Path):
    """No empty tables, and no sentence about plans where there are none."""
    terminal = Rehearsing(Rehearsal(DAY, 1))
    assert terminal.run(f"rehearse --html {tmp_path / 'r.html'}") == 0
    assert terminal.out.getvalue().splitlines()[:2] == [
        "From 2026-11-23 to 2026-11-23: 0 cards to 0 of 0 people.",
        "Every card arrives; nobody answers.",
    ]
    assert "<table" not in (tmp_path / "r.html").read_text("utf-8")


def test_a_hold_on_sending_is_said():
    terminal = Rehearsing(Rehearsal(DAY, 1, answering=40, on_hold=True))
    assert terminal.run("rehearse") == 0
    assert "held back now" in terminal.out.getvalue()
    assert "40 % of cards are answered" in terminal.out.getvalue()


def test_a_card_that_nobody_needs_any_more_is_no_person_who_has_had_everything():
    terminal = Rehearsing(Rehearsal(DAY, 1, held={HeldBack("1506", "recruit", "done"): 3}))
    assert terminal.run("rehearse") == 0
    assert "was no longer needed" in terminal.out.getvalue()
    assert "has had everything" not in terminal.out.getvalue()


def test_every_reason_that_the_planner_gives_has_plain_words():
    """`bar`, `decide` and the moment of sending, as they stand in the source."""
    given = "left blocked not_installed stopped paused pending hours budget waiting resting"
    given += " held_out no_plan done stale no_moment gone broken"
    assert set(given.split()) <= set(REASONS)
