"""Reads one question of a lesson file into a `Question`."""

from __future__ import annotations

from typing import Final, cast

from bot.content.faults import Kind, did_you_mean, shown
from bot.content.nodes import Node
from bot.content.texts import RULES
from bot.content.yaml_reader import LONGEST_OPTION_ID, Reader
from bot.core.languages import LANGUAGES, Text
from bot.core.learning.lessons import Option, Question, QuestionKind

KINDS: Final = ("single", "multiple", "true_false")
TRUE_FALSE: Final = ("sant", "usant")
KEYS: Final = ("id", "kind", "text", "correct", "reread", "options")


def question(reader: Reader, node: Node, number: int) -> Question:
    """Question `number` (from 1) of the lesson; faults go to `reader`."""
    found = reader.fields(node, f"question {number}", KEYS)
    id = reader.id(found.get("id"), f"question {number}, id")
    where = f"question {id or number}"
    kind = reader.choice(found.get("kind"), f"{where}, kind", KINDS)
    options = _options(reader, found.get("options"), where, kind)
    return Question(
        id=id,
        kind=cast(QuestionKind, kind),
        text=reader.text(found.get("text"), f"{where}, text", RULES["question"]),
        options=options,
        correct=_correct(reader, found.get("correct"), where, kind, [e.id for e in options]),
        reread=reader.text(found.get("reread"), f"{where}, reread", RULES["reread"]),
    )


def _options(reader: Reader, node: Node | None, where: str, kind: str) -> tuple[Option, ...]:
    low, high = (2, 2) if kind == "true_false" else (2, 5)
    nodes = reader.items(node, f"{where}, options", low, high)
    options = [_option(reader, each, where, n, kind) for n, each in enumerate(nodes, 1)]
    lines = [each.line for each in nodes]
    reader.unique(zip((e.id for e in options), lines, strict=True), f"{where}, option id")
    _distinct(reader, options, lines, where)
    return tuple(options)


def _option(reader: Reader, node: Node, where: str, number: int, kind: str) -> Option:
    fixed = kind == "true_false"
    keys = ("id", "feedback") if fixed else ("id", "text", "feedback")
    found = reader.fields(node, f"{where}, option {number}", keys, ("text",) if fixed else ())
    id = reader.id(found.get("id"), f"{where}, option {number}, id", LONGEST_OPTION_ID)
    inside = f"{where}, option {id or number}"
    if fixed:
        _true_or_false(reader, found, inside, id)
    return Option(
        id=id,
        text=Text()
        if fixed
        else reader.text(found.get("text"), f"{inside}, text", RULES["option"]),
        feedback=reader.text(found.get("feedback"), f"{inside}, feedback", RULES["feedback"]),
    )


def _true_or_false(reader: Reader, found: dict[str, Node], inside: str, id: str) -> None:
    if id and id not in TRUE_FALSE:
        mend = f"{did_you_mean(id, TRUE_FALSE)}Call the two `sant` and `usant`."
        reader.fault(Kind.BAD_CHOICE, found["id"].line, f"{inside}: a wrong id here", mend)
    if "text" in found:
        mend = "Leave `text` out: the card itself writes true and false in each language."
        reader.fault(Kind.UNKNOWN_KEY, found["text"].line, f"{inside} has a `text`", mend)


def _distinct(reader: Reader, options: list[Option], lines: list[int], where: str) -> None:
    """Note options with the same text in any language: nobody could tell them apart."""
    for language in LANGUAGES:
        seen: dict[str, str] = {}
        for option, line in zip(options, lines, strict=True):
            words = option.text.to(language).casefold()
            if words and words in seen:
                what = f"{where}: options `{seen[words]}` and `{option.id}` read the same"
                mend = "Word one of them differently."
                reader.fault(Kind.SAME_TEXT, line, what, mend, language)
            seen.setdefault(words, option.id)


def _correct(
    reader: Reader, node: Node | None, where: str, kind: str, options: list[str]
) -> frozenset[str]:
    highest = 1 if kind != "multiple" else max(1, len(options))
    nodes = reader.items(node, f"{where}, correct", 1, highest)
    words = [(reader.scalar(each, f"{where}, correct"), each.line) for each in nodes]
    reader.unique(words, f"{where}, correct:")
    for word, line in words:
        if word not in options and any(options):  # missing options are a fault of their own
            known = [each for each in options if each]
            mend = f"{did_you_mean(word, known)}The options are {', '.join(known)}."
            what = f"{where}: correct names `{shown(word)}`, and no option is called that"
            reader.fault(Kind.WRONG_CORRECT, line, what, mend)
    return frozenset(word for word, _ in words)
