"""The rehearsal as a page: for whoever runs the rollout, in their language, on any screen."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.cli.rehearsal import REASONS, summary
from bot.cli.rehearsal_page import html
from bot.core.delivery.forecast import Forecast
from bot.core.delivery.rehearsal import RehearsedCard
from bot.core.languages import Text
from bot.core.values import replace
from bot.locale import words
from tests.card_kinds import KINDS
from tests.cli.test_rehearsal import DAY, FOUND, Rehearsing


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


def page(language: str = "nb", **facts: object) -> str:
    return html(words(language), replace(FOUND, **facts))  # type: ignore[arg-type]


def test_it_is_written_in_bokmal_and_in_the_language_that_is_asked_for(tmp_path: Path):
    terminal = Rehearsing()
    assert terminal.run(f"rehearse --html {tmp_path / 'nb.html'}") == 0
    assert '<html lang="nb">' in (tmp_path / "nb.html").read_text("utf-8")
    assert terminal.run(f"rehearse --language nn --html {tmp_path / 'nn.html'}") == 0
    assert "Kven får ingenting" in (tmp_path / "nn.html").read_text("utf-8")
    assert terminal.run("rehearse --language se") == 2


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_can_be_read_with_a_screen_reader_and_from_the_keyboard(language: str):
    """Language, one title, a heading for each table, a scope for each heading cell; nothing is
    fetched and nothing runs."""
    read = Reader(page(language))
    assert read.stack == []
    assert read.all("html") == [{"lang": language}]
    assert len(read.all("h1")) == len(read.all("title")) == 1
    assert len(read.all("h2")) == len(read.all("table")) == 5
    scopes = {attrs.get("scope") for attrs in read.all("th")}
    assert scopes == {"col", "row", "rowgroup"}
    headings = [attrs["id"] for attrs in read.all("h2")]
    assert [attrs["aria-labelledby"] for attrs in read.all("table")] == headings
    assert [attrs["aria-labelledby"] for attrs in read.all("div")] == headings
    assert all(attrs["tabindex"] == "0" for attrs in read.all("div"))
    assert [*read.all("script"), *read.all("link"), *read.all("img")] == []


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_row_is_as_wide_as_its_head(language: str):
    """Cells that a group's name reaches over are counted."""
    for table in page(language).split("<table")[1:]:
        wide = table.count('scope="col"')
        for group in table.split("<tbody>")[1:]:
            reach = 1 if 'scope="rowgroup"' in group else 0
            rows = [row.count("<th") + row.count("<td") for row in group.split("<tr")[1:]]
            assert rows[0] == wide
            assert all(n + reach == wide for n in rows[1:])


def test_what_matters_most_stands_first_and_in_words():
    said = page()
    places = [said.index(each) for each in (
        "207 kort til 107 av 127 personer.",
        "25 blir ikke ferdige til fristen i planen, selv om",
        "ingen svarer på dem",
        "Blir alle ferdige i tide?",
        "alle, frist 11. januar 2027",
        "Hvem får ingenting, og hvorfor?",
        "vil ikke ha noe uoppfordret",
        "Hva kommer når?",
        "mandag 23. november",
    )]  # fmt: skip
    assert places == sorted(places)


def test_no_deadline_is_promised_where_a_plan_has_none():
    assert "frist" not in page(deadlines={"alle": None})
    assert "Alle kan bli ferdige" in page(outlook={("alle", "1506"): Forecast(3, 3)})


@pytest.mark.parametrize(
    ("outlook", "said"),
    [
        ({("alle", "1506"): Forecast(3, in_time=3)}, "Alle kan bli ferdige"),
        ({}, "Ingen av dem er med i noen plan."),
        ({("alle", "1506"): Forecast(3, held_out=3)}, ""),
    ],
)
def test_that_all_can_finish_is_said_only_where_somebody_can(outlook, said):
    for each in ("Alle kan bli ferdige", "Ingen av dem er med i noen plan."):
        assert (each in page(outlook=outlook)) == (each == said)
    found = replace(FOUND, outlook=outlook)
    lines = " ".join(summary(found))
    assert ("everyone is done" in lines) == ("Alle" in said)
    assert ("No plan is for any" in lines) == ("Ingen" in said)


def test_each_day_and_each_plan_is_added_up():
    plans = {("alle", n): Forecast(100, 60, 40) for n in ("1506", "1535")}
    said = page(outlook=plans, names={"1506": "Molde", "1535": "Vestnes"})
    sums = [row.split("</tr>")[0] for row in said.split('<tr class="sum">')[1:]]
    assert [each.count("I alt") for each in sums] == [1, 1]
    assert '>200</td><td class="n">120</td><td class="n">80</td>' in sums[0]
    assert '>107</td><td class="n">107</td>' in sums[1]


def test_numbers_and_lessons_are_written_as_people_write_them():
    cards = {RehearsedCard(DAY, "1506", "lesson", "moter"): 12345}
    titles = {"moter": Text(nb="Møter for alle", en="Meetings for everyone")}
    assert "12\N{NO-BREAK SPACE}345" in page(cards=cards, titles=titles)
    assert "Møter for alle" in page(cards=cards, titles=titles)
    assert "12,345" in page("en", cards=cards, titles=titles)
    assert "Meetings for everyone" in page("en", cards=cards, titles=titles)


def test_a_name_with_signs_in_it_stays_text():
    assert "Molde &lt;&amp;&gt; omegn" in page()
    assert "Molde <" not in page()
    assert "Kommuner med færre enn 5 personer" in page()


def test_a_reason_nobody_knew_of_stands_as_it_is():
    assert "some_new_reason" in page()


def test_a_hold_on_sending_is_said_with_what_to_run():
    assert "«python app.py resume»" in page(on_hold=True)


def test_every_kind_and_every_reason_has_its_words():
    known = words("nb")
    for group, all_of in (("kind", KINDS), ("why", REASONS)):
        for each in all_of:
            assert known.has(f"rehearsal-{group}-{each.replace('_', '-')}"), each


def test_days_without_cards_are_said_in_a_sentence():
    empty = page(cards={}, nothing={}, held={}, outlook={}, people={}, reached={})
    assert "Ingen får noe i disse dagene." in empty
    assert "<table" not in empty
    assert date(2026, 12, 22) == FOUND.last
