"""Figures: counts, reports, coverage, and what people still know. None of them is about one person.
A champion's own figures are in `bot.actions.champions`."""
