"""What is asked of the headers of every HTTP request, whichever route it is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

_LOOPBACK: Final = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?", re.IGNORECASE)


def is_encoded(content: Iterable[str], transfer: Iterable[str]) -> bool:
    """Whether a body with these values of Content-Encoding and Transfer-Encoding would have to be
    unpacked, which is never done: a few bytes can become many."""
    packed = any(each.strip().lower() not in ("", "identity") for each in content)
    return packed or any(each.strip().lower() != "chunked" for each in transfer)


def is_loopback(hosts: Sequence[str]) -> bool:
    """Whether the values of Host, of which there must be one, name this machine by a name that no
    web page can have. Asked in local mode: a page could point a host name of its own at 127.0.0.1
    (DNS rebinding)."""
    return len(hosts) == 1 and _LOOPBACK.fullmatch(hosts[0]) is not None
