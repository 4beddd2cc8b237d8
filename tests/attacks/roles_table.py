"""Who may see and reach whom, written down person by person. It is what `test_roles` holds the bot
to, so nothing here is worked out by the bot's own rules: no role, scope or tenant is looked at."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from tests.attacks.cast import NORTH, SOUTH, Member

SENTRUM: Final = "Sentrum skole"  # both tenants have people there
AREAS: Final = {  # people of one tenant in one unit, and how many there are beside the actors
    "n1": (NORTH, "1506", SENTRUM, 34),
    "n2": (NORTH, "1506", "Bergmo skole", 44),
    "n3": (NORTH, "1535", "Vestnes skole", 62),
    "s1": (SOUTH, "1506", SENTRUM, 53),
    "s2": (SOUTH, "1506", "Handverkshuset", 83),
    "s3": (SOUTH, "1535", "Tomrefjord skule", 71),
}


class Actor(NamedTuple):
    """`area` is where they work. `role` and `scope` are what the store has; `reaches` are the areas
    whose people they may see and write to, `figures` those of which they may see more: counts."""

    area: str
    role: str
    scope: tuple[str, ...]
    reaches: frozenset[str]
    figures: frozenset[str] = frozenset()


def _actor(area: str, role: str, scope: str, reaches: str, figures: str = "") -> Actor:
    places = tuple(filter(None, scope.split(",")))
    return Actor(area, role, places, frozenset(reaches.split()), frozenset(figures.split()))


ACTORS: Final = {
    # who                      area  role        scope                 reaches     sees figures of
    "north-olga": _actor("n1", "operator", "", "n1 n2 n3"),  # OPERATORS names her
    "north-ove": _actor("n2", "operator", "", "n1 n2 n3"),  # by the roster
    "north-omar": _actor("n1", "operator", "1506", "n1 n2"),
    "north-ola": _actor("n3", "operator", "1506,1535", "n1 n2 n3"),
    "north-bo": _actor("n1", "champion", f"1506/{SENTRUM}", "n1"),
    "north-britt": _actor("n2", "champion", "1506/Bergmo skole", "n2"),
    "north-mia": _actor("n2", "champion", "1506", "n1 n2"),
    "north-vera": _actor("n3", "champion", "1535", "n3"),
    "north-rita": _actor("n1", "reader", "1506", "", "n1 n2"),
    "north-rune": _actor("n3", "reader", "", "", "n1 n2 n3"),
    "north-kari": _actor("n1", "employee", "", ""),
    "north-tom": _actor("n1", "champion", "", ""),  # a champion of nothing
    "north-lars": _actor("n1", "operator", "", ""),  # has left
    "north-nils": _actor("n1", "champion", f"1506/{SENTRUM}", ""),  # has erased their data
    "south-otto": _actor("s2", "operator", "", "s1 s2 s3"),  # OPERATORS names him
    "south-odin": _actor("s1", "operator", "1506", "s1 s2"),
    "south-sofie": _actor("s1", "champion", f"1506/{SENTRUM}", "s1"),
    "south-hedda": _actor("s2", "champion", "1506/Handverkshuset", "s2"),
    "south-sven": _actor("s3", "champion", "1535", "s3"),
    "south-sara": _actor("s1", "reader", "1506", "", "s1 s2"),
    "south-siv": _actor("s1", "employee", "", ""),
}
NOTHING: Final = Actor("", "", (), frozenset())
UNKNOWN: Final = "north-fremmed"  # of the first tenant, never seen by the bot
OPERATORS: Final = f"{NORTH}/north-olga,{SOUTH}/south-otto"
WHO: Final = (*ACTORS, UNKNOWN)


def tenant_of(who: str) -> str:
    return SOUTH if who.startswith("south") else NORTH


def area_of(who: str) -> str:
    """Where an actor works, or "n1" of "north-n1x07" in the crowd; "" for nobody in the store."""
    known = ACTORS.get(who)
    return known.area if known else who.partition("-")[2][:2] if "x" in who else ""


def crowd(area: str) -> list[str]:
    side = "north" if AREAS[area][0] == NORTH else "south"
    return [f"{side}-{area}x{n:02}" for n in range(AREAS[area][3])]


def members() -> dict[str, Member]:
    """Everybody in the store."""
    found = {}
    for who in (*ACTORS, *(each for area in AREAS for each in crowd(area))):
        tenant, number, unit, _ = AREAS[area_of(who)]
        known = ACTORS.get(who)
        role, scope = (known.role, known.scope) if known else ("employee", ())
        found[who] = Member(tenant, number, unit, role, scope)  # type: ignore[arg-type]
    return found


EVERYBODY: Final = tuple(members())


def may_name(actor: str) -> set[str]:
    """Whose names and ids the actor may read: theirs, those whom they reach, and those who reach
    them, who write to them by name."""
    reached = _reached(actor)
    leaders = {each for each in ACTORS if actor in _reached(each)}
    return {actor, *reached, *leaders}


def may_plan_for(actor: str) -> set[str]:
    """For whom a tap of the actor may plan a card: themselves, those whom they reach, and the
    champions and operators of these, who are asked or told. Somebody new says where they work, and
    it may be any place of their tenant."""
    about = {area_of(actor), *_reaches(actor)} - {""}
    if actor == UNKNOWN:
        about = {area for area, each in AREAS.items() if each[0] == tenant_of(actor)}
    asked = {each for each, known in ACTORS.items() if known.reaches & about}
    return {actor, *_reached(actor), *asked}


def may_change(actor: str) -> set[str]:
    """Whose own document a tap of the actor may change."""
    return {actor, *_reached(actor)}


def hidden_units(actor: str) -> set[str]:
    """The names of units that the actor may not read."""
    known = ACTORS.get(actor)
    seen = {*_reaches(actor), *(known.figures if known else ()), area_of(actor)} - {""}
    return {each[2] for each in AREAS.values()} - {AREAS[each][2] for each in seen}


def hidden_numbers(actor: str) -> set[int]:
    """How many people of the other tenant there are, alone and together with one's own."""
    sizes = Counter(area_of(each) for each in EVERYBODY)
    mine = {area for area, each in AREAS.items() if each[0] == tenant_of(actor)}
    theirs = AREAS.keys() - mine
    here: dict[str, Counter[str]] = {"mine": Counter(), "theirs": Counter()}
    for area, n in sizes.items():
        _, number, unit, _ = AREAS[area]
        side = here["mine" if area in mine else "theirs"]
        for place in (number, f"{number}/{unit}", ""):
            side[place] += n
    assert theirs
    own = set(here["mine"].values())
    sums = {n + here["mine"][place] for place, n in here["theirs"].items()}
    near = {n + off for n in (*here["theirs"].values(), *sums) for off in (-1, 0)}
    return near - {n + off for n in own for off in (-2, -1, 0)}


def _reaches(actor: str) -> frozenset[str]:
    known = ACTORS.get(actor)
    return known.reaches if known else frozenset()


def _reached(actor: str) -> set[str]:
    return {each for each in EVERYBODY if area_of(each) in _reaches(actor)}
