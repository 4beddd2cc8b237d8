"""What someone typed, as a command: forgiving of case, accents and small typos."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_NOT_WORD = re.compile(r"[^\w?]+")
_REST = re.compile(r"\W*\w+\W*(.*)", re.DOTALL)
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss"})
LONGEST = 60  # a longer text is never a command


def plain(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces: "  Språk! " -> "sprak"."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(each for each in folded if not unicodedata.combining(each))
    return _NOT_WORD.sub(" ", letters).strip().removesuffix("?").strip() or text.strip()


@dataclass(frozen=True, slots=True)
class Command:
    """`rest` is what stood after the command's word, as it was typed: "nynorsk", "3"."""

    name: str
    rest: str = ""


class Commands:
    """The words of every command, in every language at once."""

    def __init__(self, table: Mapping[str, Iterable[str]], with_rest: Iterable[str] = ()) -> None:
        """`table` is {command: words}; `with_rest` names those that may be followed by more."""
        self._words = {plain(word): name for name, words in table.items() for word in words}
        self._with_rest = frozenset(with_rest)

    def match(self, text: str) -> Command | None:
        if not text.strip() or len(text) > LONGEST:
            return None
        said = plain(text)
        if said in self._words:
            return Command(self._words[said])
        if near := self._nearest(said):  # before "stop" and a rest: "stop being a champoin"
            return Command(near)
        return self._begun(said.split(), text)

    def _begun(self, said: list[str], text: str) -> Command | None:
        """A command's word with more after it, the longest that there is: "jeg er på ferie til
        mandag" before "jeg"."""
        for n in range(len(said) - 1, 0, -1):
            name = self._words.get(" ".join(said[:n]))
            if name in self._with_rest:
                return Command(name, _after_words(text, n))
        return None

    def _nearest(self, said: str) -> str | None:
        """The one command within reach of a typo; None when none or several are."""
        within = reach(said)
        near = {
            name
            for word, name in self._words.items()
            if within and word[0] == said[0] and distance(said, word, within) <= within
        }
        return near.pop() if len(near) == 1 else None


def _after_words(text: str, n: int) -> str:
    """What stands after the first n words, as it was typed: "språk: nynorsk" -> "nynorsk"."""
    rest = unicodedata.normalize("NFC", text)
    for _ in range(n):
        found = _REST.match(rest)
        rest = found[1] if found else ""
    return rest.strip()


def reach(word: str) -> int:
    """How many slips of the finger a word of this length may hold and still be known."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def distance(a: str, b: str, most: int) -> int:
    """Edits between two words, two swapped letters counting as one; `most` + 1 means "more"."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        earlier, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            best = min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
