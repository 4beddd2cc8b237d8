"""Which settings a command uses, local mode's or production's, and why; and what speaks for the
other when it had to guess."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.errors import EnvFileUnreadable

_ADD = "Add --env-file FILE, with the file of the systemd unit."


class EnvFile(Protocol):
    """A file of settings, read as systemd reads it. `faults` are sentences."""

    @property
    def values(self) -> Mapping[str, str]: ...
    @property
    def faults(self) -> tuple[str, ...]: ...


ReadEnvFile = Callable[[Path], EnvFile]
"""Raises `EnvFileUnreadable`."""


@dataclass(frozen=True, slots=True)
class Mode:
    """`env` is the environment with the settings of every --env-file over it, as in a unit.

    `guessed` means that nobody said --local, but there is no APP_ID either. `faults` are sentences
    about the files, `signs` about files nearby that look like production's."""

    local: bool
    why: str
    env: Mapping[str, str] = field(default_factory=dict, repr=False)
    guessed: bool = False
    faults: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The mode as a sentence."""
        return f"Looked at as {'local mode' if self.local else 'production'}: {self.why}."

    @property
    def notes(self) -> list[str]:
        """What whoever gives a command should know, but that does not stop it."""
        found = [f"Note: {self.why}. {each}" for each in self.signs]
        return [*(f"Note: {each}" for each in self.faults), *found]


def mode_of(
    args: Namespace, env: Mapping[str, str], read: ReadEnvFile, nearby: Iterable[Path]
) -> Mode:
    """The mode that the arguments ask for. Raises `EnvFileUnreadable` for an --env-file that can't
    be read. `nearby` are files to look at when it is a guess."""
    files = [read(each) for each in args.env_file]
    merged = dict(env)
    for each in files:
        merged |= each.values
    faults = tuple(sentence for each in files for sentence in each.faults)
    if args.local:
        return Mode(True, "--local was given", merged, faults=faults)
    if merged.get("APP_ID", "").strip():
        return Mode(False, f"APP_ID is set in {_where(args, files)}", merged, faults=faults)
    why = f"APP_ID is not set in {_where(args, ())}"
    return Mode(True, why, merged, True, faults, tuple(_signs(read, nearby)))


def _where(args: Namespace, files: Iterable[EnvFile]) -> str:
    """Where APP_ID was found, or was looked for."""
    for path, file in reversed(list(zip(args.env_file, files, strict=False))):
        if file.values.get("APP_ID", "").strip():
            return str(path)
    return " or ".join(["the environment", *([] if files else map(str, args.env_file))])


def _signs(read: ReadEnvFile, nearby: Iterable[Path]) -> Iterable[str]:
    for path in nearby:
        try:
            if path.is_file() and read(path).values.get("APP_ID", "").strip():
                yield f"But {path} has an APP_ID. Add --env-file {path}."
        except (EnvFileUnreadable, OSError):
            yield f"But there is {path}, which can't be read by this user. {_ADD}"


def of_running(status: int) -> list[str]:
    """What the status of a request without a token says of the bot that runs here: in local mode
    it asks for none."""
    if status != 401:
        return []
    return [f"But the bot that runs on this port is not in local mode. {_ADD}"]


def of_store(in_production: bool) -> list[str]:
    if not in_production:
        return []
    return [f"But the store was written by a bot in production. {_ADD}"]
