"""The key of links: LINK_SECRET, or a file beside the store that is made at the first start.

It is in no backup and no export. A process that runs looks at the file whenever it needs the key,
so that a new one (`python app.py rotate-links`) is taken at once, and links made before it stop.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
from pathlib import Path
from typing import Final

import structlog

from bot.errors import Refused, SettingError

log = structlog.get_logger(__name__)
END: Final = ".link-key"  # after the store's own name
PRIVATE: Final = 0o600
_FORM: Final = re.compile(rb"([0-9a-f]{64})\n?")
_NEW: Final = "delete it: the bot makes a new one when it starts, and all links sent so far stop"
_ROTATED: Final = "All links sent so far have stopped. A bot that runs knows it at once."


class LinkKey:
    """Gives the key when it is called. `secret` is LINK_SECRET; without it, `path` is the file.
    Without both the key lasts as long as this value: for stores that do too."""

    def __init__(self, secret: str = "", path: Path | None = None) -> None:
        self._own = secret.encode() or secrets.token_bytes(32)
        self._path = None if secret else path
        self._seen: tuple[int, ...] | None = None

    def __call__(self) -> bytes:
        if self._path is not None and stamp(self._path) != self._seen:
            self._take(self._path)
        return self._own

    def open(self) -> None:
        """Make the file if there is none. Raises `SettingError` if it can't be made or used."""
        if self._path is not None:
            make(self._path)
            self._seen = stamp(self._path)  # first, so that what is written meanwhile is seen
            self._own = read(self._path)

    def _take(self, path: Path) -> None:
        """The file has changed, or is gone. Where it can't be used, links of before stop all the
        same: somebody may have wanted just that."""
        self._seen = stamp(path)
        try:
            self._own = read(path)
            log.info("link_key_read")
        except SettingError as error:
            self._own = secrets.token_bytes(32)
            log.warning("link_key_unusable", says=str(error))


def read(path: Path) -> bytes:
    """The key in the file. Raises `SettingError`, which says nothing of what is in it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _PLAIN)
    except OSError as error:
        why = "is a symbolic link" if path.is_symlink() else f"can't be read ({error.strerror})"
        raise _fault(path, why) from error
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise _fault(path, "is no ordinary file")
        if os.name == "posix" and stat.S_IMODE(found.st_mode) & 0o077:
            raise _fault(path, "may be read or changed by others", f"chmod 600 {path}, or ")
        key = _FORM.fullmatch(os.read(descriptor, 100))
    finally:
        os.close(descriptor)
    if key is None:
        raise _fault(path, "holds no key of links")
    return bytes.fromhex(key[1].decode())


_PLAIN: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # a pipe must not hang


def refuse(path: Path | None) -> None:
    """Raise the `SettingError` that the start would. That there is no file is none."""
    if path is not None and os.path.lexists(path):
        read(path)


def make(path: Path) -> None:
    """Make the file whole, unless it is there: of several processes one makes it. Raises
    `SettingError`."""
    if os.path.lexists(path):
        return
    new = _written(path)
    try:
        os.link(new, path)  # refuses to replace, which a rename doesn't
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def rotate(secret: str, path: Path | None) -> list[str]:
    """Put a new key in the file, for whoever may read the old one; returns what to print. Raises
    `Refused` where there is no file, `SettingError` where it can't be written."""
    if secret or path is None:
        why = "The key of links is LINK_SECRET. Change it where it is set, and restart the bot."
        raise Refused(why=why if secret else "This store has no key of links in a file.")
    new = _written(path)
    with contextlib.suppress(OSError, LookupError):  # only root may, and not on Windows
        owner = (path if path.exists() else path.parent).stat()
        shutil.chown(new, owner.st_uid, owner.st_gid)
    try:
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise _fault(path, f"can't be written ({error.strerror})") from error
    return [_ROTATED]


def forget(path: Path | None) -> None:
    """Delete the file: a store that is restored from a copy gets a new key when the bot starts."""
    if path is not None:
        path.unlink(missing_ok=True)


def stamp(path: Path) -> tuple[int, ...]:
    """What changes with the file; () where there is none."""
    try:
        found = path.lstat()
    except OSError:
        return ()
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _written(path: Path) -> Path:
    """A file beside it with a new key in it, on disk. Raises `SettingError`."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{secrets.token_hex(32)}\n")
            file.flush()
            os.fsync(descriptor)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise _fault(path, f"can't be written ({error.strerror})") from error
    return new


def _fault(path: Path, why: str, mend: str = "") -> SettingError:
    said = f"{mend}{_NEW}. Or set LINK_SECRET."
    return SettingError(name="LINK_SECRET", why=f"{path} {why}", mend=said[0].upper() + said[1:])
