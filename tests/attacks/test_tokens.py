"""The door's tokens: who is let in and who is not, one request a case, against the whole bot."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import orjson
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.attacks.cast import NORTH, SOUTH, STRANGE
from tests.attacks.rig import APP, World, world
from tests.fakes.keyserver import ISSUER, rsa_key

pytestmark = pytest.mark.slow
IN = (201, "")
OURS = f"https://sts.windows.net/{NORTH}/"


@pytest.fixture
async def it(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as it:
        it.keys.published |= {"web": ("webchat",), "none": (), "unsaid": None}
        yield it


async def each_gets(it: World, cases: dict[str, tuple[Any, tuple[int, str]]]) -> None:
    """Every token (claims to change, or the token itself) is met as the table says, and whoever
    is refused changes nothing and is told nothing."""
    met = {}
    for n, (name, (told, _)) in enumerate(cases.items()):
        token = told if isinstance(told, str) else it.token(**told)
        answer = await it.knock(it.said(f"stranger{n}", "hei"), token)
        known = await it.person(f"stranger{n}") is not None
        heard = bool(it.sent_to(f"stranger{n}"))
        met[name] = (answer.status, answer.code, known, heard)
    assert met == {
        name: (*wanted, wanted == IN, wanted == IN) for name, (_, wanted) in cases.items()
    }


async def test_a_token_is_good_only_as_the_bot_framework_signs_it_for_this_bot(it: World) -> None:
    now = int(it.clock().timestamp())
    await each_gets(
        it,
        {
            "as it should be": ({}, IN),
            "without nbf": ({"nbf": None}, IN),
            "expired within the grace": ({"exp": now - 299}, IN),
            "not yet good within the grace": ({"nbf": now + 299}, IN),
            "with more claims": ({"appid": "x", "scp": "all", "tid": STRANGE}, IN),
            "no issuer": ({"iss": None}, (401, "wrong_issuer")),
            "an empty issuer": ({"iss": ""}, (401, "wrong_issuer")),
            "a list of issuers": ({"iss": [ISSUER]}, (401, "wrong_issuer")),
            "issuer with a slash": ({"iss": f"{ISSUER}/"}, (401, "wrong_issuer")),
            "another cloud's issuer": (
                {"iss": "https://api.botframework.us"},
                (401, "wrong_issuer"),
            ),
            "the bot's own token": (
                {"iss": OURS, "aud": "https://api.botframework.com"},
                (401, "wrong_issuer"),
            ),
            "the emulator's": ({"iss": OURS, "ver": "1.0", "appid": APP}, (401, "wrong_issuer")),
            "no audience": ({"aud": None}, (401, "wrong_audience")),
            "an empty audience": ({"aud": ""}, (401, "wrong_audience")),
            "another bot's": ({"aud": STRANGE}, (401, "wrong_audience")),
            "a list of audiences": ({"aud": [APP]}, (401, "wrong_audience")),
            "audience true": ({"aud": True}, (401, "wrong_audience")),
            "no end": ({"exp": None}, (401, "no_expiry")),
            "end in words": ({"exp": "2099"}, (401, "no_expiry")),
            "end true": ({"exp": True}, (401, "no_expiry")),
            "end before time": ({"exp": -1}, (401, "no_expiry")),
            "end beyond all time": ({"exp": 1e300}, (401, "no_expiry")),
            "begin in words": ({"nbf": "now"}, (401, "no_expiry")),
            "expired": ({"exp": now - 301}, (401, "expired")),
            "expired long ago": ({"exp": 0}, (401, "expired")),
            "not yet good": ({"nbf": now + 301}, (401, "not_yet")),
            "no service URL": ({"serviceurl": None}, (401, "no_service_url")),
            "an empty service URL": ({"serviceurl": ""}, (401, "no_service_url")),
            "a number of a service URL": ({"serviceurl": 7}, (401, "no_service_url")),
            "another service URL": (
                {"serviceurl": "http://127.0.0.1:1/x"},
                (403, "wrong_service_url"),
            ),
        },
    )


async def test_a_token_is_good_only_with_a_published_and_endorsed_key(it: World) -> None:
    head, body, tail = it.token().split(".")
    public = rsa_key("key-1").public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    claims = base64.urlsafe_b64decode(body + "==")
    own = {"alg": "RS256", "kid": "key-1", "jwk": it.keys.jwk("forged")}
    await each_gets(
        it,
        {
            "no token": ("", (401, "no_token")),
            "no form": ("x", (401, "bad_token")),
            "three empty parts": ("..", (401, "bad_token")),
            "all that a header may hold": ("x" * 8100, (401, "bad_token")),
            "no signature": (f"{head}.{body}.", (401, "bad_signature")),
            "another's signature": ({"key": "forged"}, (401, "bad_signature")),
            "a key nobody published": ({"kid": "made-up"}, (401, "unknown_key")),
            "a key id that is a path": (
                {"kid": "../../etc/passwd", "key": "x"},
                (401, "unknown_key"),
            ),
            "a key of webchat's": ({"kid": "web"}, (403, "not_endorsed")),
            "a key for nothing": ({"kid": "none"}, (403, "not_endorsed")),
            "a key that says nothing": ({"kid": "unsaid"}, (403, "not_endorsed")),
            "PS256": ({"alg": "PS256"}, (401, "bad_token")),
            "RS512": ({"alg": "RS512"}, (401, "bad_token")),
            "alg none": (unsigned(claims), (401, "bad_token")),
            "HS256 with the public key": (hs256(claims, pem), (401, "bad_token")),
            "HS256 that says RS256": (hs256(claims, pem, "RS256"), (401, "bad_signature")),
            "its own key in the header": (signed(claims, own, "forged"), (401, "bad_signature")),
            "no key id": (signed(claims, {"alg": "RS256"}), (401, "bad_token")),
            "a number for a key id": (hs256(claims, pem, "RS256", kid=7), (401, "bad_token")),
            "a list of claims": (signed(b"[]", {"kid": "key-1"}), (401, "bad_token")),
            "no claims at all": (signed(b"{}", {"kid": "key-1"}), (401, "wrong_issuer")),
            "changed claims": (f"{head}.{part(b'{}')}.{tail}", (401, "bad_signature")),
            "a signature cut short": (f"{head}.{body}.{tail[:-2]}", (401, "bad_signature")),
        },
    )


async def test_the_header_has_one_form(it: World) -> None:
    token, hello = it.token(), it.said("kari", "hei")
    wrong = {
        "no scheme": token,
        "basic": f"Basic {token}",
        "token": f"Token {token}",
        "two": f"Bearer {token} {token}",
        "comma": f"Bearer {token}, Bearer {token}",
    }
    met = {}
    for name, value in wrong.items():
        answer = await it.knock(hello, "", Authorization=value)
        met[name] = (answer.status, answer.headers.get("WWW-Authenticate"))
    assert met == dict.fromkeys(wrong, (401, "Bearer"))
    # A token in the address or in a form is none.
    async with it.client.post(f"/api/messages?access_token={token}", json=hello) as answer:
        assert answer.status == 401
    assert it.sent_to() == []


async def test_the_tenant_must_be_one_of_the_allowed(it: World) -> None:
    wanted = {NORTH: 201, SOUTH: 201, STRANGE: 403, "common": 403, f"{NORTH},{SOUTH}": 403}
    met = {tenant: (await it.say("kari", "hei", tenant=tenant)).status for tenant in wanted}
    assert met == wanted
    assert (await it.say("kari", "hei", tenant=NORTH.upper())).status == 201


async def test_a_token_that_was_good_ends_with_its_time_and_with_its_key(it: World) -> None:
    token = it.token()
    assert (await it.knock(it.said("kari", "hei"), token)).status == 201
    it.clock.now += timedelta(seconds=3600 + 301)
    assert (await it.knock(it.said("kari", "hei"), token)).code == "expired"
    again = it.token()
    assert (await it.knock(it.said("kari", "hei"), again)).status == 201
    it.keys.published = {"key-2": ("msteams",)}
    it.clock.now += timedelta(minutes=2)
    assert (await it.knock(it.said("kari", "hei"), it.token(kid="key-2"))).status == 201
    assert (await it.knock(it.said("kari", "hei"), again)).code == "unknown_key"


def part(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unsigned(claims: bytes) -> str:
    head = part(orjson.dumps({"alg": "none", "kid": "key-1"}))
    return f"{head}.{part(claims)}."


def hs256(claims: bytes, secret: bytes, says: str = "HS256", kid: Any = "key-1") -> str:
    said = f"{part(orjson.dumps({'alg': says, 'kid': kid}))}.{part(claims)}"
    return f"{said}.{part(hmac.new(secret, said.encode(), hashlib.sha256).digest())}"


def signed(claims: bytes, header: dict[str, Any], key: str = "key-1") -> str:
    return jwt.PyJWS().encode(claims, rsa_key(key), "RS256", headers=header)
