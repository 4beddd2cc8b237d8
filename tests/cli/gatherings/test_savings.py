"""python app.py savings: what gatherings saved, for a reader and for a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from bot.actions.gatherings.savings import Ledgers, all_gatherings
from bot.cli.arguments import understood
from bot.cli.commands import COMMANDS, Tools
from bot.content.municipality_file import municipalities
from bot.content.savings_file import assumptions
from tests.web.test_gatherings import filled

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


async def said(*argv: str) -> str:
    store, places = await filled(), municipalities()

    async def savings():  # type: ignore[no-untyped-def]
        return await all_gatherings(Ledgers(store, places, assumptions(), 5), NOW), places

    def never(*_: object) -> None:
        pytest.fail("only savings is asked for")

    out = io.StringIO()
    args = understood(["savings", *argv], out, out)
    assert not isinstance(args, int)
    facts = dict.fromkeys(("today", "check", "reading", "export", "backup", "restore"), never)
    tools = Tools(**facts, api="", savings=savings)  # type: ignore[arg-type]
    assert await COMMANDS["savings"](args, tools, out) == 0
    return out.getvalue()


async def test_the_table_says_how_each_sum_came_about_and_where_the_figures_are_from():
    text = await said()
    assert "=Forrige" in text
    assert "2026-11-17 =Forrige: to Molde, assumptions from 2026-01-01" in text
    assert "Documented: the state's travel agreement" in text
    assert "Vestnes and others" in text
    assert "Rauma" not in text  # two people came from there


async def test_the_lines_of_the_csv_add_up_and_no_title_is_a_formula():
    rows = list(csv.DictReader(io.StringIO(await said("--csv")), delimiter=";"))
    assert {each["title"] for each in rows} == {"'=Forrige"}
    total = int(rows[-1]["expected NOK"])
    assert rows[-1]["what"] == "total"
    assert sum(int(each["expected NOK"]) for each in rows[:-1]) == total
