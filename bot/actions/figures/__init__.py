"""Figures: counts, reports, coverage, and what people still know. Nothing in them is about one
person but the champions' own, which are theirs (`bot.actions.champions`)."""
