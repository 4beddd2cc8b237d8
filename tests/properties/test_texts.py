"""Any text is answered, quickly; any order of options is graded the same."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.chat.front import WITH_REST
from bot.chat.learning.search import LONGEST_QUERY
from bot.core.languages import Text
from bot.core.learning import quiz
from bot.core.learning.lessons import Option, Question
from bot.core.learning.search import MOST_WORDS, Index, index_of
from bot.core.typed_commands import LONGEST, Commands, distance, plain
from bot.locale import command_table
from tests.chat_client import bundled

WILD = [
    "🙂" * 60,
    "\u202eשלום\u202c",
    "\x00\x1b[2J",
    "ﷺ" * 60,
    "ß" * 60,
    "İ" * 60,
    "a\u0301" * 99,
    "?" * 9,
]
texts = st.one_of(st.text(), st.sampled_from(WILD), st.text("aeørskipng ?!.", max_size=70))
words = st.sampled_from([word for group in command_table().values() for word in group])


@cache
def commands() -> Commands:
    return Commands(command_table(), WITH_REST)


@cache
def index() -> Index:
    return index_of(tuple(bundled()[0].current.values()))


@given(texts)
@example("x" * 20_000)
@example("språk " * 4_000)
def test_any_text_is_a_command_or_is_none(text):
    found = commands().match(text)
    assert found is None or found.name in command_table()
    if len(text) > LONGEST:
        assert found is None


@given(words, st.integers(0, 60), st.sampled_from("abcdefghijklmnoprstuvyæøå"))
def test_one_slip_in_a_long_word_never_means_another_command(word, place, letter):
    """It means the same one, or nothing that is certain."""
    meant = commands().match(word)
    at = place % (len(word) + 1)
    slips = [
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
    ]
    for slip in slips:
        found = commands().match(slip)
        if len(plain(word)) >= 8 and found and slip[:1] == word[:1]:
            assert meant
            assert found.name == meant.name


@given(texts, st.integers(1, 3))
@example("deling " * 3_000, 3)
@example("x" * 20_000, 3)
def test_any_text_is_searched_for(text, limit):
    found = index().best(text, limit)
    assert len(found) <= limit
    assert len({each.id for each in found}) == len(found)


@given(st.text(max_size=12), st.text(max_size=12))
def test_distance_is_the_same_both_ways_and_nothing_between_equals(a, b):
    assert distance(a, b, 3) == distance(b, a, 3)
    assert (distance(a, b, 3) == 0) == (a == b)


def steps(work: Callable[[], Any]) -> int:
    """How many lines of Python this took: a measure that no busy machine blurs."""
    count = 0

    def trace(*_: Any) -> Any:
        nonlocal count
        count += 1
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize(
    "make", [lambda n: "z" * n, lambda n: " ".join(f"ord{k}" for k in range(n))]
)
def test_a_long_text_costs_no_more_than_a_long_question(make):
    """Twenty thousand characters of anything: the rest of it is not looked at, or hardly."""
    long = make(20_000)
    question = make(MOST_WORDS * 8)[:LONGEST_QUERY]
    commands().match(""), index().best("")  # made before anything is counted
    assert steps(lambda: commands().match(long)) < 50
    asked = steps(lambda: index().best(question))
    assert steps(lambda: index().best(long[:LONGEST_QUERY])) < asked * 3


options = st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=8, unique=True)


@given(options, st.data())
def test_grading_never_depends_on_the_order_of_options_or_answers(ids, data):
    correct = frozenset(data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True)))
    chosen = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    some = Text(nb="x")
    verdicts = set()
    for shown in (ids, ids[::-1], sorted(ids)):
        made = tuple(Option(id, some, some) for id in shown)
        question = Question("q", "multiple", some, made, correct, some)
        for said in (chosen, chosen[::-1], sorted(chosen)):
            given_ = quiz.acceptable(question, " , ".join(said))
            assert given_ is not None
            verdicts.add(quiz.is_right(question, given_))
    assert verdicts == {set(chosen) == correct}


@given(st.integers(1, 50), st.integers(1, 200))
def test_a_retry_shows_every_option_again_in_another_order(person, number):
    lesson = next(iter(bundled()[0].current.values()))
    first = quiz.begin(f"t:p{person}", lesson, number, "")
    again = quiz.begin(f"t:p{person}", lesson, number + 1, "")
    for question in lesson.questions:
        assert sorted(first.order[question.id]) == sorted(again.order[question.id])
        assert sorted(first.order[question.id]) == sorted(e.id for e in question.options)
        if question.kind != "true_false":
            assert first.order[question.id] != again.order[question.id]
