"""Allows one writer for each store: with a lock file beside it, and by refusing network file
systems."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.errors import StoreBusy, StoreUnusable

# SQLite's write-ahead log needs memory that is shared by all processes with the file open:
# https://sqlite.org/wal.html#overview
NETWORK: Final = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs 9p afs ceph glusterfs lustre gpfs beegfs ncpfs davfs "
    "fuse.sshfs fuse.glusterfs fuse.ceph fuse.s3fs fuse.rclone fuse.davfs2 fuse.blobfuse2".split()
)
PAUSE: Final = 0.05  # seconds between two tries


class Lock:
    """The right to write to a store.

    The lock file is never deleted, since that could let two processes in. The operating system
    releases the lock when the process ends, however it ends.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = -1

    def tries(self, wait: float) -> Iterator[float]:
        """Try to take the lock, yielding the seconds to pause before each new try. Ends when the
        lock is held; creates the folder if it is missing.

        Raises `StoreBusy` after `wait` seconds, and `StoreUnusable` if the place is unsuitable.
        """
        until = time.monotonic() + wait
        refuse_network(self._path)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(f"{self._path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise unusable(self._path, error) from error
        while not _take(self._file):
            if time.monotonic() >= until:
                self.release()
                raise StoreBusy(path=str(self._path))
            yield PAUSE

    def acquire(self, wait: float) -> None:
        """As `tries`, but blocking: for the command line. Raises `StoreBusy` and
        `StoreUnusable`."""
        for pause in self.tries(wait):
            time.sleep(pause)

    def release(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def unusable(path: Path, error: OSError) -> StoreUnusable:
    """The error to raise for a file that the operating system refuses access to."""
    why = (error.strerror or str(error)).lower()
    return StoreUnusable(path=str(path), why=why, mend="Choose a folder that can be written to.")


def refuse_network(path: Path) -> None:
    """Raise `StoreUnusable` if the file is, or would be, on a network file system."""
    mounts = Path("/proc/self/mounts")
    known = mounts.read_text("utf-8", "replace") if mounts.exists() else ""
    if kind := network_kind(str(path.absolute().resolve()), known):
        raise StoreUnusable(
            path=str(path),
            why=f"it is on a network file system ({kind}), where a crash can damage it",
            mend="Put it on a local disk, or use PostgreSQL.",
        )


def network_kind(path: str, mounts: str) -> str:
    r"""The type of network file system that `path` is on, or "".

    `mounts` has the format of /proc/self/mounts. On Windows the path tells: \\server\share.
    """
    if path.startswith("\\\\"):
        return "a Windows share"
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ").rstrip("/") + "/"
        if f"{path}/".startswith(point) and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind if kind in NETWORK else ""


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
