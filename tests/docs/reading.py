"""The documents as their tests read them: sections, tables, examples, links."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
DOCS: Final = ROOT / "docs"
README: Final = (ROOT / "README.md").read_text("utf-8")
PAGES: Final = (ROOT / "README.md", *sorted(DOCS.rglob("*.md")))


def document(name: str) -> str:
    return (DOCS / f"{name}.md").read_text("utf-8")


def section(name: str, title: str) -> str:
    """What stands under a heading of a document, up to the next of its level."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^\1 |\Z)", document(name), re.M | re.S)
    assert found, title
    return found[2]


def examples(name: str, language: str) -> list[str]:
    """The blocks in that language of a document, in order."""
    return re.findall(rf"```{language}\n(.*?)```", document(name), re.S)


def rows(text: str) -> list[str]:
    """The first cells of all tables."""
    return re.findall(r"^\| (`.*?) \|", text, re.M)


def links(text: str) -> list[str]:
    """Where links and pictures lead, those into the network left out."""
    every = re.findall(r"\]\(([^)\s]+)\)", text)
    return [each for each in every if not re.match(r"https?://", each)]


def slug(heading: str) -> str:
    """As GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
