"""python app.py audit: who did what, one line for each entry, oldest first."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Any, TextIO

from bot.actions.operations import audit_trail
from bot.actions.operations.audit_trail import AuditEntry
from bot.cli.tools import Tools

_UNKNOWN = "somebody"  # in entries from before the kind of actor was recorded


async def audit(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Print the entries page by page. It works while the bot runs."""
    begin: str | None = audit_trail.beginning(args.since)
    async with tools.reading() as reports:
        while begin is not None:
            page = await audit_trail.entries(reports.store, begin)
            out.writelines(f"{_line(each)}\n" for each in page.entries)
            begin = page.next or None
    return 0


def _line(entry: AuditEntry) -> str:
    who = " ".join(filter(None, (entry.kind.replace("_", " ") or _UNKNOWN, entry.by)))
    parts = [entry.at, who, entry.act, entry.about]
    if entry.times > 1:
        parts.append(f"{entry.times} times")
    if entry.before or entry.after:
        parts.append(f"{_facts(entry.before)} -> {_facts(entry.after)}")
    return "  ".join(filter(None, parts))


def _facts(facts: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {_value(value)}" for name, value in facts.items()) or "-"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "-"
    return str(value) if value != "" else "-"
