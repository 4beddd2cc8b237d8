"""python app.py import people.csv: says what the file would do, and with --apply does it.

The whole file is checked before anything is written, against a store opened for reading. The rows
are then written by the running bot, some at a time, or by this command if no bot is running.
"""

from bot.cli.roster.command import import_

__all__ = ["import_"]
