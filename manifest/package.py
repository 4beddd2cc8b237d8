"""Makes the zip. The same settings give the same bytes, so that packages can be compared."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from bot.errors import SettingError
from manifest.app import SCHEMAS, App, manifest_of
from manifest.faults import NotPackaged, faults_of, too_long
from manifest.texts import DEFAULT, OTHERS, spoken, translation

ICONS: Final = Path(__file__).parent / "icons"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can have


def package(app: App, faults: Iterable[SettingError] = ()) -> bytes:
    """The package as a zip. `faults` are those already found in the settings. Raises `NotPackaged`
    with all faults, if there are any."""
    known = list(faults)
    named = {each.name for each in known}
    found = [str(each) for each in known + [e for e in faults_of(app) if e.name not in named]]
    found = found or [fault for each in (DEFAULT, *OTHERS) for fault in _long_texts(app, each)]
    if found:
        raise NotPackaged(faults="\n".join(found))
    return zipped(contents(app))


class Told(Protocol):
    """The settings that an app is made from; `bot.settings.Settings` has them all."""

    @property
    def app_id(self) -> str: ...
    @property
    def public_url(self) -> str: ...
    @property
    def sender(self) -> str: ...


def packaged(told: Told, faults: Iterable[SettingError], own: str, version: str) -> bytes:
    """The package for these settings, with `version` or else the bot's `own`. Raises `NotPackaged`
    if there are any faults."""
    return package(App(told.app_id, told.public_url, told.sender, version or own), faults)


def contents(app: App) -> dict[str, bytes]:
    """The package's files by name."""
    tree = manifest_of(app)
    schema = {"$schema": f"{SCHEMAS}/MicrosoftTeams.Localization.schema.json"}
    return {
        "manifest.json": _json(spoken(tree, DEFAULT)),
        **{f"{each}.json": _json(schema | translation(tree, each)) for each in OTHERS},
        "color.png": (ICONS / "color.png").read_bytes(),
        "outline.png": (ICONS / "outline.png").read_bytes(),
    }


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip without compression, since compressed bytes differ between versions of zlib."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _EPOCH)
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _long_texts(app: App, language: str) -> list[str]:
    return [f"{language}: {each}" for each in too_long(spoken(manifest_of(app), language))]


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
