"""Links to people's own data and to calendars, attacked by somebody who has every copy there is of
the store: a backup, an export, the file itself."""

from __future__ import annotations

import hmac
import json
import re
import sqlite3
import stat
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from bot.core import documents
from bot.core.gatherings import gathering as gatherings
from bot.core.gatherings.gathering import Gathering
from bot.core.moments import moment
from bot.core.pushes import seals
from bot.web.access.link_key import END
from tests.attacks.cast import NORTH
from tests.attacks.rig import Process, World, process, world
from tests.champion_world import LESSON
from tests.chat_client import MONDAY

pytestmark = pytest.mark.slow
GATHERING = "3f2a9c04b1d87e6655aa"
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as it:
        await it.store.run(_invite_kari)
        yield it


def _invite_kari(tx: Any) -> None:
    begins = moment(MONDAY + timedelta(days=2))
    called = Gathering(
        GATHERING, f"{NORTH}:bo", "Samling", begins, 60, "", "1506", "1506", ("1506",)
    )
    tx.put(documents.GATHERINGS, GATHERING, called)
    kari = f"{NORTH}:kari"
    tx.put(documents.REPLIES, f"{GATHERING}/{kari}", gatherings.invited(kari, called))


async def links_of(it: World) -> tuple[str, str]:
    """The addresses that kari has in her cards: her own data, and the calendar."""
    mine = (await it.tap("kari", "my-data")).card
    call = (await it.tap("kari", "gathering-answer", {"g": GATHERING, "answer": "yes"})).card
    return address_in(mine.card, "/my-data/"), address_in(call.card, "/calendar/")


def address_in(card: Any, path: str) -> str:
    found = re.search(rf"https://padriver\.example({path}[A-Za-z0-9._-]+)", json.dumps(card))
    assert found, json.dumps(card)[:2000]
    return found[1]


async def opens(it: World, *paths: str) -> list[int]:
    return [(await it.api(path, token="")).status for path in paths]


async def test_whoever_has_a_copy_of_the_store_can_make_no_link(it: World, tmp_path: Path) -> None:
    """The store's secrets are all tried as keys, in the forms that links have and have had."""
    assert await opens(it, *await links_of(it)) == [200, 200]
    keys = secrets_in(await copied(it, tmp_path))
    keys.add(it.services.secret)
    assert len(keys) >= 2
    kari, expires = it.key("kari"), int((MONDAY + timedelta(minutes=4)).timestamp())
    forged = [
        path
        for key in keys
        for path in (
            f"/my-data/{as_it_was(key, 'my-data', f'{expires}|{kari}')}",
            f"/calendar/{as_it_was(key, 'ics', f'{expires}|{GATHERING}/{kari}')}",
            f"/my-data/{as_it_is(key, 'my-data', f'{expires}|{kari}')}",
            f"/calendar/{as_it_is(key, 'ics', f'{expires}|{GATHERING}/{kari}')}",
        )
    ]
    assert set(await opens(it, *forged)) == {410}


async def test_no_copy_has_the_key_or_a_link_that_works(it: World, tmp_path: Path) -> None:
    mine, call = await links_of(it)
    key = (tmp_path / f"padriver.db{END}").read_text().strip()
    token, other = mine.rpartition("/")[2], call.rpartition("/")[2]
    for copy in await copied(it, tmp_path):
        content = copy.read_bytes()
        for secret in (key.encode(), bytes.fromhex(key), token.encode(), other.encode()):
            assert secret not in content, copy
        assert sha256(token.encode()).hexdigest().encode() not in content


async def test_an_address_says_nothing_of_whose_it_is(it: World) -> None:
    for address in await links_of(it):
        token = address.rpartition("/")[2]
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
        for known in (b"kari", NORTH.encode(), GATHERING.encode(), moment(MONDAY)[:10].encode()):
            assert known not in raw + token.encode()


async def test_a_link_to_ones_data_works_for_five_minutes_and_an_erased_persons_for_none(
    it: World,
) -> None:
    mine, call = await links_of(it)
    answer = await it.api(mine, token="")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    it.clock.ahead(minutes=4, seconds=59)
    assert await opens(it, mine) == [200]
    it.clock.ahead(seconds=1)
    assert await opens(it, mine, call) == [410, 200]
    mine, call = await links_of(it)
    await it.tap("kari", "erase-now")
    assert await opens(it, mine, call) == [410, 410]


async def test_a_link_serves_for_nothing_else_and_no_part_of_it_can_be_changed(it: World) -> None:
    mine, call = await links_of(it)
    token, other = mine.rpartition("/")[2], call.rpartition("/")[2]
    head = "A" if token[0] != "A" else "B"
    wrong = [
        f"/calendar/{token}", f"/my-data/{other}", f"/my-data/{head}{token[1:]}",
        f"/my-data/{token[:-1]}", f"/my-data/{token}A", f"/my-data/{token}.",
        f"/my-data/{token}%3D",
        f"/my-data/{token[:22]}{other[22:]}", f"/my-data/{token}{other}",
    ]  # fmt: skip
    assert set(await opens(it, *wrong)) == {410}


