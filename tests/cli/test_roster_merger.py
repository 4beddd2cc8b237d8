"""The roster after a merger with a new e-mail domain: nobody is lost, and nobody is ended who has
not left."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from bot.actions.people.email_index import mail_key, of_person, remember
from bot.actions.people.records import find
from bot.core import documents
from bot.errors import Refused
from bot.store import MemoryStore
from tests.cli.merger import AFTER, BEFORE, MERGED, Municipal, Worker

PEOPLE = 200  # 46 of them in the two municipalities that merge and change domain, half known
LEFT = "--apply --missing-left 2020-01-15"


@pytest.fixture
async def town(tmp_path):
    async with MemoryStore() as store:
        town = Municipal(tmp_path, store, PEOPLE)
        await town.rolled_out()
        yield town


async def ended(town: Municipal) -> list[Worker]:
    found = await town.store.run(lambda tx: [find(tx, each.key) for each in town.workers])
    return [w for w, each in zip(town.workers, found, strict=True) if each and each.left_on]


async def expected(town: Municipal) -> int:
    return sum((await town.store.run(lambda tx: tx.counts("expected|"))).values())


async def addresses(town: Municipal, worker: Worker) -> int:
    return len(await town.store.run(lambda tx: of_person(tx, worker.key)))


async def found_and_ended(town: Municipal) -> None:
    lines, merged, left = town.lines_after(), len(town.merged), len(town.leavers)
    assert await town.run(lines) == 0
    assert f"{merged - left} look like people known or awaited under a former" in town.out
    assert "nesset.kommune.no -> molde.kommune.no: " in town.out
    assert f"{merged} are on the roster of these municipalities, not in this file" in town.out
    with pytest.raises(Refused, match=rf"{merged} would be ended: {merged} of .* in 1506 Molde"):
        await town.run(lines, LEFT)
    with pytest.raises(Refused, match=f"{merged - left} of them look like people"):
        await town.run(lines, f"{LEFT} --expect {left}")
    assert await ended(town) == []
    options = f"{LEFT} --same-people --expect {left}"
    assert await town.run(lines, options) == 0
    assert town.out.endswith("Done.\n")
    assert f"{left} are on the roster of these municipalities, not in this file" in town.out
    assert await town.run(lines, options) == 0
    assert "look like" not in town.out
    assert "not in this file" not in town.out
    assert await ended(town) == town.leavers
    assert await expected(town) == sum(not e.known for e in town.workers), "each waits once"


@pytest.mark.slow
async def test_those_with_a_new_address_are_found_and_only_who_left_is_ended(town):
    await found_and_ended(town)


@pytest.mark.slow
async def test_the_running_bot_does_the_same(town):
    async with town.bot():
        await found_and_ended(town)


async def test_a_renumbering_is_no_move_and_moves_say_from_where_to_where(town):
    some = [each for each in town.workers if each.number == "1502" and each.known]
    lines = [each.after(unit="Skåla NAV") if each in some[:3] else each.after() for each in some]
    assert await town.run(lines) == 0
    assert f"in it: {len(some)} people in 1 municipality and 8 units" in town.out
    assert "1502 Molde -> 1506 Molde: " in town.out
    assert "3 move to another unit" in town.out
    assert "Enhet 0, Molde -> Skåla NAV, Molde: 1 (row 2)" in town.out


async def test_an_import_without_the_answer_joins_nobody_and_one_with_it_mends_that(town):
    lines = [each.after() for each in town.workers]
    assert await town.run(lines, "--apply") == 0
    assert await expected(town) == sum(not e.known for e in town.workers) + len(town.merged)
    assert await town.run(lines, "--apply --same-people") == 0
    assert await expected(town) == sum(not each.known for each in town.workers)
    assert {await addresses(town, each) for each in town.merged if each.known} == {2}


async def test_a_champion_who_waits_stays_one_under_the_new_address(town):
    assert (
        await town.run([each.after(role="") for each in town.merged], "--apply --same-people") == 0
    )
    rows = await town.store.run(
        lambda tx: [
            doc for n in ("1506", *MERGED) for _, doc in tx.find(documents.PENDING, municipality=n)
        ]
    )
    awaited = [each for each in town.merged if not each.known]
    assert len(rows) == len(awaited)
    assert sum(e["role"] == "champion" for e in rows) == sum(e.role != "" for e in awaited) > 0


async def test_who_could_be_several_people_is_joined_to_nobody_and_ends_nobody(town):
    known = [each for each in town.merged if each.known]
    one, twice, other = known[0], known[1], known[-1]
    home = await town.home()
    key = mail_key(home, f"person{one.n}@midsund.kommune.no")
    await home.store.run(lambda tx: remember(tx, other.key, key))
    lines = [one.after(), twice.after(), twice.line(number="1506")]
    assert await town.run(lines, "--apply --same-people") == 0
    assert "row 2: could be one of several people" in town.out
    assert "row 3: looks like the person of row 4" in town.out
    assert [await addresses(town, each) for each in (one, twice, other)] == [1, 1, 2]
    lines = [each.after() for each in town.workers if each.n != other.n]
    with pytest.raises(Refused, match="2 of them look like people who are in the file"):
        await town.run(lines, f"{LEFT} --same-people")


async def test_the_day_is_the_running_bots_and_without_one_the_commands_own(town):
    lines = [each.after() for each in town.workers]
    town.own = BEFORE
    assert await town.run(lines) == 1
    assert "as of 2019-11-20" in town.out
    assert "1506 Molde does not begin before 2020-01-01" in town.out
    async with town.bot():
        assert await town.run(lines) == 0
    assert "as of 2020-01-15: 199 rows, today by the running bot's clock" in town.out


@pytest.mark.parametrize("running", [False, True], ids=["no bot", "a bot runs"])
async def test_a_leaving_date_to_come_is_refused_with_and_without_a_bot(town, running):
    async with town.bot() if running else nullcontext():
        with pytest.raises(Refused, match="--missing-left is a day that has come"):
            await town.run(town.lines_after(), "--missing-left 2020-01-16 --apply")


@pytest.mark.slow
async def test_the_running_bot_asks_teams_about_those_who_are_missing(town):
    """Somebody married: another name, and so another address, in a municipality that stays."""
    town.at = AFTER
    bride, *others = [each for each in town.workers if each.number == "1539" and each.known]
    town.messenger.emails[bride.entra] = "ny.berg@rauma.kommune.no"
    lines = [each.after() for each in town.workers if each not in (bride, others[0])]
    lines += [bride.line(mail="ny.berg@rauma.kommune.no")]
    with pytest.raises(Refused, match="No bot answers"):
        await town.run(lines, "--ask-teams")
    async with town.bot():
        assert await town.run(lines, "--ask-teams 3") == 0
        assert "NOTE  Teams was asked about 2 who are missing and answered about 1" in town.out
        assert "named by Teams -> rauma.kommune.no: 1 (row 199)" in town.out
        assert await town.run(lines, "--ask-teams 1 --same-people --apply") == 0
    assert await addresses(town, bride) == 2


async def test_nobody_is_called_missing_or_ended_before_teams_was_asked(town):
    """A new name at a new domain. Nobody had to think of asking, and what Teams says is true."""
    rauma = [each for each in town.workers if each.number == "1539"]
    bride, *others = [each for each in rauma if each.known]
    lines = [each.line() for each in rauma if each not in (bride, others[0])]
    lines += [bride.line(mail="ny.berg@rauma.example")]
    assert await town.run(lines) == 0
    assert "NOTE  Teams was not asked about 2 who are missing, since no bot is" in town.out
    async with town.bot():
        town.messenger.upns[bride.entra] = "ny.berg@rauma.example"
        assert await town.run(lines) == 0
        assert "1 are people whom Teams knows by a new address now" in town.out
        assert "1 are on the roster of these municipalities, not in this file" in town.out
        assert await town.run(lines, "--ask-teams 0") == 0
        assert "2 are on the roster of these municipalities, not in this file" in town.out
        assert await town.run(lines, LEFT) == 0
    assert await ended(town) == [others[0]]


async def test_long_lists_of_equal_faults_are_folded(town):
    lines = [each.after(number="9999" if n % 2 else "1502") for n, each in enumerate(town.workers)]
    assert await town.run(lines) == 1
    faults = [line for line in town.out.splitlines() if line.startswith("FAULT")]
    assert len(faults) == 8
    assert faults[3].startswith("FAULT and 97 more rows, kommune: 8, 10, 12")
    assert faults[3].endswith(", 46, ... Write 1506.")
