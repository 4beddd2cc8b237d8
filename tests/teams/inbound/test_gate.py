"""Who is let in: Microsoft's eight checks, ours on top, and the gaps of the stock validator."""

import base64
import json
from typing import Any

import jwt
import pytest

from bot.settings import TEAMS_HOSTS
from bot.teams.inbound.claims import Policy, check_activity, claims_of
from bot.teams.inbound.refusal import RequestRefusal
from bot.teams.outbound.hosts import Hosts
from tests.fakes import activities as act
from tests.fakes.keyserver import ISSUER, rsa_key

ISSUED_FOR_SENDING = "https://sts.windows.net/11111111-2222-3333-4444-555555555555/"


@pytest.fixture
def url(connector):
    return connector.url


@pytest.fixture
def knock(signed_bot, keys, url):
    """Post a message with a token whose claims a test may change; the status and the reason."""

    async def post(activity=None, *, token=None, **claims: Any) -> tuple[int, str]:
        told = keys.token(service_url=url, **claims) if token is None else token
        answer = await signed_bot.post(activity or act.said(url, "hei"), told)
        return answer.status, (await answer.json())["error"]["code"] if answer.status > 299 else ""

    return post


async def test_a_right_token_lets_the_turn_in(signed_bot, knock):
    assert await knock() == (201, "")
    assert [turn.text for turn in signed_bot.turns] == ["hei"]


# 1 and 2: a bearer token that is well-formed


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer" + "x" * 99])
async def test_without_a_bearer_token_nobody_gets_in(signed_bot, url, header):
    headers = {"Authorization": header} if header else {}
    answer = await signed_bot.post(act.said(url, "hei"), headers=headers)
    assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert signed_bot.turns == []


@pytest.mark.parametrize("token", ["x", "a.b.c", "...", "é.é.é", "eyJ9.e30.", "x" * 7000])
async def test_a_malformed_token_is_refused(knock, token):
    assert await knock(token=token) == (401, "bad_token")


async def test_the_scheme_is_known_in_any_case(signed_bot, keys, url):
    headers = {"Authorization": "bearer " + keys.token(service_url=url)}
    assert (await signed_bot.post(act.said(url, "hei"), headers=headers)).status == 201


# 3 and 4: issuer and audience


@pytest.mark.parametrize("iss", [None, "", "https://api.botframework.us", ISSUED_FOR_SENDING, 7])
async def test_only_the_bot_framework_issues_tokens(knock, iss):
    assert await knock(iss=iss) == (401, "wrong_issuer")


async def test_the_bots_own_outgoing_token_sent_back_does_not_pass(knock):
    """The stock validator takes the emulator's issuers everywhere, and so this token too."""
    assert await knock(iss=ISSUED_FOR_SENDING, aud="https://api.botframework.com") == (
        401,
        "wrong_issuer",
    )


@pytest.mark.parametrize("aud", [None, "other", "APP", ["app"], ""])
async def test_a_token_for_another_bot_is_refused(knock, aud):
    assert await knock(aud=aud) == (401, "wrong_audience")


# 5: time


async def test_an_expired_token_is_refused_after_five_minutes_of_grace(knock, clock):
    now = clock().timestamp()
    assert await knock(exp=now - 299) == (201, "")
    assert await knock(exp=now - 301) == (401, "expired")


async def test_a_token_from_the_future_is_refused_beyond_five_minutes(knock, clock):
    now = clock().timestamp()
    assert await knock(nbf=now + 299) == (201, "")
    assert await knock(nbf=now + 301) == (401, "not_yet")


@pytest.mark.parametrize("exp", [None, "soon", True, -1, 1e300])
async def test_a_token_must_say_when_it_ends(knock, exp):
    """The stock validator does not ask for it."""
    assert await knock(exp=exp) == (401, "no_expiry")


# 6: the signature


async def test_a_token_signed_with_another_key_is_refused(knock):
    assert await knock(key="forged") == (401, "bad_signature")


async def test_a_changed_claim_breaks_the_signature(knock, keys, url):
    head, _, tail = keys.token(service_url=url).split(".")
    body = base64.urlsafe_b64encode(json.dumps({"aud": "app"}).encode()).decode().rstrip("=")
    assert await knock(token=f"{head}.{body}.{tail}") == (401, "bad_signature")


@pytest.mark.parametrize("alg", ["RS512", "PS256"])
async def test_only_rs256_is_accepted(knock, alg):
    assert await knock(alg=alg) == (401, "bad_token")


async def test_a_token_without_a_signature_is_refused(knock, url):
    unsigned = jwt.PyJWS().encode(b"{}", "", algorithm="none", headers={"kid": "key-1"})
    assert await knock(token=unsigned) == (401, "bad_token")


async def test_the_public_key_is_no_secret_to_sign_with(knock):
    """The classic confusion: HS256 with the published key as the secret."""
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"key-1"}').decode().rstrip("=")
    assert await knock(token=f"{head}.e30.c2ln") == (401, "bad_token")


async def test_a_token_without_a_key_id_is_refused(knock):
    token = jwt.PyJWS().encode(b"{}", rsa_key("key-1"), "RS256")
    assert await knock(token=token) == (401, "bad_token")


@pytest.mark.parametrize("payload", [b"[]", b"x", b"\xff"])
async def test_a_signed_payload_that_is_no_object_is_refused(knock, payload):
    token = jwt.PyJWS().encode(payload, rsa_key("key-1"), "RS256", headers={"kid": "key-1"})
    status, _ = await knock(token=token)
    assert status == 401


