"""/api/v1/champions and /api/v1/operators: who has a role, the pending appointments, and changes to
the roles.

It names people, so that operators know whom to contact. It does not say what any of them has done,
and does not mention those who declined.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from aiohttp import web

from bot.actions.champions.appointments import AppointmentResult, Roll
from bot.core.actor import Actor
from bot.core.people.person import Person
from bot.core.people.roles import Role
from bot.errors import Refused
from bot.web.guard import Handler, actor_of, fail, sent

Rolled = Callable[[Actor], Awaitable[Roll]]
Appoint = Callable[[Actor, str, Sequence[str]], Awaitable[AppointmentResult | None]]
Dismiss = Callable[[Actor, str], Awaitable[AppointmentResult | None]]
People = Callable[[Actor], Awaitable[Sequence[Person]]]
Grant = Callable[[Actor, str, Role, Sequence[str]], Awaitable[AppointmentResult | None]]
_MOST: Final = 100


def every(roll: Rolled) -> Handler:
    """GET /api/v1/champions: {"champions": [...], "waiting": [...]}; `waiting` are those who have
    not answered yet."""

    async def handler(request: web.Request) -> web.Response:
        found = await roll(actor_of(request))
        waiting = [
            {**_named(each.person), "place": each.place, "by": each.by, "since": each.since}
            for each in found.waiting
        ]
        champions = [{**_named(each), "scope": list(each.scope)} for each in found.champions]
        return web.json_response({"champions": champions, "waiting": waiting})

    return handler


def appointing(appoint: Appoint) -> Handler:
    """POST /api/v1/champions/{tenant}/{entra}/appoint with {"places": ["1506/Name of the unit"]},
    or {}: {"person", "role", "scope", "changed", "empty"}. The handler raises `Refused` for a body
    of any other shape."""

    async def handler(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return fail(415, "not_json", "Send application/json.")
        places = _places(await sent(request))
        return _done(await appoint(actor_of(request), _key(request), places))

    return handler


def dismissing(dismiss: Dismiss) -> Handler:
    """POST /api/v1/champions/{tenant}/{entra}/dismiss: the same answer as `appointing`."""

    async def handler(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return fail(415, "not_json", "Send application/json.")
        return _done(await dismiss(actor_of(request), _key(request)))

    return handler


def operators(everyone: People) -> Handler:
    """GET /api/v1/operators: {"operators": [{"person", "name", "role", "scope"}]}, with readers; a
    scope of [] is everything in their tenant."""

    async def handler(request: web.Request) -> web.Response:
        found = await everyone(actor_of(request))
        shown = [{**_named(e), "role": str(e.role), "scope": list(e.scope)} for e in found]
        return web.json_response({"operators": shown})

    return handler


def granting(grant: Grant) -> Handler:
    """POST /api/v1/operators/{tenant}/{entra}/appoint with {"role": "operator" or "reader",
    "places": ["1506"]}: the same answer as `appointing`. Without a role it is operator, without
    places everything. The handler raises `Refused` for a body of any other shape."""

    async def handler(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return fail(415, "not_json", "Send application/json.")
        body = await sent(request)
        places = _places(body)
        return _done(await grant(actor_of(request), _key(request), _role(body), places))

    return handler


def _role(body: Mapping[str, Any]) -> Role:
    role = body.get("role", Role.OPERATOR)
    if role not in set(Role):
        raise Refused(why="The role is operator or reader.")
    return Role(role)


def _key(request: web.Request) -> str:
    return f"{request.match_info['tenant']}:{request.match_info['entra']}".lower()


def _places(body: Any) -> list[str]:
    places = body.get("places", []) if isinstance(body, dict) else None
    if isinstance(places, list) and len(places) <= _MOST:
        found = [each for each in places if isinstance(each, str)]
        if len(found) == len(places):
            return found
    raise Refused(why='Send {"places": ["1506/Name of the unit"]}, or {}.')


def _done(done: AppointmentResult | None) -> web.Response:
    if done is None:
        return fail(404, "unknown_person", "The bot does not know this person yet.")
    person = done.person
    facts = {"scope": list(person.scope), "changed": done.changed, "empty": list(done.empty)}
    return web.json_response({"person": _named(person)["person"], "role": person.role} | facts)


def _named(person: Person) -> dict[str, str]:
    return {"person": f"{person.tenant}/{person.entra}", "name": person.name}
