"""The story that the bot was made for, lived through by the real program in virtual time.

Six municipalities in Romsdal from November 2019; three of them become one at the new year;
champions, two gatherings, a plan through the summer, done by the middle of September 2020. Everyone
meets the bot at its door, over HTTP, with tokens that are signed; the project leader uses the
command line.

`ledger` writes down what people did, as they did it, and counts it in the simplest way there is.
It imports nothing of the bot's, so that what it agrees with is right, and not only the same.
"""