# 7: the service URL


async def test_the_tokens_service_url_must_be_the_activitys(knock):
    assert await knock(serviceurl="http://127.0.0.1:1/other") == (403, "wrong_service_url")


async def test_a_trailing_slash_makes_no_difference(knock, url):
    assert await knock(act.said(url + "/", "hei")) == (201, "")


async def test_case_in_scheme_and_host_makes_no_difference_and_in_the_path_it_does(knock, url):
    shouted = url.replace("http", "HTTP")
    assert await knock(act.said(shouted, "hei")) == (201, "")
    assert await knock(serviceurl=f"{shouted}/") == (201, "")
    path = url.replace("/teams", "/Teams")
    assert await knock(act.said(path, "hei")) == (403, "wrong_service_url")


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("https://SMBA.TrafficManager.net/emea/", "https://smba.trafficmanager.net/emea"),
        ("https://smba.trafficmanager.net:443/emea", "HTTPS://smba.trafficmanager.net/emea//"),
    ],
)
def test_two_spellings_of_one_service_url_are_the_same(claim, said):
    policy = Policy("app", ISSUER, frozenset({"msteams"}), frozenset(), Hosts(TEAMS_HOSTS), False)
    payload = {"iss": ISSUER, "aud": "app", "exp": 9e9, "serviceurl": claim}
    claims = claims_of(payload, frozenset({"msteams"}), policy)
    assert check_activity(act.said(said, "hei"), claims, policy) is None
    other = act.said("https://smba.trafficmanager.net/EMEA", "hei")
    assert check_activity(other, claims, policy) == RequestRefusal(403, "wrong_service_url")


async def test_an_activity_without_a_service_url_is_a_bad_request(knock, url):
    """The stock validator skips the check then."""
    assert await knock({**act.said(url, "hei"), "serviceUrl": None}) == (400, "no_service_url")


@pytest.mark.parametrize("claim", [None, "", 7])
async def test_a_token_without_a_service_url_is_refused(knock, claim):
    assert await knock(serviceurl=claim) == (401, "no_service_url")


# 8: endorsements


async def test_the_key_must_be_endorsed_for_the_channel(knock, keys):
    keys.published["key-2"] = ("webchat",)
    assert await knock(kid="key-2") == (403, "not_endorsed")


async def test_a_key_that_lists_no_endorsements_endorses_nothing(knock, keys):
    """The stock validator takes it for every channel."""
    keys.published["key-3"] = None
    keys.published["key-4"] = ()
    assert await knock(kid="key-3") == (403, "not_endorsed")
    assert await knock(kid="key-4") == (403, "not_endorsed")


# Ours on top


@pytest.mark.parametrize(
    ("channel", "refused"),
    [
        (None, (400, "no_channel")),
        (7, (400, "no_channel")),
        ("webchat", (403, "wrong_channel")),
        ("emulator", (403, "wrong_channel")),
    ],
)
async def test_a_channel_is_required_and_it_is_teams(knock, url, channel, refused):
    """The stock validator skips the endorsements when there is none."""
    assert await knock({**act.said(url, "hei"), "channelId": channel}) == refused


@pytest.mark.parametrize(
    ("tenant", "refused"),
    [
        ("99999999-0000-0000-0000-000000000000", (403, "wrong_tenant")),
        ("", (400, "no_tenant")),
        (None, (400, "no_tenant")),
        (7, (403, "bad_tenant")),
    ],
)
async def test_another_tenant_or_none_is_refused(knock, url, tenant, refused):
    stranger = act.said(
        url, "hei", channelData={"tenant": {"id": tenant}}, conversation={"id": "a"}
    )
    assert await knock(stranger) == refused


async def test_a_service_url_outside_the_list_is_refused_even_with_a_good_token(knock):
    evil = "https://evil.example/teams"
    assert await knock(act.said(evil, "hei"), serviceurl=evil) == (403, "wrong_host")


async def test_the_token_is_checked_before_the_body_is_read(signed_bot):
    """Half a megabyte of nonsense from a stranger costs nothing: 401, not 413 or 400."""
    answer = await signed_bot.post(data=b"{" * 524_288, headers={"Content-Type": "text/html"})
    assert answer.status == 401


async def test_a_verified_token_is_not_verified_again_but_still_compared(knock, keys, clock, url):
    token = keys.token(service_url=url)
    assert await knock(token=token) == (201, "")
    assert await knock(act.said("http://127.0.0.1:1/x", "hei"), token=token) == (
        403,
        "wrong_service_url",
    )
    assert await knock({**act.said(url, "x"), "channelId": "webchat"}, token=token) == (
        403,
        "wrong_channel",
    )
    clock.ahead(seconds=3600 + 301)
    assert await knock(token=token) == (401, "expired")


async def test_a_remembered_token_ends_with_the_key_that_signed_it(knock, keys, clock, url):
    token = keys.token(service_url=url)
    assert await knock(token=token) == (201, "")
    del keys.published["key-1"]
    keys.published["key-2"] = ("msteams",)
    clock.ahead(minutes=2)
    assert await knock(kid="key-2") == (201, "")
    assert await knock(token=token) == (401, "unknown_key")


async def test_a_refusal_never_repeats_what_was_sent(signed_bot, keys, url):
    token = keys.token(service_url=url)
    answer = await signed_bot.post({**act.said(url, "hemmelig"), "channelId": "hemmelig"}, token)
    assert "hemmelig" not in await answer.text()
