"""Personal data: see it, export it, erase it, and purge what is too old. Every subject declares in
its `OWNS` what it keeps about people."""
