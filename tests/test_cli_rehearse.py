"""python app.py rehearse: what it prints and what it writes."""

from __future__ import annotations

import csv
import io
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.cli.rehearsal import REASONS
from bot.core.forecast import Forecast
from bot.core.rehearsal import TOGETHER, Card, Held, Rehearsal
from tests.test_cli import Desk

DAY = date(2026, 11, 23)
FOUND = Rehearsal(
    start=DAY,
    days=30,
    people={"1506": 120, TOGETHER: 7},
    reached={"1506": 100, TOGETHER: 7},
    cards={
        Card(DAY, "1506", "lesson", "moter"): 100,
        Card(DAY, TOGETHER, "lesson", "moter"): 7,
        Card(date(2026, 11, 26), "1506", "nudge", "moter"): 60,
        Card(date(2026, 12, 2), "1506", "recall", ""): 40,
    },
    nothing={("1506", "stopped"): 15, ("1506", "some_new_reason"): 5},
    held={Held("1506", "lesson", "left"): 2},
    outlook={("alle", "1506"): Forecast(120, 10, 80, 20, 5, 5, date(2027, 1, 18))},
    deadlines={"alle": date(2027, 1, 11)},
    names={"1506": "Molde <&> omegn"},
    minimum=5,
)


class Rehearsing(Desk):
    """A desk that was given this rehearsal, and remembers what was asked for."""

    def __init__(self, found: Rehearsal = FOUND) -> None:
        super().__init__()
        self.asked: list[tuple[int, int]] = []

        async def rehearse(days: int, answering: int) -> Rehearsal:
            self.asked.append((days, answering))
            return found

        self.changes = {"rehearse": rehearse}


def test_it_prints_who_gets_what_and_who_gets_nothing_and_why():
    desk = Rehearsing()
    assert desk.run("rehearse") == 0
    said = desk.out.getvalue()
    assert "From 2026-11-23 to 2026-12-22: 207 cards to 107 of 127 people." in said
    assert "nobody answers" in said
    assert "25 would still miss the date" in said
    lines = [line.split() for line in said.splitlines()]
    monday = ["2026-11-23", "Mon", "Molde", "<&>", "omegn", "100", "0", "0", "100"]
    assert monday in lines
    assert [*"Molde <&> omegn wants nothing unasked 15".split()] in lines
    assert [*"Molde <&> omegn some_new_reason 5".split()] in lines
    assert [*"Molde <&> omegn lesson has left 2".split()] in lines
    assert desk.asked == [(30, 0)]


def test_days_and_the_share_that_answers_are_passed_on():
    desk = Rehearsing()
    assert desk.run("rehearse --days 90 --answering 60") == 0
    assert desk.asked == [(90, 60)]


@pytest.mark.parametrize("wrong", ["--days 0", "--days 367", "--days x", "--answering 101"])
def test_what_makes_no_sense_is_not_understood(wrong: str):
    desk = Rehearsing()
    assert desk.run(f"rehearse {wrong}") == 2
    assert "whole number from" in desk.err.getvalue()
    assert desk.asked == []


def test_the_csv_has_a_line_for_each_figure_and_adds_up(tmp_path: Path):
    desk = Rehearsing()
    assert desk.run(f"rehearse --csv {tmp_path / 'r.csv'}") == 0
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


class Reader(HTMLParser):
    """Checks that every tag is closed in order, and gathers what a screen reader needs."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta",):
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def test_the_page_can_be_read_with_a_screen_reader_and_from_the_keyboard(tmp_path: Path):
    """Language, title, one caption a table, every heading cell with its scope; nothing fetched."""
    desk = Rehearsing()
    assert desk.run(f"rehearse --html {tmp_path / 'r.html'}") == 0
    page = Reader((tmp_path / "r.html").read_text("utf-8"))
    assert page.stack == []
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("h1")) == len(page.all("title")) == 1
    assert len(page.all("caption")) == len(page.all("table")) == 5
    assert all(attrs.get("scope") in ("row", "col") for attrs in page.all("th"))
    labels = [attrs["aria-labelledby"] for attrs in page.all("div")]
    assert labels == [attrs["id"] for attrs in page.all("caption")]
    assert all(attrs["tabindex"] == "0" for attrs in page.all("div"))
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("img")


def test_a_name_with_signs_in_it_stays_text(tmp_path: Path):
    desk = Rehearsing()
    desk.run(f"rehearse --html {tmp_path / 'r.html'}")
    written = (tmp_path / "r.html").read_text("utf-8")
    assert "Molde &lt;&amp;&gt; omegn" in written
    assert "Molde <" not in written
    assert "(fewer than 5 people each)" in written


def test_a_file_that_is_there_is_not_written_over_and_nothing_is_rehearsed(tmp_path: Path):
    there = tmp_path / "r.csv"
    there.write_text("mine", "utf-8")
    desk = Rehearsing()
    assert desk.run(f"rehearse --csv {there}") == 1
    assert "is there already" in desk.err.getvalue()
    assert there.read_text("utf-8") == "mine"
    assert desk.asked == []


def test_nobody_and_nothing_is_said_in_a_few_lines(tmp_path: Path):
    """No empty tables, and no sentence about plans where there are none."""
    desk = Rehearsing(Rehearsal(DAY, 1))
    assert desk.run(f"rehearse --html {tmp_path / 'r.html'}") == 0
    assert desk.out.getvalue().splitlines()[:2] == [
        "From 2026-11-23 to 2026-11-23: 0 cards to 0 of 0 people.",
        "Every card arrives; nobody answers.",
    ]
    assert "<table" not in (tmp_path / "r.html").read_text("utf-8")


def test_a_hold_on_sending_is_said():
    desk = Rehearsing(Rehearsal(DAY, 1, answering=40, on_hold=True))
    assert desk.run("rehearse") == 0
    assert "held back now" in desk.out.getvalue()
    assert "40 % of cards are answered" in desk.out.getvalue()


def test_every_reason_that_the_planner_gives_has_plain_words():
    """`bar`, `decide` and the moment of sending, as they stand in the source."""
    given = "left blocked not_installed stopped paused pending hours budget waiting resting"
    given += " held_out no_plan done stale no_moment gone broken"
    assert set(given.split()) <= set(REASONS)
