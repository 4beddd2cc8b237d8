"""Turns nodes into values. It notes every fault and goes on; nothing is raised.

Where something is wrong, a method returns a harmless placeholder. When the value is complete, the
caller checks whether a fault was noted (`Reader.sound`), and discards the value if so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from bot.content.faults import ContentFault, Kind, Notes, did_you_mean, nearest, shown
from bot.content.nodes import Node
from bot.content.texts import Rule, flaws, tidy, url_fault
from bot.core.languages import LANGUAGES, Language, Text

LONGEST_ID: Final = 60  # of a course, lesson or question; they become keys in the store
LONGEST_OPTION_ID: Final = 20
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER: Final = re.compile(r"[0-9]{1,6}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Reader:
    """Reads one file, or one entry in it. `sound` is true until a fault is noted; warnings do not
    count. `missing` has the texts that are missing in each language, as (where, line)."""

    def __init__(self, notes: Notes, file: str, lesson: str = "") -> None:
        self.notes = notes
        self.file = file
        self.lesson = lesson
        self.texts = 0
        self.missing: dict[Language, list[tuple[str, int]]] = {each: [] for each in LANGUAGES}
        self.sound = True

    def fault(self, kind: Kind, line: int, what: str, mend: str, language: str = "") -> None:
        found = ContentFault(kind, self.file, line, what, mend, self.lesson, language)
        self.notes.all.append(found)
        self.sound = self.sound and found.warning

    def fields(
        self, node: Node | None, where: str, required: Sequence[str], optional: Sequence[str] = ()
    ) -> dict[str, Node]:
        """The mapping's known fields that have a value; unknown, duplicate and missing ones are
        noted as faults."""
        if node is None:
            return {}
        if node.shape != "mapping":
            mend = f"Write the keys {_listed(required or optional)} below it, indented."
            self.fault(Kind.WRONG_TYPE, node.line, f"{where} must have keys", mend)
            return {}
        found = self._pairs(node, where, (*required, *optional))
        for key in required:
            if key not in found or found[key].empty:
                line = found[key].line if key in found else node.line
                self.fault(Kind.MISSING_KEY, line, f"{where} has no `{key}`", f"Add `{key}:`.")
        return {key: each for key, each in found.items() if not each.empty}

    def _pairs(self, node: Node, where: str, known: Sequence[str]) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for key, value in node.pairs:
            name = key.text if key.shape == "scalar" else ""
            if name not in known:
                mend = f"{did_you_mean(name, known)}Known here: {_listed(known)}."
                self.fault(Kind.UNKNOWN_KEY, key.line, f"{where}: `{shown(name)}` is no key", mend)
            elif name in found:
                mend = f"Keep one; the first is on line {found[name].line}."
                self.fault(Kind.DUPLICATE_KEY, key.line, f"{where} has `{name}` twice", mend)
            else:
                found[name] = value
        return found

    def items(self, node: Node | None, where: str, low: int, high: int) -> list[Node]:
        if node is None:
            return []
        if node.shape != "list":
            mend = "Write each on a line of its own that begins with `- `, or all in [a, b]."
            self.fault(Kind.WRONG_TYPE, node.line, f"{where} must be a list", mend)
            return []
        if not low <= len(node.items) <= high:
            what = f"{where} has {len(node.items)} entries"
            self.fault(Kind.OUT_OF_RANGE, node.line, what, f"Give it {low} to {high}.")
        return node.items[: 2 * high + 1]  # beyond that, one fault says enough

    def scalar(self, node: Node | None, where: str, language: str = "") -> str:
        """The text as written; a list or mapping is noted as a fault."""
        if node is None:
            return ""
        if node.shape != "scalar":
            what = f"{where} must be one text, and is a {node.shape}"
            mend = 'Write one text; one with ": " or "- " in it needs "quotes" or a `|`.'
            self.fault(Kind.WRONG_TYPE, node.line, what, mend, language)
            return ""
        return node.text

    def number(self, node: Node | None, where: str, low: int, high: int) -> int:
        value = self.scalar(node, where)
        if node is None or node.shape != "scalar":
            return low
        if node.style or not _NUMBER.fullmatch(value):
            what = f"{where} must be a whole number, and is `{shown(value)}`"
            self.fault(Kind.WRONG_TYPE, node.line, what, "Write it in digits, without quotes.")
            return low
        if not low <= int(value) <= high:
            what = f"{where} is {int(value)}"
            self.fault(Kind.OUT_OF_RANGE, node.line, what, f"Choose {low} to {high}.")
            return low
        return int(value)

    def choice(self, node: Node | None, where: str, known: Sequence[str]) -> str:
        """One of the known words. A wrong one is noted, and replaced by what was probably meant."""
        value = unicodedata.normalize("NFC", self.scalar(node, where))
        if node is None or node.shape != "scalar" or value in known:
            return value if value in known else known[0]
        mend = f"{did_you_mean(value, known)}Choose one of {_listed(known)}."
        self.fault(Kind.BAD_CHOICE, node.line, f"{where} can't be `{shown(value)}`", mend)
        return nearest(value, known) or known[0]

    def id(self, node: Node | None, where: str, longest: int = LONGEST_ID) -> str:
        """An id: a-z, 0-9 and single hyphens between them, at most `longest` characters."""
        value = self.scalar(node, where)
        if node is None or node.shape != "scalar":
            return ""
        if not _ID.fullmatch(value) or len(value) > longest:
            mend = f"Use a-z, 0-9 and hyphens between them, at most {longest} characters"
            # Teams returns the answer to a multiple choice as ids separated by commas.
            comma = "; a comma would split it in two" if "," in value else ""
            what = f"{where} is `{shown(value)}`"
            self.fault(Kind.BAD_ID, node.line, what, f"{mend}{comma}.")
            return ""
        return value

    def unique(self, pairs: Iterable[tuple[str, int]], where: str) -> None:
        """Note each id that occurs again, with its line; "" is ignored."""
        first: dict[str, int] = {}
        for id, line in pairs:
            if id and id in first:
                mend = f"Rename one; the first is on line {first[id]}."
                self.fault(Kind.DUPLICATE_ID, line, f"{where} `{id}` is there twice", mend)
            first.setdefault(id, line)

    def day(self, node: Node | None, where: str) -> date:
        value = self.scalar(node, where)
        if node is None or node.shape != "scalar":
            return date.min
        try:
            if _DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        what = f"{where} is `{shown(value)}`, and is no date"
        self.fault(Kind.BAD_DATE, node.line, what, "Write it as year-month-day: 2026-11-22.")
        return date.min

    def url(self, node: Node | None, where: str, language: str = "") -> str:
        value = self.scalar(node, where, language).strip()
        if node is not None and node.shape == "scalar" and (why := url_fault(value)):
            mend = "Write a whole address that begins with https://."
            self.fault(Kind.BAD_URL, node.line, f"{where}: {why}", mend, language)
        return value

    def text(self, node: Node | None, where: str, rule: Rule) -> Text:
        """A text in up to three languages. A missing language goes into `missing`, and is not a
        fault."""
        if node is None:
            return Text()
        found = self.fields(node, where, (), LANGUAGES)
        words = {each: self._words(found.get(each), where, rule, each) for each in LANGUAGES}
        self.texts += 1
        for each in LANGUAGES:
            if not words[each]:
                self.missing[each].append((where, node.line))
        if node.shape == "mapping" and not any(words.values()):
            mend = "Write it in at least one of nb, nn and en."
            self.fault(Kind.NO_LANGUAGE, node.line, f"{where} is there in no language", mend)
        return Text(**words)

    def note_missing(self) -> None:
        """Note one warning for each language that texts are missing in. Call it at the end of the
        file."""
        for language, missing in self.missing.items():
            if missing:
                places = ", ".join(f"{where} (line {line})" for where, line in missing[:5])
                more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
                what = f"{len(missing)} of {self.texts} texts are missing here: {places}{more}"
                mend = "Who chose this language sees the nearest other one there."
                self.fault(Kind.LANGUAGE_MISSING, missing[0][1], what, mend, language)

    def _words(self, node: Node | None, where: str, rule: Rule, language: Language) -> str:
        value = self.scalar(node, where, language)
        if node is None:
            return ""
        for flaw in flaws(value, rule):
            # Below a `|` the text begins on the next line; in other styles lines can't be known.
            line = node.line + 1 + flaw.line if node.style == "|" else node.line
            self.fault(flaw.kind, line, f"{where}: {flaw.what}", flaw.mend, language)
        return tidy(value)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in words)
