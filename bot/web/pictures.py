"""Serves lesson pictures. Teams fetches them without signing in, so they are never personal."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.web.guard import fail

PATH: Final = "/pictures"
_TYPES: Final = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_HEADERS: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class Pictures:
    """Every picture under a name that includes a hash of its content ("mute.0f3c9a….png"), so that
    clients may cache it for a year. The pictures are few and small, and kept in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """`files` has contents by file name. Raises KeyError for anything but PNG and JPEG."""
        self._served: dict[str, tuple[bytes, str]] = {}
        self._names: dict[str, str] = {}
        for file, content in files.items():
            name = Path(file)
            served = f"{name.stem}.{sha256(content).hexdigest()[:16]}{name.suffix}"
            self._names[file] = served
            self._served[served] = (content, _TYPES[name.suffix])

    @classmethod
    def read(cls, paths: Mapping[str, Path]) -> Pictures:
        """Read files from disk; `paths` has them by the name that a lesson uses. Raises OSError,
        and KeyError for anything but PNG and JPEG."""
        return cls({file: path.read_bytes() for file, path in paths.items()})

    def addresses(self, public_url: str) -> dict[str, str]:
        """Public addresses by file name, for the cards; empty without a public URL."""
        if not public_url:
            return {}
        base = public_url.rstrip("/")
        return {file: f"{base}{PATH}/{served}" for file, served in self._names.items()}

    async def serve(self, request: web.Request) -> web.Response:
        found = self._served.get(request.match_info["name"])
        if found is None:
            return fail(404, "not_found", "There is no such picture.")
        content, kind = found
        return web.Response(body=content, content_type=kind, headers=_HEADERS)
