"""How much the bot goes through for one thing it does: files, transactions, calls."""
