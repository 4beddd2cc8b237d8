"""A key server: it publishes real RSA keys, and signs with them what a test asks for."""

import asyncio
from functools import cache
from typing import Any

import jwt
import orjson
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.fakes.server import FakeServer

ISSUER = "https://api.botframework.com"
TEAMS = ("msteams", "webchat")


def rsa_key(name: str, bits: int = 2048) -> rsa.RSAPrivateKey:
    """A key for each name; made once, since making one takes long."""
    return _made(name, bits)


@cache
def _made(_: str, bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


class FakeKeyServer(FakeServer):
    """`published` are the keys by id, with their endorsements; `fetches` counts key sets served.

    `status` other than 200 and `garbage` make it ill; clear `awake` and it hangs.
    """

    def __init__(self, clock: Any) -> None:
        self._clock = clock
        self.published: dict[str, tuple[str, ...] | None] = {"key-1": TEAMS}
        self.fetches = 0
        self.status = 200
        self.garbage: bytes | None = None
        self.jwks_uri = ""
        self.extra: list[Any] = []
        self.awake = asyncio.Event()
        self.awake.set()

    @property
    def url(self) -> str:
        return f"{self.root}/v1/.well-known/openidconfiguration"

    def routes(self, app: web.Application) -> None:
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/keys", self._keys)

    def token(
        self,
        app_id: str = "app",
        service_url: str = "",
        *,
        kid: str = "key-1",
        key: str = "",
        alg: str = "RS256",
        **changes: Any,
    ) -> str:
        """A token as the Bot Framework signs it; a claim changed to None is left out."""
        now = int(self._clock().timestamp())
        claims = {
            "iss": ISSUER,
            "aud": app_id,
            "nbf": now - 60,
            "exp": now + 3600,
            "serviceurl": service_url,
            **changes,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        signer = rsa_key(key or kid)
        return jwt.PyJWS().encode(orjson.dumps(claims), signer, algorithm=alg, headers={"kid": kid})

    async def _metadata(self, _: web.Request) -> web.Response:
        await self.awake.wait()
        if self.garbage is not None:
            return web.Response(body=self.garbage)
        uri = self.jwks_uri or f"{self.root}/keys"
        return web.json_response({"issuer": ISSUER, "jwks_uri": uri}, status=self.status)

    async def _keys(self, _: web.Request) -> web.Response:
        self.fetches += 1
        return web.json_response({"keys": [*map(self.jwk, self.published), *self.extra]})

    def jwk(self, kid: str, bits: int = 2048) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(rsa_key(kid, bits).public_key(), as_dict=True)
        endorsements = self.published.get(kid)
        told = {} if endorsements is None else {"endorsements": list(endorsements)}
        return {**public, "kid": kid, "use": "sig", **told}
