"""What a text may contain: its length, its characters, and only the Markdown that Teams shows.

A TextBlock in Teams shows bold, italic, lists and links, and no headings, tables, images or code:
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
Titles and options also appear in inputs and on buttons, which show no Markdown at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from bot.content.faults import Kind, shown

LONGEST_URL: Final = 500


@dataclass(frozen=True, slots=True)
class Rule:
    """`longest` is in characters. `markdown` allows bold, italic, lists and links; `lines` allows
    more than one line."""

    longest: int
    markdown: bool = False
    lines: bool = False


RULES: Final[dict[str, Rule]] = {
    "title": Rule(80),
    "body": Rule(1800, markdown=True, lines=True),
    "try_it": Rule(600, markdown=True, lines=True),
    "learned": Rule(250, markdown=True),
    "reread": Rule(400, markdown=True, lines=True),
    "alt": Rule(300),
    "link": Rule(80),
    "question": Rule(400, markdown=True, lines=True),
    "option": Rule(150),
    "feedback": Rule(500, markdown=True, lines=True),
}


class Flaw(NamedTuple):
    """One thing that is wrong in a text. `line` counts from 0 within the text."""

    kind: Kind
    line: int
    what: str
    mend: str


def tidy(text: str) -> str:
    """The text in the form that is stored: with composed characters (NFC), and without blanks
    around it or at the ends of lines."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n ")


def flaws(text: str, rule: Rule) -> Iterator[Flaw]:
    """Everything that is wrong with `text`, which must be as in the file for lines to be right."""
    kept = tidy(text)
    if len(kept) > rule.longest:
        what = f"this is {len(kept)} characters long, and {rule.longest} is the most"
        yield Flaw(Kind.TOO_LONG, 0, what, "Cut it, or move a part to a lesson of its own.")
    if "\n" in kept and not rule.lines:
        yield Flaw(Kind.TOO_LONG, 0, "this must be one line", "Join the lines into one.")
    for number, line in enumerate(text.split("\n")):
        yield from _strange(line, number)
        yield from (_in_markdown if rule.markdown else _in_plain)(line, number)
    if rule.markdown and kept.count("**") % 2:
        yield Flaw(Kind.MARKDOWN, 0, "a bold text is opened and never closed", "Count the `**`.")


# Soft hyphens and the joiners in emoji are wanted; other invisible characters came by a bad paste.
_WELCOME: Final = {"\u00ad", "\u200d"}


def _strange(line: str, number: int) -> Iterator[Flaw]:
    for character in line.rstrip("\r"):
        if unicodedata.category(character)[0] == "C" and character not in _WELCOME:
            what = f"there is an invisible character here (U+{ord(character):04X})"
            yield Flaw(Kind.STRANGE_CHARACTER, number, what, "Delete it and write a plain space.")
            return


# pattern in a line -> what Teams doesn't show, and what to write instead
_NOT_SHOWN: Final[tuple[tuple[re.Pattern[str], str, str], ...]] = (
    (re.compile(r"^\s{0,3}#{1,6}(\s|$)"), "a heading", "Write the line in **bold** instead."),
    (re.compile(r"^\s*(=+|-{2,}|\*{3,}|_{3,})\s*$"), "a line or a heading", "Leave an empty line."),
    (re.compile(r"^\s*\|.*\||^\s*:?-+:?\s*\|"), "a table", "Write a list instead."),
    (re.compile(r"!\[[^\]]{0,200}\]"), "an image", "Use `picture:` for the lesson's one picture."),
    (re.compile(r"`|^\s*~~~"), "code", "Write it in **bold** instead."),
    (re.compile(r"~~"), "struck-out text", "Leave it out."),
    (re.compile(r"^\s*>"), "a quotation", 'Use "quotes" or *italic* instead.'),
    (
        re.compile(r"<[a-zA-Z/!?]"),
        "HTML",
        "Use **bold**, *italic*, lists and [links](https://...).",
    ),
    (re.compile(r"^(\t| {4,})(?![-*+] |\d+[.)] )\S"), "code (an indented line)", "Unindent it."),
)
_LINK: Final = re.compile(r"\[([^\]\[]{0,300})\]\(([^)]{0,600})\)")
_PLAIN: Final = re.compile(
    r"\*\*|__|`|\]\(|!\[|<[a-zA-Z/!]|^\s*#{1,6}\s|\*\w[^*]*\w\*|(?<!\w)_\w[^_]*_(?!\w)"
)


def _in_markdown(line: str, number: int) -> Iterator[Flaw]:
    for sign, what, mend in _NOT_SHOWN:
        if sign.search(line):
            yield Flaw(Kind.MARKDOWN, number, f"Teams does not show {what} in a card", mend)
    for words, url in _LINK.findall(line):
        if why := url_fault(url):
            mend = "Write a whole address that begins with https://."
            yield Flaw(Kind.BAD_URL, number, f"the link `{shown(words)}`: {why}", mend)


def _in_plain(line: str, number: int) -> Iterator[Flaw]:
    if _PLAIN.search(line):
        what = "this text is shown as it stands, so its Markdown would be seen as signs"
        yield Flaw(Kind.MARKDOWN, number, what, "Remove the signs.")


def url_fault(url: str) -> str:
    """Why a card could not open this address, or "" if it could."""
    if len(url) > LONGEST_URL:
        return f"the address is longer than {LONGEST_URL} characters"
    if any(c.isspace() or unicodedata.category(c)[0] == "C" for c in url):
        return "the address has a blank or an invisible character in it"
    try:
        parts = urlsplit(url)
        host, user, _ = parts.hostname or "", parts.username, parts.port
    except ValueError:
        return "this is not an address"
    if parts.scheme != "https":
        return "the address must begin with https://"
    if "." not in host.strip("."):
        return "the address has no host name"
    return "the address holds a user name" if user is not None else ""
