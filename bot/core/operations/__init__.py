"""Watching over the bot: what is wrong, since when, and when it is over."""
