"""The scope that each route asks for: one table. A route that is not in it refuses to start."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, auto
from typing import Final

from bot.errors import NoScope


class Scope(StrEnum):
    """What a token may be used for. None of them includes another."""

    METRICS = auto()  # read how the bot is doing: counts that say nothing about anybody
    FIGURES = auto()  # read reports, with small groups hidden
    OPERATE = auto()  # read about single people, and change things


OPEN: Final = None
"""No token is asked for: it is for anyone, or the address itself carries a signature."""

SCOPES: Final[Mapping[str, Scope | None]] = {
    "POST /api/messages": OPEN,  # the door checks the Bot Framework's tokens itself
    "GET /healthz": OPEN,
    "GET /readyz": OPEN,
    "GET /about": OPEN,
    "GET /about/{language}": OPEN,
    "GET /privacy": OPEN,
    "GET /privacy/{language}": OPEN,
    "GET /terms": OPEN,
    "GET /terms/{language}": OPEN,
    "GET /pictures/{name}": OPEN,
    "GET /calendar/{token}": OPEN,  # signed
    "GET /my-data/{token}": OPEN,  # signed, for 15 minutes
    "GET /metrics": Scope.METRICS,
    "GET /api/v1/health": Scope.METRICS,
    "GET /api/v1/sending": Scope.METRICS,
    "GET /api/v1/municipalities": Scope.FIGURES,
    "GET /api/v1/municipalities/{number}": Scope.FIGURES,
    "GET /api/v1/plans": Scope.FIGURES,
    "GET /api/v1/coverage": Scope.FIGURES,
    "GET /api/v1/recall": Scope.FIGURES,
    "GET /api/v1/retention": Scope.FIGURES,
    "GET /api/v1/gatherings": Scope.FIGURES,
    "GET /api/v1/gatherings/savings": Scope.FIGURES,
    "POST /api/v1/gatherings": Scope.OPERATE,
    "POST /api/v1/gatherings/{id}/report": Scope.OPERATE,
    "POST /api/v1/gatherings/{id}/attendance": Scope.OPERATE,
    "POST /api/v1/gatherings/{id}/estimate": Scope.OPERATE,
    "GET /api/v1/people/{tenant}/{entra}/explain": Scope.OPERATE,
    "POST /api/v1/people/{tenant}/{entra}/move": Scope.OPERATE,
    "GET /api/v1/champions": Scope.OPERATE,
    "GET /api/v1/operators": Scope.OPERATE,
    "GET /api/v1/broadcasts": Scope.OPERATE,
    "GET /api/v1/broadcasts/{id}": Scope.OPERATE,
    "POST /api/v1/broadcasts": Scope.OPERATE,
    "POST /api/v1/broadcasts/{id}/confirm": Scope.OPERATE,
    "POST /api/v1/broadcasts/{id}/undo": Scope.OPERATE,
    "GET /api/v1/audit": Scope.OPERATE,
    "POST /api/v1/champions/{tenant}/{entra}/appoint": Scope.OPERATE,
    "POST /api/v1/champions/{tenant}/{entra}/dismiss": Scope.OPERATE,
    "POST /api/v1/operators/{tenant}/{entra}/appoint": Scope.OPERATE,
    "POST /api/v1/operators/{tenant}/{entra}/dismiss": Scope.OPERATE,
    "POST /api/v1/lessons/{lesson}/correct": Scope.OPERATE,
    "POST /api/v1/lessons/{lesson}/withdraw": Scope.OPERATE,
    "GET /api/v1/roster": Scope.OPERATE,
    "POST /api/v1/roster": Scope.OPERATE,
    "POST /api/v1/roster/addresses": Scope.OPERATE,
    "POST /api/v1/roster/left": Scope.OPERATE,
    "POST /api/v1/sending/pause": Scope.OPERATE,
    "POST /api/v1/sending/resume": Scope.OPERATE,
    "POST /api/v1/sending/go": Scope.OPERATE,
}


def scope_of(route: str) -> Scope | None:
    """The scope of "GET /metrics"; `OPEN` for none. Raises `NoScope` if it is not declared."""
    if route not in SCOPES:
        raise NoScope(route=route)
    return SCOPES[route]
