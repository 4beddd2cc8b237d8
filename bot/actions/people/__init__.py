"""People: who they are, where they belong, and whom the roster expects."""

from bot.actions.people import owned

OWNS = owned.OWNS
