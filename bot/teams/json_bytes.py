"""Reads JSON from Teams, whose texts may hold half a surrogate pair.

An emoji that was cut in two, in a message or in somebody's name, arrives as a lone surrogate. The
grammar of JSON allows it, Unicode does not, and orjson refuses it. It is read as U+FFFD, which
Unicode has for what can't be read:
https://www.rfc-editor.org/rfc/rfc8259#section-8.2
"""

from __future__ import annotations

import re
from typing import Any, Final

import orjson

_ESCAPE = re.compile(
    rb"(?P<pair>\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|(?P<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
    rb"|\\.",  # any other escape, so that the second half of \\ never begins one
    re.DOTALL,
)
_UNREADABLE: Final = rb"\ufffd"


def loads(body: bytes) -> Any:
    """The value in `body`, with U+FFFD for each lone surrogate, written as an escape or as bytes.
    Raises `orjson.JSONDecodeError` (a ValueError) if it is not JSON."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        mended = _mended(body)
        if mended == body:
            raise
        return orjson.loads(mended)


def _mended(body: bytes) -> bytes:
    """Surrogates as bytes come from encoders that write UTF-16 units one by one (CESU-8), so two
    that belong together are one character."""
    try:
        units = body.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    except UnicodeDecodeError:
        return body
    text = units.decode("utf-16-le", "replace").encode()
    return _ESCAPE.sub(lambda found: _UNREADABLE if found["lone"] else found[0], text)
