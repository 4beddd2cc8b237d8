"""Known vulnerabilities in what is locked, less the exceptions in pyproject.toml: `make audit`.

0: nothing known, 1: something is, or an exception is no longer needed, 2: not everything could be
asked. It takes a machine that reaches the advisories of PyPI and npm. Of a service that isn't
reached, pip-audit says "No known vulnerabilities found"; here it counts as not asked.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.locks.reading import NPM, PROJECT, PYTHON, ROOT, locked

SHORTEST_REASON: Final = 20  # characters
ENDS: Final = ("nothing else is known", "see above", "NOT EVERYTHING COULD BE ASKED from here")


@dataclass(frozen=True, slots=True)
class Advisory:
    """What is known against a package. It may have several ids: GHSA-..., CVE-..., PYSEC-..."""

    package: str
    ids: tuple[str, ...]
    says: str

    def excepted(self, reasons: Mapping[str, str]) -> list[str]:
        return [id for id in self.ids if id in reasons]

    def __str__(self) -> str:
        return f"{self.package}: {' '.join(self.ids)} {self.says}".strip()


class NotAsked(Exception):
    """A service gave no answer for all packages; the text says why."""


def from_pip_audit(report: str, errors: str = "") -> list[Advisory]:
    """The advisories in pip-audit's JSON. Raises NotAsked."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError):
        raise NotAsked(_last_line(errors)) from None
    if skipped := [each["skip_reason"] for each in packages if "skip_reason" in each]:
        raise NotAsked(f"{len(skipped)} of {len(packages)} packages; {skipped[0]}")
    return [
        Advisory(
            f"{each['name']} {each['version']}",
            (found["id"], *found["aliases"]),
            f"(mended in {', '.join(found['fix_versions']) or 'no version yet'})",
        )
        for each in packages
        for found in each["vulns"]
    ]


def from_npm_audit(report: str, errors: str = "") -> list[Advisory]:
    """The advisories in npm's JSON. Raises NotAsked."""
    try:
        told = json.loads(report)
        packages = told["vulnerabilities"]
    except ValueError:
        raise NotAsked(_last_line(errors)) from None
    except KeyError:
        raise NotAsked(told.get("message") or _last_line(errors)) from None
    causes = [each for package in packages.values() for each in package["via"]]
    return [
        Advisory(f"{each['name']} {each['range']}", (each["url"].rsplit("/")[-1],), each["title"])
        for each in causes
        if isinstance(each, dict)  # else it is the name of a package that has the cause
    ]


def _last_line(errors: str) -> str:
    return (errors.strip().splitlines() or ["it said nothing"])[-1]


def exceptions(project: Mapping[str, Any]) -> dict[str, str]:
    """Why each excepted advisory does no harm here. Raises ValueError for what is not an id with
    a reason."""
    table: dict[str, str] = project["tool"]["padriver"]["audit"]
    for id, reason in table.items():
        if not re.match(r"(GHSA|CVE|PYSEC)-\w", id) or len(reason) < SHORTEST_REASON:
            raise ValueError(f"pyproject.toml, tool.padriver.audit: {id} takes an id and a reason")
    return table


def verdict(
    found: Sequence[Advisory], not_asked: Sequence[str], reasons: Mapping[str, str]
) -> tuple[list[str], int]:
    """What to print, and the exit code. `reasons` are the exceptions: an id, and why."""
    known = [each for each in found if not each.excepted(reasons)]
    needed = {id for each in found for id in each.excepted(reasons)}
    unneeded = [] if not_asked else sorted(reasons.keys() - needed)
    lines = [
        *(f"KNOWN: {each}" for each in known),
        *(f"excepted: {id}: {reasons[id]}" for id in sorted(needed)),
        *(f"NO LONGER NEEDED in pyproject.toml: {id}" for id in unneeded),
        *(f"NOT ASKED: {why}" for why in not_asked),
    ]
    return lines, 1 if known or unneeded else 2 if not_asked else 0


def ask_pypi() -> list[Advisory]:
    """About every package, also of other platforms. Raises NotAsked."""
    names = {f"{each.name}=={each.version}" for file in PYTHON for each in locked(file.name)}
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "packages.txt"
        listed.write_text("\n".join(sorted(names)), "utf-8")
        quietly = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "-f", "json"]
        return _ask([sys.executable, "-m", "pip_audit", *quietly, "-r", listed], from_pip_audit)


def ask_npm() -> list[Advisory]:
    """About every npm package. Raises NotAsked."""
    return _ask(["npm", "audit", "--json", "--package-lock-only"], from_npm_audit)


def _ask(command: list[str | Path], read: Callable[[str, str], list[Advisory]]) -> list[Advisory]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return read(done.stdout, done.stderr)


def main() -> int:
    reasons = exceptions(PROJECT)
    found, not_asked = [], []
    for name, ask in (("PyPI", ask_pypi), ("npm", ask_npm)):
        try:
            found += ask()
        except NotAsked as why:
            not_asked.append(f"{name}: {why}")
    lines, code = verdict(found, not_asked, reasons)
    count = len({each.name for file in PYTHON for each in locked(file.name)})
    last = f"{count} Python and {len(NPM['packages']) - 1} npm packages: {ENDS[code]}"
    print(*lines, last, sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
