"""Figures: counts, reports, coverage, and what people still know. None of them is about one person;
a count under way says how far it has come. A champion's own figures are in
`bot.actions.champions`."""

from __future__ import annotations

from typing import Final

from bot.actions.figures import owned

OWNS: Final = owned.OWNS
