"""Who may see and reach whom: the tenant first, then the scope; and nothing else decides it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.core.people.places import Places
from bot.core.people.reach import (
    EVERYTHING,
    INSTALLATION,
    NOBODY,
    Right,
    Standing,
    Target,
    held_by,
    may,
    standing_of,
)
from bot.core.people.roles import Role
from bot.core.values import replace
from tests.champion_world import UNIT, someone
from tests.chat_client import MONDAY, TENANT
from tests.core.figures.histories import MAP

BOT = Path(__file__).parents[3] / "bot"
PLACES = Places(MAP, date(2026, 11, 23), lambda _: True)
HERE = f"1506/{UNIT}"
SEE, LEAD, OPERATE = Right
EVERYWHERE = (TENANT, None)


@pytest.mark.parametrize(
    ("role", "scope", "rights"),
    [
        ("employee", (), set()), ("employee", ("1506",), set()), ("champion", (), set()),
        ("champion", (HERE,), {SEE, LEAD}), ("reader", (), {SEE}), ("reader", ("1506",), {SEE}),
        ("operator", (), {SEE, LEAD, OPERATE}), ("operator", ("1506",), {SEE, LEAD, OPERATE}),
    ],
)  # fmt: skip
def test_a_role_gives_rights_over_its_scope_in_its_own_tenant(role, scope, rights):
    who = standing_of(someone("x", role=Role(role), scope=scope), MONDAY)
    for place in (HERE, "1506", "1535", "1506/Bergmo skole"):
        inside = not scope or place in scope or (scope == ("1506",) and place.startswith("1506"))
        for right in Right:
            expected = right in rights and inside
            assert may(who, right, Target(TENANT, place), PLACES) == expected
            assert not may(who, right, Target("another", place), PLACES)
            assert not may(who, right, Target(None, place), PLACES)


@pytest.mark.parametrize("scope", [(), ("1506",)])
def test_what_is_for_all_tenants_at_once_is_for_who_runs_the_installation_and_is_of_everything(
    scope: tuple[str, ...],
):
    operator = someone("x", role=Role.OPERATOR, scope=scope)
    own, whole = (standing_of(operator, MONDAY, whole=each) for each in (False, True))
    assert not may(own, OPERATE, EVERYTHING, PLACES)
    assert may(whole, OPERATE, EVERYTHING, PLACES) == (not scope)
    assert may(own, OPERATE, Target(*EVERYWHERE), PLACES) == (not scope)
    assert not may(whole, OPERATE, Target("another", "1506"), PLACES), "no person of another tenant"
    for right in Right:
        assert may(INSTALLATION, right, EVERYTHING, PLACES)
        assert may(INSTALLATION, right, Target("another", "1506"), PLACES)
        assert not may(NOBODY, right, Target("", "1506"), PLACES)


def test_who_has_left_or_whose_place_is_not_known():
    gone = someone("x", role=Role.OPERATOR, left_on="2026-11-01")
    assert standing_of(gone, MONDAY) == NOBODY
    nowhere = Target(TENANT, "")
    everywhere = Standing(frozenset(Right), TENANT)
    assert not may(everywhere, LEAD, nowhere, PLACES)
    assert may(everywhere, OPERATE, nowhere, PLACES)
    assert not may(replace(everywhere, scope=("1506",)), OPERATE, nowhere, PLACES)


def test_all_that_a_role_is_for():
    assert held_by(someone("x")) == held_by(someone("x", role=Role.CHAMPION)) == ()
    assert held_by(someone("x", role=Role.READER)) == (Target(TENANT),)
    both = someone("x", role=Role.OPERATOR, scope=("1506", "1535"))
    assert held_by(both) == (Target(TENANT, "1506"), Target(TENANT, "1535"))


# -- nothing else decides it


def judged(tree: ast.AST) -> Iterator[tuple[ast.expr, bool]]:
    """What is compared (True), or taken for true or false."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, comparators=others):
                yield from ((each, True) for each in _parts(left, *others))
            case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
                yield test, False
            case ast.BoolOp(values=values) | ast.comprehension(ifs=values):
                yield from ((each, False) for each in values)
            case ast.UnaryOp(op=ast.Not(), operand=each):
                yield each, False
            case ast.Call(func=ast.Name(id="bool"), args=[each]):
                yield each, False


def _parts(*nodes: ast.expr) -> Iterator[ast.expr]:
    for each in nodes:
        yield each
        if isinstance(each, ast.Tuple | ast.Set | ast.List):
            yield from each.elts


def decisions(source: str) -> set[str]:
    found = set[str]()
    if ".scope" not in source and ".tenant" not in source:
        return found
    for node, compared in judged(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr == "scope":
            found.add(ast.unparse(node))
        if compared and isinstance(node, ast.Attribute) and node.attr in ("tenant", "tenants"):
            found.add(ast.unparse(node))
    return found


def test_nothing_else_compares_tenants_or_scopes():
    """But for the door, which decides whose tenant gets in at all."""
    elsewhere = {
        path.relative_to(BOT).as_posix(): found
        for path in BOT.rglob("*.py")
        if BOT / "teams" not in path.parents and (found := decisions(path.read_text("utf-8")))
    }
    assert set(elsewhere) == {"core/people/reach.py"}, elsewhere


@pytest.mark.parametrize(
    "source",
    [
        "if person.tenant == other.tenant: pass", "x = not person.scope", "bool(a.b.scope)",
        "y = person.scope or every", "[e for e in all if e.scope]", "{a.tenant} <= b",
        "x = a.tenants <= b",
    ],
)  # fmt: skip
def test_that_would_be_seen(source: str):
    assert decisions(source)
