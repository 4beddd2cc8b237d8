"""Lessons kept in the store by id and version."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.check import check
from bot.content.faults import Kind
from bot.content.loader import library
from bot.core.languages import Text
from bot.core.learning.lesson_documents import (
    LessonUnreadable,
    changed_without_version,
    from_doc,
    lesson_key,
    to_doc,
)
from bot.core.learning.lessons import Lesson, Link, Option, Picture, Question, Source
from bot.core.values import replace
from tests.content.samples import TODAY, Content

words = st.text(max_size=12)
texts = st.builds(Text, words, words, words)
options = st.builds(Option, words, texts, texts)
questions = st.builds(
    Question,
    id=words,
    kind=st.sampled_from(["single", "multiple", "true_false"]),
    text=texts,
    options=st.lists(options, max_size=3).map(tuple),
    correct=st.frozensets(words, max_size=3),
    reread=texts,
)
lessons = st.builds(
    Lesson,
    id=words,
    version=st.integers(1, 99),
    course=words,
    minutes=st.integers(1, 3),
    title=texts,
    body=texts,
    try_it=texts,
    learned=texts,
    link=st.builds(Link, texts, texts),
    passing=st.integers(1, 4),
    questions=st.lists(questions, max_size=2).map(tuple),
    picture=st.none() | st.builds(Picture, words, texts),
    sources=st.lists(st.builds(Source, words, words), max_size=2).map(tuple),
)


@given(lessons)
def test_a_lesson_survives_the_store(lesson: Lesson):
    """Through JSON and back it is the same lesson, and has not changed."""
    doc = json.loads(json.dumps(to_doc(lesson)))
    assert from_doc(doc) == lesson
    assert not changed_without_version(lesson, doc)


@given(lessons, lessons)
def test_any_difference_in_content_is_a_change(one: Lesson, other: Lesson):
    """Same id and version: changed exactly if something a person reads or is asked differs."""
    other = replace(other, id=one.id, version=one.version)
    same = replace(other, course=one.course, sources=one.sources) == one
    assert changed_without_version(other, to_doc(one)) is not same


@given(lessons)
def test_a_new_version_or_another_lesson_is_no_silent_change(lesson: Lesson):
    doc = to_doc(lesson)
    assert not changed_without_version(replace(lesson, version=100, minutes=9), doc)
    assert not changed_without_version(replace(lesson, id=lesson.id + "x", minutes=9), doc)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(lessons, st.data())
def test_a_broken_document_is_a_named_error(lesson: Lesson, data: st.DataObject):
    """Whatever one field holds, the lesson is read or refused by name."""
    doc = to_doc(lesson)
    doc[data.draw(st.sampled_from(sorted(doc)))] = data.draw(JSON)
    with suppress(LessonUnreadable):
        from_doc(doc)


def test_a_lesson_that_cannot_be_read_is_called_by_its_key(content: Content):
    doc = to_doc(library(content.directory).current["moter"])
    with pytest.raises(LessonUnreadable, match=lesson_key("moter", 1)):
        from_doc(doc | {"questions": 3})


def test_a_document_from_the_future_is_refused(content: Content):
    doc = to_doc(library(content.directory).current["moter"])
    with pytest.raises(LessonUnreadable, match="format"):
        from_doc(doc | {"format": 2})


def test_a_lesson_changed_under_its_old_version_is_a_fault(content: Content):
    """Somebody may hold a card of the old one: its answers must keep their meaning."""
    stored = [to_doc(each) for each in library(content.directory).current.values()]
    assert check(content.directory, today=TODAY, stored=stored).ok
    content.change("correct: [b]", "correct: [a]")
    (fault,) = check(content.directory, today=TODAY, stored=stored).faults
    assert (fault.file, fault.line) == ("courses/kurs/moter.yaml", 2)
    assert (fault.kind, fault.lesson, fault.mend) == (Kind.VERSION, "moter", "Write `version: 2`.")
    content.change("version: 1", "version: 2")
    assert check(content.directory, today=TODAY, stored=stored).ok
