"""Who sent this: turns a bearer token into `Claims`, or a named refusal. Nothing here raises.

A verified token is remembered until the signing keys change: looking it up takes 1 µs, verifying
it 66 µs. Its times are checked on every request, and its other claims against every activity.
"""

from __future__ import annotations

from typing import Any, Final

import jwt
import orjson

from bot.ports import Clock
from bot.teams.inbound.claims import Claims, Policy, check_time, claims_of
from bot.teams.inbound.keys import Key, Keys
from bot.teams.inbound.refusal import RequestRefusal
from bot.teams.recent import Recent

_MAX_TOKEN: Final = 8192
_REMEMBERED: Final = 500


class Gate:
    def __init__(self, policy: Policy, keys: Keys, clock: Clock) -> None:
        self._policy = policy
        self._keys = keys
        self._clock = clock
        self._verified: Recent[str, tuple[int, Claims]] = Recent(_REMEMBERED)
        self._jws = jwt.PyJWS(algorithms=["RS256"])

    async def admit(self, authorization: str | None) -> Claims | RequestRefusal | None:
        """The claims of an Authorization header; None in local mode, which requires no token.

        401 unless it is a bearer token, signed with RS256 by one of the Bot Framework's keys,
        meant for this bot and valid now; 503 when the key server cannot be reached.
        """
        if not self._policy.app_id:
            return None
        known = self._verified.get(authorization or "")
        if known is not None and known[0] == self._keys.generation:
            claims: Claims | RequestRefusal = known[1]
        else:
            claims = await self._verify(authorization or "")
        if isinstance(claims, RequestRefusal):
            return claims
        return check_time(claims, self._clock().timestamp()) or claims

    async def _verify(self, authorization: str) -> Claims | RequestRefusal:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > _MAX_TOKEN:
            return RequestRefusal(401, "no_token")
        kid = self._kid(token)
        if kid is None:
            return RequestRefusal(401, "bad_token")
        key = await self._keys.find(kid)
        if isinstance(key, RequestRefusal):
            return key
        claims = self._read(token, key)
        if isinstance(claims, Claims):
            self._verified.put(authorization, (self._keys.generation, claims))
        return claims

    def _kid(self, token: str) -> str | None:
        """The id of the signing key; None unless the token is well-formed and says RS256."""
        try:
            header: dict[str, Any] = self._jws.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError):
            return None
        kid = header.get("kid")
        return kid if header.get("alg") == "RS256" and isinstance(kid, str) else None

    def _read(self, token: str, key: Key) -> Claims | RequestRefusal:
        try:
            payload = orjson.loads(self._jws.decode(token, key.public, algorithms=["RS256"]))
        except (jwt.PyJWTError, ValueError):
            return RequestRefusal(401, "bad_signature")
        if not isinstance(payload, dict):
            return RequestRefusal(401, "bad_token")
        return claims_of(payload, key.endorsements, self._policy)
