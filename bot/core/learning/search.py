"""Finds lessons by words: "hvordan deler jeg skjerm?" -> the lesson on sharing.

The words of each lesson are weighted by where they occur and how rare they are. Words are reduced
to stems, so that "deler", "deling" and "del" match, and small typos are tolerated.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from bot.core.languages import LANGUAGES, Language
from bot.core.learning.lessons import Lesson
from bot.core.typed_commands import distance, plain, reach

_ENDINGS = (
    "ingane ingene ingen inger ingar inga ene ane ing ene ar er en et ed es a e s r"  # nb, nn
    " ings ing ly"  # en
).split()
_STOP = frozenset(  # as `plain` writes them: å is a, ø is o, æ is ae
    "a alle an and are at av bruke bruker can da de dei den det do does du eg ei ein eit eller en"
    " er et for fra fa gjer gjor har have hei hello how hva hvem hvor hvordan hvorfor i ikke ikkje"
    " in is it jeg kan ka kva kvar kven kvifor korleis lage man med meg mi min mine mitt my na nar"
    " no of og om on or pa please skal som sa team teams that the this til to use ved vi vil ville"
    " want what when where who why with you".split()
)
_WEIGHTS = (("title", 6.0), ("learned", 3.0), ("try_it", 2.0), ("body", 1.0))


MOST_WORDS = 12  # words of a question that are looked up; a longer text is not a question


_LONGEST_FIRST = tuple(sorted(_ENDINGS, key=len, reverse=True))


@lru_cache(maxsize=8_192)  # lessons have some thousand words, and the same ones often
def stem(word: str) -> str:
    """The word without its ending, of which at least three letters are kept."""
    for ending in _LONGEST_FIRST:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def stems(text: str) -> list[str]:
    return [stem(each) for each in plain(text).split() if each not in _STOP and len(each) > 1]


class Index:
    """An index of all lessons in all languages, since people search with the words they know."""

    def __init__(self, lessons: Iterable[Lesson]) -> None:
        self._lessons = list(lessons)
        self._bags = {each.id: _bag(each) for each in self._lessons}
        seen = Counter(word for bag in self._bags.values() for word in bag)
        total = len(self._bags)
        self._rarity = {word: math.log(1 + total / count) for word, count in seen.items()}
        self._by_letter: dict[str, list[str]] = {}
        for word in self._rarity:
            self._by_letter.setdefault(word[0], []).append(word)

    def best(self, text: str, limit: int = 3) -> list[Lesson]:
        """Up to `limit` lessons, best first; none if no word in the text is known."""
        asked = list(dict.fromkeys(stems(text)))[:MOST_WORDS]
        wanted = {hit for each in asked for hit in self._known(each)}
        scores = {
            id: sum(bag.get(word, 0.0) * self._rarity[word] for word in wanted)
            for id, bag in self._bags.items()
        }
        top = max(scores.values(), default=0.0)
        found = [each for each in self._lessons if scores[each.id] > top * 0.25]
        return sorted(found, key=lambda each: -scores[each.id])[:limit]

    def _known(self, word: str) -> list[str]:
        """The indexed words that this one may mean: itself, compounds with it, or similar ones."""
        if word in self._rarity:
            return [word]
        alike = self._by_letter.get(word[0], ())
        part = [each for each in alike if len(word) > 3 and each.startswith(word)]
        whole = [each for each in alike if len(each) > 3 and word.startswith(each)]
        within = reach(word)
        near = [each for each in alike if within and distance(word, each, within) <= within]
        return part or whole or near


def _bag(lesson: Lesson) -> dict[str, float]:
    bag: dict[str, float] = {}
    for language in LANGUAGES:
        for word, weight in _weighted(lesson, language):
            bag[word] = max(bag.get(word, 0.0), weight)
    return bag


def _weighted(lesson: Lesson, language: Language) -> list[tuple[str, float]]:
    found = [
        (word, weight)
        for field, weight in _WEIGHTS
        for word in stems(getattr(lesson, field).to(language))
    ]
    asked = " ".join(each.text.to(language) for each in lesson.questions)
    return found + [(word, 1.0) for word in stems(asked)]


@lru_cache(maxsize=4)
def index_of(lessons: tuple[Lesson, ...]) -> Index:
    """The index of these lessons, cached."""
    return Index(lessons)
