"""Who came, by taps, by Teams' report and as the host says: nobody is counted twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.actions.gatherings import attendance_records as records
from bot.actions.gatherings import host_figures, report_import
from bot.actions.gatherings.report_import import LEAST, ReportImport
from bot.actions.people.email_index import mail_key, remember
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.gatherings.gathering import Gathering, invited
from bot.core.gatherings.reply import Reply, reply_key
from bot.core.gatherings.teams_report import Participant
from bot.core.values import from_doc, replace
from bot.errors import Refused
from bot.store import MemoryStore
from tests.champion_world import someone
from tests.chat_client import Chat, services

HELD = Gathering(
    "3f2a9c04b1d87e6655aa", "", "Samling", "2026-11-24T08:00:00Z", 60, "", "1506", "1506",
    ("1506", "1535"), link="https://teams.microsoft.com/l/x",
)  # fmt: skip
AFTER = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
NAMES = ("anne", "bo", "siv", "per")


def mail(name: str) -> str:
    return f"{name}@molde.example"


def there(name: str, seconds: int | None = 3600) -> Participant:
    return Participant(name.title(), (mail(name),), seconds)


class Town:
    """Four people whose addresses are known; Anne, Bo and Siv are invited."""

    def __init__(self) -> None:
        self.home = services(MemoryStore(), local=False)
        self.at = AFTER

    async def settle(self) -> Town:
        def change(tx: Any) -> None:
            tx.put(documents.GATHERINGS, HELD.id, HELD)
            for name in NAMES:
                number = "1535" if name == "per" else "1506"
                person = replace(someone(name, municipality=number), name=name.title())
                tx.put(documents.PEOPLE, person.key, person)
                remember(tx, person.key, mail_key(self.home, mail(name)))
                if name != "per":
                    reply = invited(person.key, HELD)
                    tx.put(documents.REPLIES, reply_key(HELD.id, person.key), reply)

        await self.home.store.run(change)
        return self

    async def taps(self, name: str) -> None:
        chat = Chat(self.home, name)
        chat.at = HELD.begins
        await chat.tap("gathering-here", g=HELD.id)

    async def reads(self, *people: Participant) -> ReportImport | None:
        return await report_import.apply(self.home, COMMAND_LINE, HELD.id, people, LEAST, self.at)

    async def came(self) -> dict[str, int]:
        return await self.home.store.run(lambda tx: records.by_home(records.counts_of(tx, HELD.id)))

    async def reply(self, name: str) -> Reply | None:
        key = reply_key(HELD.id, someone(name).key)
        return await self.home.store.run(lambda tx: tx.get(documents.REPLIES, key, Reply))

    async def everything(self) -> Any:
        kinds = (documents.REPLIES, documents.ATTENDANCES)
        store: Any = self.home.store
        return {each: dict(store._base._rows.get(each, {})) for each in kinds}


async def test_who_tapped_and_is_in_the_report_counts_once_and_strangers_without_a_name():
    town = await Town().settle()
    await town.taps("anne")
    stranger = Participant("Gjest Gjestesen", ("gjest@other.example",), 3600)
    told = await town.reads(there("anne"), there("bo"), there("per"), there("siv", 60), stranger)
    assert told == ReportImport(5, 1, 3, 1, 1, 2, 0, before=1, after=4)
    assert await town.came() == {"1506": 2, "1535": 1, "": 1}
    assert "Gjest" not in str(await town.everything())
    per = await town.reply("per")
    assert per
    assert (per.reported, per.uninvited, per.home) == (True, True, "1535")


async def test_the_same_file_again_changes_nothing_and_a_corrected_one_corrects():
    town = await Town().settle()
    await town.reads(there("bo"), there("per"), there("siv"))
    before = await town.everything()
    town.at += timedelta(hours=1)
    told = await town.reads(there("bo"), there("per"), there("siv"))
    assert told
    assert (told.new, told.gone, told.before, told.after) == (0, 0, 3, 3)
    assert await town.everything() == before
    told = await town.reads(there("siv"))
    assert told
    assert (told.gone, told.after) == (2, 1)
    assert await town.came() == {"1506": 1}
    assert await town.reply("per") is None  # nobody had invited Per
    bo = await town.reply("bo")
    assert bo
    assert not bo.came_at


async def test_a_tap_after_the_report_stands_when_the_report_is_corrected():
    town = await Town().settle()
    town.at = HELD.begins + timedelta(minutes=30)
    await town.reads(there("bo"))
    await town.taps("bo")
    assert await town.came() == {"1506": 1}
    await town.reads(there("siv"))
    assert await town.came() == {"1506": 2}


async def test_without_addresses_only_those_invited_are_known_and_by_a_name_of_one():
    town = await Town().settle()
    await town.reads(Participant("Bo"), Participant("Per"))
    assert await town.came() == {"1506": 1, "": 1}  # Per was not invited


async def test_those_whom_the_report_has_are_asked_too_while_they_can_answer():
    town = await Town().settle()
    await town.reads(there("bo"))
    rows = await town.home.store.run(lambda tx: tx.find(documents.DELIVERIES, subject=HELD.id))
    assert [(row["person"], row["slot"]) for _, row in rows] == [(someone("bo").key, "pulse")]
    late = await Town().settle()
    late.at += timedelta(days=4)
    await late.reads(there("bo"))
    assert not await late.home.store.run(lambda tx: tx.find(documents.DELIVERIES, subject=HELD.id))


async def test_what_the_host_says_holds_and_what_was_counted_stands_beside_it():
    town = await Town().settle()
    await town.reads(there("bo"))
    said = {"1506": 12, "": 3}
    for changed in (True, False):
        done = await host_figures.say_came(town.home, COMMAND_LINE, HELD.id, said, AFTER)
        assert done is changed
    assert await town.came() == said
    counted = await town.home.store.run(lambda tx: records.counted_of(tx, HELD.id))
    assert counted == {"1506": 1}
    await host_figures.say_came(town.home, COMMAND_LINE, HELD.id, None, AFTER)
    assert await town.came() == {"1506": 1}


@pytest.mark.parametrize("said", [{"9999": 1}, {"1506": -1}, {"1506": 20_001}, {"x|y": 3}])
async def test_numbers_that_cannot_be_right_are_refused(said: dict[str, int]):
    town = await Town().settle()
    with pytest.raises(Refused):
        await host_figures.say_came(town.home, COMMAND_LINE, HELD.id, said, AFTER)
    assert await town.came() == {}


@pytest.mark.parametrize("state", ["open", "cancelled"])
async def test_nothing_is_said_of_a_gathering_that_was_not_held(state: str):
    town = await Town().settle()
    gathering = replace(HELD, state=state)
    await town.home.store.run(lambda tx: tx.put(documents.GATHERINGS, HELD.id, gathering))
    town.at = HELD.begins - timedelta(minutes=1)
    with pytest.raises(Refused):
        await town.reads(there("bo"))
    with pytest.raises(Refused):
        await host_figures.say_came(town.home, COMMAND_LINE, HELD.id, {}, town.at)


@settings(max_examples=25)
@given(st.lists(st.one_of(st.sampled_from(NAMES), st.sets(st.sampled_from(NAMES))), max_size=6))
async def test_whatever_comes_in_whatever_order_each_counts_once(steps: list[Any]):
    """Taps, and reports of whoever it may be: who came is who tapped and who is in the last."""
    town = await Town().settle()
    tapped, reported = set[str](), set[str]()
    town.at = HELD.begins
    for step in steps:
        if isinstance(step, str):
            await town.taps(step)
            invited_or_reported = step != "per" or step in reported
            tapped |= {step} if invited_or_reported else set()
        else:
            await town.reads(*(there(name) for name in sorted(step)))
            reported = step
    came = await town.came()
    assert sum(came.values()) == len(tapped | reported)
    docs = await town.home.store.run(lambda tx: tx.find(documents.REPLIES, gathering=HELD.id))
    replies = [from_doc(Reply, doc) for _, doc in docs]
    assert sum(bool(each.came_at) for each in replies) == len(tapped | reported)
