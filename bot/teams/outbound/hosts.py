"""The hosts that the bot talks to. Its token is never sent anywhere else.

The address comes from outside (an activity's serviceUrl), so only a narrow form is accepted: no
user name, no query, no escapes or dot segments in the path, no unusual characters that two parsers
might read differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bot.teams.recent import Recent

_FORM = re.compile(
    r"(?P<scheme>(?i:https?))://(?P<host>[A-Za-z0-9.\-]+|\[::1\])(:(?P<port>[0-9]{1,5}))?"
    r"(?P<path>(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~\-]*)*)"
)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_PORTS: Final = {"http": 80, "https": 443}


def canonical(url: str) -> str:
    """A service URL as it is compared and sent to: scheme and host in lower case, without a
    default port or slashes at the end; the path keeps its case. "" if it is not a service URL.
    https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2.1
    """
    form = _FORM.fullmatch(url)
    if form is None:
        return ""
    scheme = form["scheme"].lower()
    port = int(form["port"] or _PORTS[scheme])
    host = form["host"].lower() + ("" if port == _PORTS[scheme] else f":{port}")
    return f"{scheme}://{host}{form['path'].rstrip('/')}"


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
        plain_port = form["port"] is None or int(form["port"]) == _PORTS["https"]
        listed = host in self._exact or host.endswith(self._under)
        return form["scheme"].lower() == "https" and plain_port and listed
