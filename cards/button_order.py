"""The order of buttons, and which of them fit side by side."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from cards import kit

# The order of buttons on all cards: what comes next, alternatives, what postpones, what ends it. A
# verb that is not listed counts as an alternative, so only those that belong elsewhere are added.
ORDER: Final = (
    (
        *("push-send", "push-people", "push-preview", "push-yes", "share", "share-start"),
        *("suggest-send", "suggest-yes", "appoint-yes", "greet-send"),
    ),
    ("gathering-here", "gathering-answer", "gathering-pulse", "gathering-save"),
    ("gathering-invite", "gathering-preview", "gathering-notes"),
    (
        "begin",
        "diploma",
        "answer",
        "recall",
        "continue",
        "result",
        "retry",
        "quiz",
        "resume",
        "next",
    ),
    (
        *("show", "lesson", "lessons", "status"),
        *("push", "group", "group-help", "push-look", "helped", "unhelped", "thanks", "want-help"),
        *("gathering-edit", "gathering-new", "gathering", "gatherings"),
        *("greet", "suggest", "newcomers", "champion", "tell-new"),
        *("language", "municipality", "hours", "useful", "report"),
    ),
    ("help", "my-data", "about"),
    (
        "later",
        "suggest-no",
        "unwant-help",
        "allow-push",
        "no-push",
        "untell-new",
        "allow-recruit",
        "no-recruit",
    ),
    ("push-undo", "push-withdraw", "push-no", "appoint-no"),
    ("gathering-cancel", "gathering-cancel-now"),
    ("step-down",),
    ("pause", "stop", "erase", "erase-now"),
)
_RANK: Final = {verb: (i, n) for i, row in enumerate(ORDER) for n, verb in enumerate(row)}
_OTHER_RANK: Final = _RANK["report"]  # the last of the alternatives
_LINK_RANK: Final = (1, 99)
# Generous estimates in pixels: the width for a row of buttons in a card of 320, the gap between
# them, and the padding of a button and its letters, in a wide, bold font.
_NARROW: Final = 284
_GAP: Final = 8
_PADDING: Final = 26
_LETTER: Final = 9.4
_OTHER_LETTERS: Final = {
    **dict.fromkeys(" ijlI.,'’:", 5.0),
    **dict.fromkeys("ftr-«»", 6.8),
    **dict.fromkeys("mwMWæÆ", 14.0),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZØÅ", 10.4),
}


def in_rows(actions: Iterable[Any]) -> list[list[Any]]:
    """These buttons in the order of ORDER, divided into rows that fit a narrow window."""
    rows: list[list[Any]] = []
    room = 0.0
    for action in sorted(actions, key=_rank):
        width = _width(action.title)
        if rows and width <= room:
            rows[-1].append(action)
        else:
            rows.append([action])
            room = _NARROW
        room -= width + _GAP
    return rows


@lru_cache(maxsize=1024)
def _width(title: str) -> float:
    return _PADDING + sum(_OTHER_LETTERS.get(each, _LETTER) for each in title)


def _rank(action: Any) -> tuple[bool, tuple[int, int]]:
    """The primary button comes first, whatever its place in ORDER."""
    rank = _RANK.get(action.verb, _OTHER_RANK) if isinstance(action, kit.Execute) else _LINK_RANK
    return action.style != "positive", rank
