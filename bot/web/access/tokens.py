"""The tokens of the API: API_TOKEN, which has every scope, and those in API_TOKENS_FILE.

The file is TOML. It holds no token, only what recognises one::

    [[token]]
    name = "prometheus"
    scopes = ["metrics"]
    sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    expires = 2027-01-31    # its last day; may be left out

It is read again when it changes. If it can't be used then, the tokens from before stay.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import re
import secrets
import shutil
import stat
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import structlog

from bot.errors import SettingError
from bot.web.access.scopes import Scope

log = structlog.get_logger(__name__)
MAIN: Final = "API_TOKEN"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_TAKEN: Final = frozenset({MAIN.lower(), "local"})  # what the audit calls others
_KEYS: Final = frozenset({"name", "scopes", "sha256", "expires"})
_FORM: Final = "See docs/settings.md, or make one with: python app.py token."


@dataclass(frozen=True, slots=True)
class ApiToken:
    """`digest` is the SHA-256 of the token; `expires` its last day, or None."""

    name: str
    scopes: frozenset[Scope]
    digest: bytes = field(repr=False)
    expires: date | None = None

    @property
    def said(self) -> str:
        """Its name, its scopes, and its last day."""
        until = f", until {self.expires}" if self.expires else ""
        return f"{self.name} ({' '.join(sorted(self.scopes))}{until})"


def digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="replace")).digest()


def main_token(secret: str) -> tuple[ApiToken, ...]:
    """API_TOKEN, if it is set: with every scope, and for ever."""
    return (ApiToken(MAIN, frozenset(Scope), digest(secret)),) if secret else ()


def made(name: str, scopes: Iterable[Scope], expires: date | None) -> tuple[str, str]:
    """A new token, and its lines for the file. Raises `SettingError` for a name that can't be."""
    token = f"padriver_{secrets.token_urlsafe(32)}"
    lines = [
        "[[token]]",
        f'name = "{name}"',
        f"scopes = {json.dumps(sorted(scopes))}",
        f'sha256 = "{digest(token).hex()}"',
        *([f"expires = {expires}"] if expires else []),
    ]
    written = "\n".join(lines) + "\n"
    parse(written)
    return token, written


def issue(path: Path | None, name: str, scopes: Iterable[str], expires: date | None) -> list[str]:
    """Make a token, and add it to the file, which may be new; without a file, say what to write in
    one. Returns lines with the token in them, which is kept nowhere. Raises `SettingError`."""
    token, written = made(name, map(Scope, scopes), expires)
    if path is None:
        where = ["Write this in the file that API_TOKENS_FILE names:", "", *written.splitlines()]
    else:
        before = path.read_text("utf-8") if path.exists() else ""
        parse(f"{before}\n{written}")
        _replace(path, f"{before.rstrip()}\n\n{written}".lstrip())
        where = [f"Added to {path}. A bot that runs knows it at once."]
    return [*where, "", "The token, which is shown only now:", token]


def _replace(path: Path, text: str) -> None:
    """Write it whole, and keep who may read it: a bot must never see half of it."""
    new = path.with_name(f"{path.name}.new")
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o600
    new.unlink(missing_ok=True)
    with os.fdopen(
        os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", -1, "utf-8"
    ) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        with contextlib.suppress(OSError, LookupError):  # only root may, and not on Windows
            shutil.chown(new, path.stat().st_uid, path.stat().st_gid)
    new.replace(path)


def refuse(path: Path) -> None:
    """Raise the `SettingError` that the start would."""
    read(path)


def read(path: Path) -> tuple[ApiToken, ...]:
    """The tokens in the file. Raises `SettingError`."""
    try:
        return parse(path.read_text("utf-8"))
    except OSError as error:
        raise _fault(f"{path}: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise _fault(f"{path} is not UTF-8") from error


def parse(text: str) -> tuple[ApiToken, ...]:
    """The tokens in the text of such a file. Raises `SettingError`, which quotes no value."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line \d+", str(error))
        raise _fault(f"it is not TOML ({where[0] if where else 'at its end'})") from error
    rows = found.get("token", [])
    if set(found) - {"token"} or not isinstance(rows, list):
        raise _fault("only [[token]] may stand in it")
    tokens = tuple(_token(n, row) for n, row in enumerate(rows, 1))
    names = [each.name.lower() for each in tokens]
    twice = {each for each in names if names.count(each) > 1}
    if twice:
        raise _fault(f"{min(twice)} is named twice")
    return tokens


def _token(number: int, row: Any) -> ApiToken:
    if (
        not isinstance(row, dict)
        or set(row) - _KEYS
        or not {"name", "scopes", "sha256"} <= set(row)
    ):
        raise _fault(f"token {number} needs name, scopes and sha256, and may have expires")
    return ApiToken(
        _name(number, row["name"]),
        _scopes(number, row["scopes"]),
        _digest(number, row["sha256"]),
        _expires(number, row),
    )


def _name(number: int, name: object) -> str:
    if isinstance(name, str) and _NAME.fullmatch(name) and name.lower() not in _TAKEN:
        return name
    raise _fault(
        f"the name of token {number} must be letters, digits, . _ and -, and not API_TOKEN"
    )


def _scopes(number: int, scopes: object) -> frozenset[Scope]:
    known = isinstance(scopes, list) and scopes and set(map(str, scopes)) <= set(Scope)
    if isinstance(scopes, list) and known:
        return frozenset(map(Scope, scopes))
    raise _fault(f"the scopes of token {number} must be some of {', '.join(Scope)}")


def _digest(number: int, value: object) -> bytes:
    if isinstance(value, str) and re.fullmatch(r"[0-9a-fA-F]{64}", value):
        return bytes.fromhex(value)
    raise _fault(f"sha256 of token {number} must be 64 hexadecimal digits")


def _expires(number: int, row: Mapping[str, Any]) -> date | None:
    value = row.get("expires")
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    raise _fault(f"expires of token {number} must be a date without quotes: 2027-01-31")


def _fault(why: str) -> SettingError:
    return SettingError(name="API_TOKENS_FILE", why=why, mend=_FORM)


class Tokens:
    """The tokens that are good now. `path` is None if there is no file."""

    def __init__(self, secret: str = "", path: Path | None = None) -> None:
        self._main = main_token(secret)
        self._path = path
        self._seen: tuple[int, int, int] | None = None
        self._listed: tuple[ApiToken, ...] = ()
        self._current()

    def holder(self, presented: str) -> ApiToken | None:
        """The token that was presented, expired or not; None if it is not known. All are compared,
        each in constant time, so that the time taken reveals nothing."""
        sent = digest(presented)
        known = (*self._main, *self._current())
        same = [each for each in known if hmac.compare_digest(sent, each.digest)]
        return same[0] if same else None

    def _current(self) -> tuple[ApiToken, ...]:
        if self._path is not None and (seen := _stamp(self._path)) != self._seen:
            self._seen = seen
            try:
                self._listed = read(self._path)
                log.info("api_tokens_read", names=[each.name for each in self._listed])
            except SettingError as error:
                log.warning(
                    "api_tokens_kept", says=str(error), names=[e.name for e in self._listed]
                )
        return self._listed


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_mtime_ns, found.st_size, found.st_ino)
