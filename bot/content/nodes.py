"""Parses YAML into plain nodes that know their line, without YAML's own interpretation of values.

Texts stay as they were written: `en: No` is the text "No", not False, and `0301` keeps its four
characters. Refused is what hand-written content has no use for: anchors, aliases and tags (with
which a small file can grow without bounds), several documents in a file, and deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

import yaml

from bot.content.faults import ContentFault, Kind, shown
from bot.core.text_files.damage import misread_letters

LARGEST_FILE: Final = 64 * 1024  # bytes; a lesson in three languages is about 15 KB
DEEPEST: Final = 8  # levels of lists and mappings; a lesson has 6

# YAML refuses these, or ends a line at them, where no editor does: line numbers would be wrong.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")

# The parser written in C is about ten times as fast, and accepts the same language.
_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """One value in a file. `line` counts from 1.

    A scalar has `text` as written and `style` ("" for plain, else YAML's indicator: ' " | >).
    A list has `items`; a mapping has `pairs`, including duplicates.
    """

    shape: Literal["scalar", "list", "mapping"]
    line: int
    text: str = ""
    style: str = ""
    items: list[Node] = field(default_factory=list)

    @property
    def pairs(self) -> Iterator[tuple[Node, Node]]:
        return zip(self.items[::2], self.items[1::2], strict=True)

    @property
    def empty(self) -> bool:
        """Whether nothing was written here (`title:`, `title: ~` or `title: ""`)."""
        return self.shape == "scalar" and (not self.text or (self.text == "~" and not self.style))


class _Stop(Exception):
    """The fault that stops reading. It is raised and caught in this module."""

    def __init__(self, kind: Kind, line: int, what: str, mend: str) -> None:
        super().__init__()
        self.kind, self.line, self.what, self.mend = kind, line, what, mend


def read(path: Path, name: str, largest: int = LARGEST_FILE) -> Node | ContentFault:
    """The document in the file, or the fault that stopped reading. Raises nothing.

    `name` is the file's name in messages. Files of more than `largest` bytes are not read.
    """
    try:
        return parse(_content(path, largest))
    except OSError as error:
        why = error.strerror or type(error).__name__
        return ContentFault(
            Kind.UNREADABLE, name, 1, f"the file can't be read: {why}", "Put it right."
        )
    except _Stop as stop:
        return ContentFault(stop.kind, name, stop.line, stop.what, stop.mend)


def _content(path: Path, largest: int) -> str:
    if not path.is_file():
        raise _Stop(Kind.UNREADABLE, 1, "there is no such file", "Add it, or correct the name.")
    with path.open("rb") as file:
        raw = file.read(largest + 1)
    if len(raw) > largest:
        raise _Stop(Kind.TOO_BIG, 1, f"the file is larger than {largest:,} bytes", "Shorten it.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        mend = "Save the file as UTF-8 in your editor."
        raise _Stop(Kind.NOT_UTF8, line, "the file is not UTF-8 text", mend) from None
    if unseen := _UNSEEN.search(text):
        line = text.count("\n", 0, unseen.start()) + 1
        what = f"there is an invisible character here (U+{ord(unseen[0]):04X})"
        raise _Stop(Kind.STRANGE_CHARACTER, line, what, "Delete it and write a plain space.")
    if misread := misread_letters(text):
        line = text.count("\n", 0, text.index(misread)) + 1
        what = f"`{misread}` is a letter that was read in the wrong encoding"
        raise _Stop(Kind.STRANGE_CHARACTER, line, what, "Write the letter, and save it as UTF-8.")
    return text


def parse(text: str) -> Node:
    """The document in `text`. Raises only `_Stop`, which `read` turns into a fault."""
    try:
        return _compose(yaml.parse(text, Loader=_Loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark else 1
        problem = str(getattr(error, "problem", None) or getattr(error, "reason", "it breaks off"))
        raise _Stop(
            Kind.SYNTAX, line, f"this is not YAML: {shown(problem)}", _mend(problem)
        ) from None
    except (ValueError, OverflowError):
        # The pure Python parser passes a few impossible escapes and directives to int() and chr().
        raise _Stop(Kind.SYNTAX, 1, "this is not YAML", _mend("")) from None


def _mend(problem: str) -> str:
    if "mapping values" in problem:
        return 'A text with ": " in it must stand in "quotes" or below a `|`.'
    if "\\t" in problem or "tab" in problem:
        return "Indent with spaces, never with tabs."
    if "cannot start" in problem or "alphabetic" in problem:
        return (
            'A text that begins with a sign such as * or ` must stand in "quotes" or below a `|`.'
        )
    return "Look at indentation, quotes and brackets on this line and the one above."


def _compose(events: Iterator[yaml.Event]) -> Node:
    """Build nodes from events. A list serves as the stack, so that no depth exhausts recursion."""
    root = Node("list", 1)
    stack = [root]
    for event in events:
        _refuse(event)
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.NodeEvent):
            node = _node(event)
            stack[-1].items.append(node)
            if node.shape != "scalar":
                stack.append(node)
        _limit(stack, root, event)
    if not root.items or root.items[0].empty:
        raise _Stop(Kind.EMPTY, 1, "the file is empty", "Write it, or remove the file.")
    return root.items[0]


def _limit(stack: list[Node], root: Node, event: yaml.Event) -> None:
    line = _line(event)
    if len(stack) - 1 > DEEPEST:
        raise _Stop(Kind.TOO_DEEP, line, f"more than {DEEPEST} levels deep", "Make it flatter.")
    if root.items and isinstance(event, yaml.DocumentStartEvent):
        mend = "Remove the `---` line; one file holds one thing."
        raise _Stop(Kind.SYNTAX, line, "a second document begins here", mend)


def _refuse(event: yaml.Event) -> None:
    tag, anchor = getattr(event, "tag", None), getattr(event, "anchor", None)
    if tag is not None or anchor is not None or isinstance(event, yaml.AliasEvent):
        what = "`&`, `*` and `!` have a meaning of their own in YAML, and are not used here"
        mend = 'Put the text in "quotes", or write the value out.'
        raise _Stop(Kind.ALIAS, _line(event), what, mend)


def _node(event: yaml.NodeEvent) -> Node:
    line = _line(event)
    if isinstance(event, yaml.ScalarEvent):
        return Node("scalar", line, event.value, event.style or "")
    return Node("list" if isinstance(event, yaml.SequenceStartEvent) else "mapping", line)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1
