"""Reads the settings for the way out: the proxies, what goes past them, and who is trusted."""

from __future__ import annotations

import re
import ssl
from ipaddress import ip_network
from typing import Final
from urllib.parse import urlsplit

from bot.settings.environment import Reader

_FORM: Final = (
    "Write http://HOST:PORT or http://NAME:PASSWORD@HOST:PORT, with %40 for @, %2F for /, %23 for "
    "# and so on in name and password."
)
_HOST: Final = r"\*|(\*?\.)?[A-Za-z0-9_]([A-Za-z0-9_.\-]*[A-Za-z0-9_])?\.?(:[0-9]{1,5})?"
_IPV6: Final = r"\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*"


def proxy(read: Reader, name: str) -> str:
    """The proxy's address with its scheme; "" if there is none. What can't work is not quoted: it
    may contain a password."""
    name, value = either_case(read, name)
    if value and "://" not in value:
        value = f"http://{value}"
    if value and not _is_proxy(value):
        read.fault(name, "it is not the address of an http proxy", _FORM)
        return ""
    return value


def either_case(read: Reader, name: str) -> tuple[str, str]:
    """The name that is set, and its value. In lower case it goes before, as with curl."""
    lower = read.text(name.lower())
    return (name.lower(), lower) if lower else (name, read.text(name))


def _is_proxy(value: str) -> bool:
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return False
    plain = parts.path in ("", "/") and not parts.query and not parts.fragment
    known = parts.scheme in ("http", "https") and port != 0
    return known and plain and bool(re.fullmatch(r"[A-Za-z0-9_.:\-]+", parts.hostname or ""))


def no_proxy(read: Reader) -> tuple[str, ...]:
    """The hosts that are reached without a proxy, as `bot.core.proxies` reads them."""
    name, value = either_case(read, "NO_PROXY")
    entries = tuple(each for each in re.split(r"[,\s]+", value) if each)
    for each in entries:
        if not _is_exemption(each):
            mend = "Write host names, .example.org, addresses, or ranges such as 10.0.0.0/8."
            read.fault(name, f"{each!r} is neither a host nor a range of addresses", mend)
    return entries


def _is_exemption(entry: str) -> bool:
    if "/" not in entry:
        return re.fullmatch(f"{_HOST}|{_IPV6}", entry) is not None
    try:
        return bool(ip_network(entry, strict=False))
    except ValueError:
        return False


def ca_file(read: Reader) -> str:
    """The file with further certificate authorities; "" if there is none."""
    path = read.text("CA_FILE")
    try:
        if path:
            ssl.create_default_context(cafile=path)
    except OSError as error:  # which ssl.SSLError is too
        why = "it holds no certificates" if isinstance(error, ssl.SSLError) else "it can't be read"
        read.fault("CA_FILE", f"{path}: {why}", "Name a file with certificates in PEM format.")
    return path
