"""Who is in the store that is attacked: two tenants, three municipalities' people, each role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.core.people.roles import Role
from tests.champion_world import UNIT

NORTH: Final = "11111111-1111-1111-1111-111111111111"
SOUTH: Final = "22222222-2222-2222-2222-222222222222"
STRANGE: Final = "33333333-3333-3333-3333-333333333333"  # a tenant that is not let in
BERGMO: Final = "Bergmo skole"
VESTNES: Final = "Vestnes skole"


@dataclass(frozen=True)
class Member:
    """Somebody in the store from the start."""

    tenant: str
    municipality: str
    unit: str = ""
    role: Role = Role.EMPLOYEE
    scope: tuple[str, ...] = ()


CAST: Final = {
    "olga": Member(NORTH, "1506", role=Role.OPERATOR),  # of everything: named in OPERATORS
    "omar": Member(NORTH, "1506", role=Role.OPERATOR, scope=("1506",)),
    "bo": Member(NORTH, "1506", UNIT, Role.CHAMPION, (f"1506/{UNIT}",)),
    "vera": Member(NORTH, "1535", VESTNES, Role.CHAMPION, ("1535",)),
    "kari": Member(NORTH, "1506", UNIT),
    "odin": Member(SOUTH, "1506", role=Role.OPERATOR, scope=("1506",)),
    "sofie": Member(SOUTH, "1506", UNIT, Role.CHAMPION, (f"1506/{UNIT}",)),
    "siv": Member(SOUTH, "1506", UNIT),
}
CROWD: Final = {  # who else works there: "p000" to "p011" and so on
    "p": (12, Member(NORTH, "1506", UNIT)),
    "q": (8, Member(NORTH, "1506", BERGMO)),
    "v": (8, Member(NORTH, "1535", VESTNES)),
    "s": (8, Member(SOUTH, "1506", UNIT)),
}


def everybody() -> dict[str, Member]:
    """The cast and the crowd, by their Entra ids."""
    crowd = {f"{name}{n:03}": each for name, (size, each) in CROWD.items() for n in range(size)}
    return CAST | crowd
