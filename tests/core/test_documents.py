"""What is in the store is declared by the subject that keeps it, once."""

from __future__ import annotations

from bot.core import collection, documents
from bot.core.documents import COLLECTIONS, SUBJECTS
from bot.store.rows import shape_of


def test_no_two_subjects_keep_a_collection_of_the_same_name():
    declared = [each for subject in (collection, *SUBJECTS) for each in subject.COLLECTIONS]
    assert len(COLLECTIONS) == len(declared)


def test_every_collection_that_is_named_is_declared():
    """Not one that the store would keep without its indexes."""
    named = {each for each in vars(documents).values() if isinstance(each, str)}
    assert set(COLLECTIONS) <= named
    for subject in (collection, *SUBJECTS):
        words = {each for name, each in vars(subject).items() if name.isupper()} - {
            subject.COLLECTIONS
        }
        assert words == {each.name for each in subject.COLLECTIONS}


def test_the_store_finds_by_what_is_declared_the_narrowest_field_first():
    shape = shape_of(documents.DELIVERIES)
    assert shape.fields == (*COLLECTIONS[documents.DELIVERIES].indexes, "due_at")
    asked = {"state": "sent", "subject": "moter", "person": "t:1"}
    assert [field for field, _ in shape.ordered(asked)] == ["person", "subject", "state"]
