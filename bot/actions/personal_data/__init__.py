"""One's own data: see it, take it out, erase it; and what is too old goes by itself. What there is
of it, every subject declares in its `OWNS`."""
