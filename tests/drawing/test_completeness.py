"""A kind of card that is declared incompletely refuses to start, and says what is missing."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from bot import assembly
from bot.chat import ROUTERS
from bot.core.values import replace
from bot.drawing import drawers
from bot.drawing.completeness import check
from bot.errors import IncompleteKind
from bot.services import CardKind, in_order
from tests.card_kinds import DECLARING, KINDS
from tests.cards.samples import all_cards

TRIAL = CardKind("trial", 1)
# The order in which they have always gone, and where the three that had no place stand.
ORDER = (
    *("shared", "later", "welcome", "correction", "push", "broadcast"),
    *("message", "approval", "appointing"),
    *("suggestion", "greeting", "champion", "newcomers", "recruit", "invitation"),
    *("gathering", "lesson", "nudge", "resting", "recall"),
)


def no_card(_: object) -> None:
    return None


def test_the_bot_knows_every_kind_that_a_subject_declares():
    assert set(DECLARING) <= set(assembly.SUBJECTS)
    assert assembly.card_kinds() == KINDS


def test_kinds_go_in_the_order_of_their_priority():
    assert tuple(KINDS) == ORDER


def test_every_kind_that_is_declared_is_complete():
    check(KINDS, drawers())


@pytest.mark.parametrize("name", KINDS)
def test_a_drawer_is_given_what_its_kind_says_beside_the_row(name):
    drawer = dict(drawers())[name]
    (details,) = get_args(get_type_hints(drawer)["request"])
    assert get_type_hints(KINDS[name].enrich)["return"] == details


@pytest.mark.parametrize(
    ("kinds", "drawn", "why"),
    [
        ([TRIAL], [], "bot.drawing has 0 drawers for it"),
        ([TRIAL], ["trial"], "there is no rehearsal-kind-trial in nb, nn, en"),
        ([TRIAL], ["trial", "trial"], "bot.drawing has 2 drawers for it"),
        ([], ["trial"], "bot.drawing has a drawer for it, and no subject has it among its KINDS"),
    ],
)
def test_what_is_missing_is_named(kinds, drawn, why):
    with pytest.raises(IncompleteKind) as refused:
        check(in_order([*KINDS.values(), *kinds]), [*drawers(), *((e, no_card) for e in drawn)])
    assert str(refused.value) == f'The kind of card "trial" is not declared completely: {why}.'


@pytest.mark.parametrize("twin", [replace(TRIAL, priority=2), replace(TRIAL, name="other")])
def test_no_two_kinds_have_one_name_or_one_priority(twin):
    with pytest.raises(IncompleteKind):
        in_order([TRIAL, twin])


def test_a_card_that_says_what_it_is_can_be_drawn_again():
    known = {name for each in ROUTERS for name in each.redraws}
    said = {
        card.body_dict().get("refresh", {}).get("action", {}).get("data", {}).get("as", "")
        for card in (card for _, _, card in all_cards("short"))
    }
    assert said - {""} == known
