"""The bot's own token: one for all, renewed early, by one request at a time."""

import asyncio

import aiohttp
import pytest

from bot.teams.inbound.claims import issuer_for, scope_for
from bot.teams.outbound.tokens import TokenRefusedError, Tokens, client_secret, managed_identity

SCOPE = "https://api.botframework.com/.default"


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def source(session, tokens, clock):
    source = Tokens(client_secret(session, tokens.url, "app", "secret", SCOPE, clock), clock)
    yield source
    await source.close()


async def settled(tokens, given):
    """Until the server has given that many: renewals go on in the background."""
    while tokens.given < given:
        await asyncio.sleep(0)
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_client_secret_is_exchanged_for_a_token(source, tokens):
    assert await source.get() == "token-1"
    assert tokens.asked[0]["form"] == {
        "grant_type": "client_credentials",
        "client_id": "app",
        "client_secret": "secret",
        "scope": SCOPE,
    }


async def test_a_hundred_sends_wait_for_one_request(source, tokens):
    assert set(await asyncio.gather(*(source.get() for _ in range(100)))) == {"token-1"}
    assert tokens.given == 1


async def test_a_token_is_renewed_early_while_sends_go_on_with_it(source, tokens, clock):
    await source.get()
    clock.ahead(minutes=51)
    assert await source.get() == "token-1", "nobody waits"
    await settled(tokens, 2)
    assert await source.get() == "token-2"


async def test_an_expired_token_is_never_used(source, tokens, clock):
    await source.get()
    clock.ahead(hours=2)
    assert await source.get() == "token-2"


async def test_a_failed_renewal_leaves_the_old_token_in_use(source, tokens, clock):
    await source.get()
    tokens.refusals.append(503)
    clock.ahead(minutes=51)
    assert await source.get() == "token-1"
    while len(tokens.asked) < 2:
        await asyncio.sleep(0)
    await settled(tokens, 1)
    assert await source.get() == "token-1"
    clock.ahead(seconds=5)
    await source.get()
    await settled(tokens, 2)
    assert await source.get() == "token-2"


async def test_a_refused_secret_says_so_and_is_not_asked_for_again_at_once(source, tokens, clock):
    tokens.refusals.append(401)
    for _ in range(3):
        with pytest.raises(TokenRefusedError) as told:
            await source.get()
        assert (told.value.why, told.value.permanent) == ("401", True)
    assert len(tokens.asked) == 1
    clock.ahead(seconds=5)
    assert await source.get() == "token-1"


async def test_a_token_server_that_is_away_is_a_passing_fault(session, clock):
    source = Tokens(client_secret(session, "http://127.0.0.1:1/", "a", "b", SCOPE, clock), clock)
    with pytest.raises(TokenRefusedError) as told:
        await source.get()
    assert not told.value.permanent


async def test_a_token_that_the_connector_refuses_is_replaced(source, tokens):
    await source.get()
    source.refuse("an older one")
    assert await source.get() == "token-1"
    source.refuse("token-1")
    assert await source.get() == "token-2"


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"access_token": "x"},
        {"access_token": 7, "expires_in": 1},
        {"access_token": "a\nb", "expires_in": 9},
    ],
)
async def test_an_unreadable_answer_is_no_token(source, tokens, answer):
    tokens.garbage = answer
    with pytest.raises(TokenRefusedError):
        await source.get()


async def test_app_service_gives_a_managed_identitys_token(session, tokens, clock):
    """expires_on is text there, in seconds since 1970."""
    tokens.on = True
    fetch = managed_identity(session, "app", SCOPE, clock, tokens.url, "header-secret")
    token = await fetch()
    assert (token.text, (token.expires - clock()).total_seconds()) == ("token-1", 3600)
    [asked] = tokens.asked
    assert asked["headers"]["X-IDENTITY-HEADER"] == "header-secret"
    assert asked["form"] == {
        "api-version": "2019-08-01",
        "resource": "https://api.botframework.com",
        "client_id": "app",
    }


async def test_a_virtual_machine_gives_one_too(session, tokens, clock, monkeypatch):
    monkeypatch.setattr("bot.teams.outbound.tokens._IMDS", tokens.url)
    assert (await managed_identity(session, "app", SCOPE, clock)()).text == "token-1"
    [asked] = tokens.asked
    assert asked["headers"]["Metadata"] == "true"
    assert asked["form"]["api-version"] == "2018-02-01"


async def test_closing_does_not_wait_for_a_renewal(source, clock):
    waiting = asyncio.ensure_future(source.get())
    await asyncio.sleep(0)
    await source.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting


def test_the_american_governments_cloud_has_its_own_names():
    gov = "https://login.botframework.azure.us/v1/.well-known/openidconfiguration"
    assert issuer_for(gov) == "https://api.botframework.us"
    assert scope_for(gov) == "https://api.botframework.us/.default"
    assert issuer_for("https://login.botframework.com/v1/x") == "https://api.botframework.com"
