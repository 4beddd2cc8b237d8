"""The key server's bad days: known keys go on, unknown ones never pass, and it is not flooded."""

import asyncio

import aiohttp
import pytest

from bot.teams.inbound.keys import Key, Keys, keys_in
from bot.teams.inbound.refusal import RequestRefusal

MISSING = RequestRefusal(401, "unknown_key")
DOWN = RequestRefusal(503, "keys_unavailable", wait=5)


@pytest.fixture
async def ring(keys, clock):
    async with Keys(keys.url, clock, aiohttp.ClientSession) as ring:
        yield ring


async def test_a_key_is_fetched_when_first_needed_and_kept(ring, keys):
    assert isinstance(await ring.find("key-1"), Key)
    await ring.find("key-1")
    assert keys.fetches == 1


async def test_an_unknown_key_triggers_one_fetch_for_all_who_wait(ring, keys, clock):
    await ring.find("key-1")
    clock.ahead(minutes=5)
    keys.published["key-2"] = ("msteams",)
    keys.awake.clear()
    waiting = [asyncio.ensure_future(ring.find("key-2")) for _ in range(50)]
    await asyncio.sleep(0)
    keys.awake.set()
    found = await asyncio.gather(*waiting)
    assert all(isinstance(each, Key) for each in found)
    assert keys.fetches == 2


async def test_made_up_key_ids_cost_one_fetch_a_minute(ring, keys, clock):
    for number in range(100):
        assert await ring.find(f"made-up-{number}") == MISSING
    assert keys.fetches == 1
    clock.ahead(seconds=61)
    assert await ring.find("made-up") == MISSING
    assert keys.fetches == 2


async def test_known_keys_go_on_while_the_key_server_is_down(ring, keys, clock):
    await ring.find("key-1")
    keys.status = 503
    clock.ahead(minutes=5)
    assert await ring.find("key-2") == DOWN
    assert isinstance(await ring.find("key-1"), Key)


async def test_after_a_failure_it_is_left_alone_for_five_seconds_and_then_asked_again(
    ring, keys, clock
):
    keys.status = 500
    assert await ring.find("key-1") == DOWN
    keys.status = 200
    assert await ring.find("key-1") == DOWN
    assert keys.fetches == 0
    clock.ahead(seconds=5)
    assert isinstance(await ring.find("key-1"), Key)


async def test_keys_are_renewed_once_a_day_without_anyone_waiting(ring, keys, clock):
    await ring.find("key-1")
    clock.ahead(hours=25)
    keys.awake.clear()
    assert isinstance(await ring.find("key-1"), Key)
    keys.awake.set()
    keys.published["key-2"] = ("msteams",)
    assert isinstance(await ring.find("key-2"), Key)
    assert keys.fetches == 2


async def test_a_key_that_is_no_longer_published_is_forgotten(ring, keys, clock):
    await ring.find("key-1")
    keys.published = {"key-2": ("msteams",)}
    clock.ahead(minutes=5)
    await ring.find("key-2")
    assert await ring.find("key-1") == MISSING


@pytest.mark.parametrize("garbage", [b"", b"{", b"[]", b"{}", b'{"jwks_uri":7}', b" " * 1_100_000])
async def test_a_key_server_that_speaks_nonsense_counts_as_down(ring, keys, garbage):
    keys.garbage = garbage
    assert await ring.find("key-1") == DOWN


async def test_keys_are_taken_over_https_or_from_the_same_host(ring, keys):
    keys.jwks_uri = "http://example.org/keys"
    assert await ring.find("key-1") == DOWN


async def test_an_empty_key_set_counts_as_down(ring, keys):
    keys.published = {}
    assert await ring.find("key-1") == DOWN


async def test_unusable_keys_are_left_out_and_the_others_kept(ring, keys):
    weak = {**keys.jwk("key-1"), "kid": "weak"}
    weak["n"] = "AQAB"
    keys.extra = [None, 7, {}, {"kid": "x"}, {"kid": "y", "kty": "EC"}, {"kid": "z", "kty": "RSA"}]
    keys.extra += [weak, {"kid": "oct", "kty": "oct", "k": "c2VjcmV0"}]
    assert isinstance(await ring.find("key-1"), Key)
    for kid in ("x", "y", "z", "weak", "oct"):
        assert await ring.find(kid) == MISSING


def test_a_key_of_1024_bits_is_too_weak(keys):
    assert keys_in({"keys": [keys.jwk("small", 1024)]}) == {}


async def test_before_it_is_opened_nobody_passes(keys, clock):
    assert await Keys(keys.url, clock, aiohttp.ClientSession).find("key-1") == DOWN


async def test_an_unknown_key_while_the_server_is_down_is_told_when_to_come_back(
    signed_bot, keys, connector
):
    keys.status = 500
    answer = await signed_bot.post({}, keys.token(service_url=connector.url))
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert signed_bot.turns == []


async def test_closing_does_not_wait_for_a_key_server_that_hangs(keys, clock):
    keys.awake.clear()
    async with Keys(keys.url, clock, aiohttp.ClientSession) as ring:
        waiting = asyncio.ensure_future(ring.find("key-1"))
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await waiting
    keys.awake.set()
