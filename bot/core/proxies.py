"""Which requests go out through a proxy, and through which. Pure.

What HTTPS_PROXY, HTTP_PROXY and NO_PROXY mean is agreed on by custom only; this is what curl and
Go do: https://about.gitlab.com/blog/we-need-to-talk-no-proxy/
"""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

_PORTS: Final = {"http": 80, "https": 443}
Ip = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Proxies:
    """`https` and `http` are the proxies' addresses for either scheme, "" for none. `exempt` are
    the entries of NO_PROXY: a host name, for itself and all names under it, an address or a range
    of addresses (10.0.0.0/8), all but ranges with a port if only that is meant, or * for every
    host."""

    https: str = field(default="", repr=False)
    http: str = field(default="", repr=False)
    exempt: tuple[str, ...] = ()

    def via(self, url: str) -> str:
        """The proxy that a request to `url` goes through; "" for none.

        This machine and its own network segment are never reached through one. That includes
        Azure's metadata service, which must not be:
        https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service
        """
        parts = urlsplit(url)
        proxy = {"https": self.https, "http": self.http}.get(parts.scheme, "")
        host = (parts.hostname or "").rstrip(".")
        port = parts.port or _PORTS.get(parts.scheme, 0)
        return "" if not proxy or _is_near(host) or self._spares(host, port) else proxy

    def _spares(self, host: str, port: int) -> bool:
        return any(_covers(each, host, port) for each in self.exempt)


def is_web_page(body: bytes) -> bool:
    """Whether the body of an answer is a web page: where JSON is expected, it comes from a proxy or
    a gate on the way."""
    return body.lstrip().startswith(b"<")


def shown(proxy: str) -> str:
    """The proxy's address without the user name and the password in it."""
    parts = urlsplit(proxy)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _is_near(host: str) -> bool:
    address = _ip(host)
    if address is None:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or address.is_link_local


def _covers(entry: str, host: str, port: int) -> bool:
    """Whether this entry of NO_PROXY covers the host and port."""
    if entry == "*":
        return True
    if "/" in entry:
        return _in_range(entry, host)
    name, its_port = _split(entry.lower())
    if its_port not in ("", str(port)):
        return False
    address = _ip(name)
    if address is not None:
        return address == _ip(host)
    name = name.removeprefix("*").strip(".")
    return bool(name) and (host == name or host.endswith(f".{name}"))


def _in_range(entry: str, host: str) -> bool:
    address = _ip(host)
    try:
        return address is not None and address in ip_network(entry, strict=False)
    except ValueError:
        return False


def _split(entry: str) -> tuple[str, str]:
    """Name and port. An IPv6 address may stand without brackets if it has no port."""
    if entry.count(":") > 1 and "]" not in entry:
        return entry, ""
    name, colon, port = entry.rpartition(":")
    plain, its_port = (name, port) if colon and port.isdecimal() else (entry, "")
    return plain.strip("[]"), its_port


def _ip(host: str) -> Ip | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
