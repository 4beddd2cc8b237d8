"""Champions as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def roll(found: Mapping[str, Any]) -> Iterator[str]:
    """Every champion with their places, then the appointments that are pending."""
    champions, waiting = found["champions"], found["waiting"]
    yield f"{len(champions)} champions"
    for each in champions:
        yield f"  {each['person']}  {_name(each)}  {', '.join(each['scope'])}"
    yield f"{len(waiting)} waiting for a yes (appoint) or a no (dismiss)"
    for each in waiting:
        by = f", suggested by {each['by']}" if each["by"] else ""
        yield f"  {each['person']}  {_name(each)}  {each['place']}{by}, {each['since'][:10]}"


def operators(found: Mapping[str, Any]) -> Iterator[str]:
    """Every operator and reader with what their role is for."""
    yield f"{len(found['operators'])} operators and readers"
    for each in found["operators"]:
        scope = ", ".join(each["scope"]) or "everything in their tenant"
        yield f"  {each['person']}  {_name(each)}  {each['role']} of {scope}"


def done(found: Mapping[str, Any], role: str) -> Iterator[str]:
    """The result of appoint or dismiss."""
    if not found["changed"]:
        yield "Nothing changed."
    elif found["role"] != "employee":
        scope = ", ".join(found["scope"]) or "everything in their tenant"
        yield f"{found['role'].capitalize()} of {scope}."
    else:
        yield f"No {role}."
    for each in found["empty"]:
        yield f"Nobody is known in {each} yet. Is it spelled as the bot knows it?"


def _name(each: Mapping[str, Any]) -> str:
    return str(each["name"]) or "(no name)"