async def test_rotating_stops_every_link_of_before_while_the_bot_runs(tmp_path: Path) -> None:
    async with world(tmp_path) as it:
        await it.store.run(_invite_kari)
        before = await links_of(it)
        assert await opens(it, *before) == [200, 200]
        status, said = await it.bot.command("rotate-links")
        assert (status, said) == (
            0,
            "All links sent so far have stopped. A bot that runs knows it at once.\n",
        )
        assert await opens(it, *before) == [410, 410]
        after = await links_of(it)
        assert await opens(it, *after) == [200, 200]
        assert stat.S_IMODE((tmp_path / f"padriver.db{END}").stat().st_mode) == 0o600


async def test_a_restored_backup_has_another_key(tmp_path: Path) -> None:
    async with process(tmp_path) as it:
        assert "link_key" not in it.log
        key = (tmp_path / f"padriver.db{END}").read_text()
        assert key.strip() not in it.log
        copy = tmp_path / "copy.db"
        assert (await it.bot.command("backup", str(copy)))[0] == 0
        await it.bot.stop()
        for each in files_of(tmp_path):
            each.unlink()
        status, said = await it.bot.command("restore", str(copy))
        assert status == 0, said
        await it.bot.start()
        assert (tmp_path / f"padriver.db{END}").read_text() != key


async def test_the_bot_refuses_a_key_that_others_may_read(tmp_path: Path) -> None:
    async with process(tmp_path) as it:
        await it.bot.stop()
        (tmp_path / f"padriver.db{END}").chmod(0o644)
        status, said = await it.bot.command()
        assert status == 1
        assert "LINK_SECRET" in said
        assert "may be read or changed by others" in said
        status, said = await it.bot.command("check")
        assert status == 1
        assert "LINK_SECRET" in said


async def test_nothing_of_a_link_is_in_the_log(tmp_path: Path) -> None:
    """Neither of one that works, nor of those that fail in any way."""
    async with process(tmp_path) as it:
        token = "s3cret" * 20
        for path in (f"/my-data/{token}", f"/calendar/{token}", f"/my-data/{token}/x", f"/{token}"):
            assert await status_of(it, path) in (404, 410)
        assert "s3cret" not in it.log


async def test_the_stores_secret_makes_seals_but_a_seal_opens_nothing(it: World) -> None:
    """Somebody with a copy can give their own card a seal. They get a lesson that they could ask
    for, in their own chat, and nothing else comes of it."""
    secret, day = it.services.secret, timedelta(days=365)
    own = seals.sign(f"{NORTH}|{LESSON}|", "share", secret, MONDAY, day)
    other = seals.sign(
        f"22222222-2222-2222-2222-222222222222|{LESSON}|", "share", secret, MONDAY, day
    )
    for each in (own, other):
        await it.tap("kari", "share-start", {"seal": each}, room="19:g@thread.v2")
    await it.tick(minutes=1)
    assert {each.conversation for each in it.teams.delivered} <= {"c-kari"}
    assert await it.docs("shares", by=it.key("kari")) == []
    assert await opens(it, f"/my-data/{own}", f"/calendar/{own}") == [410, 410]


async def copied(it: World, folder: Path) -> list[Path]:
    """A backup, an export, and what lies on the disk beside it all (but for the key)."""
    backup, export = folder / "a-backup.db", folder / "an-export.json"
    for argv in (("backup", str(backup)), ("export", "--to", str(export))):
        status, said = await it.bot.command(*argv)
        assert status == 0, said
    return [backup, export, *files_of(folder)]


def files_of(folder: Path) -> list[Path]:
    """The store's own files, without the key beside them."""
    return [each for each in folder.glob("padriver.db*") if not each.name.endswith(END)]


async def status_of(it: Process, path: str) -> int:
    async with ClientSession() as session, session.get(f"{it.bot.address}{path}") as answer:
        return answer.status


def secrets_in(copies: list[Path]) -> set[bytes]:
    """Whatever in them may be a key: every text of 64 hexadecimal digits, and the file's own."""
    found = set()
    for copy in copies:
        content = copy.read_bytes()
        found |= {
            bytes.fromhex(each.decode()) for each in re.findall(rb"\b[0-9a-f]{64}\b", content)
        }
        found |= set(re.findall(rb"\b[0-9a-f]{64}\b", content))
        if content.startswith(b"SQLite format 3\0"):
            db = sqlite3.connect(f"file:{copy}?mode=ro&immutable=1", uri=True)
            for (name,) in db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).fetchall():
                for row in db.execute(f'SELECT * FROM "{name}" LIMIT 200'):  # noqa: S608 - its own names
                    found |= {each for each in row if isinstance(each, bytes) and len(each) == 32}
            db.close()
    return found


def as_it_was(key: bytes, purpose: str, body: str) -> str:
    """A link as earlier versions signed it, with the store's secret."""
    seal = hmac.new(key, b"link|%b|%b" % (purpose.encode(), body.encode()), sha256).digest()
    return f"{part(body.encode())}.{part(seal)}"


def as_it_is(key: bytes, purpose: str, body: str) -> str:
    """A link as it is made now, with that key."""
    cipher = AESSIV(hmac.digest(key, b"padriver links", "sha512"))
    return part(cipher.encrypt(body.encode(), [purpose.encode()]))


def part(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
