"""The hosts that the bot talks to. Its token is never sent anywhere else.

The address comes from outside (an activity's serviceUrl), so only a narrow form is accepted: no
user name, no query, no unusual characters that two parsers might read differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.teams.recent import Recent

_FORM = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9.\-]+|\[::1\])(:(?P<port>[0-9]{1,5}))?"
    r"(/[A-Za-z0-9._~%/\-]*)?"
)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Hosts:
    """An allow-list of host names; "*.example.org" stands for every host under example.org.

    Only https on its default port is allowed, except for loopback names on the list, which may
    also use plain http and any port.
    """

    def __init__(self, names: Iterable[str]) -> None:
        listed = [name.lower() for name in names]
        self._exact = frozenset(name for name in listed if not name.startswith("*."))
        self._under = tuple(name[1:] for name in listed if name.startswith("*."))
        self._known: Recent[str, bool] = Recent(500)

    def allow(self, url: str) -> bool:
        """Whether the bot may send to `url`."""
        known = self._known.get(url)
        if known is None:
            known = self._judge(url)
            if len(url) < 500:
                self._known.put(url, known)
        return known

    def _judge(self, url: str) -> bool:
        form = _FORM.fullmatch(url)
        if form is None:
            return False
        host = form["host"].lower()
        if host in _LOOPBACK:
            return host in self._exact
        plain_port = form["port"] in (None, "443")
        listed = host in self._exact or host.endswith(self._under)
        return form["scheme"] == "https" and plain_port and listed
