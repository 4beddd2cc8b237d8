"""What earlier versions kept is read as values, and written as it was."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
import pytest
from msgspec import NODEFAULT

from bot.core import documents
from bot.core.champions.letter import Letter
from bot.core.champions.thanks import Thanks
from bot.core.delivery.deliveries import Delivery
from bot.core.delivery.journeys import Journey
from bot.core.figures.month_counts import MonthCounts
from bot.core.figures.snapshots import BareUnits, CoverageWeek, OpenPlaces, PassedAfter, Snapshot
from bot.core.gatherings.attendance import Attendance, Estimate
from bot.core.gatherings.gathering import Gathering
from bot.core.gatherings.reply import Reply
from bot.core.learning.lessons import Lesson
from bot.core.learning.progress import Progress
from bot.core.learning.quiz import Attempt
from bot.core.learning.records import Completion, Followup, Opinion
from bot.core.people.person import Person
from bot.core.people.records import AddressOwner, ErasedMark, Membership, PendingRow
from bot.core.pushes.push import Push
from bot.core.pushes.share import Share
from bot.core.store_facts import (
    ClockSeen,
    DailyWork,
    Hold,
    KeptLessons,
    Migrated,
    Recount,
    Secret,
    SeenPlans,
)
from bot.core.values import Document, from_doc, to_doc
from bot.errors import UNREADABLE
from bot.store.tinydb.tables import Tables
from tests.store.test_older_stores import STORES

VALUES: Final[dict[str, tuple[type[Document], ...]]] = {
    documents.PEOPLE: (Person,),
    documents.MEMBERSHIPS: (Membership,),
    documents.PROGRESS: (Progress,),
    documents.ATTEMPTS: (Attempt,),
    documents.COMPLETIONS: (Completion,),
    documents.OPINIONS: (Opinion,),
    documents.LESSONS: (Lesson,),
    documents.JOURNEYS: (Journey,),
    documents.RECALLS: (Followup,),
    documents.DELIVERIES: (Delivery,),
    documents.PUSHES: (Push,),
    documents.SHARES: (Share,),
    documents.SNAPSHOTS: (Snapshot, OpenPlaces, PassedAfter, CoverageWeek, BareUnits),
    documents.MONTHS: (MonthCounts,),
    documents.GATHERINGS: (Gathering,),
    documents.REPLIES: (Reply,),
    documents.ATTENDANCES: (Attendance,),
    documents.ESTIMATES: (Estimate,),
    documents.PENDING: (PendingRow,),
    documents.ADDRESSES: (AddressOwner,),
    documents.LETTERS: (Letter,),
    documents.THANKS: (Thanks,),
    documents.ERASED: (ErasedMark,),
    documents.STORE_FACTS: (
        *(Secret, KeptLessons, SeenPlans, Hold, DailyWork, Recount, Migrated, ClockSeen),
    ),
}
WORKED_OUT: Final = {"counted_as", "leaving"}  # from others, where they are missing
ASIDE: Final = {"format"}  # kept beside the value


@pytest.fixture(params=STORES, ids=lambda each: each.name, scope="module")
def older(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tables]:
    path = tmp_path_factory.mktemp("older") / "store.db"
    path.write_bytes(gzip.decompress(Path(request.param).read_bytes()))
    tables = Tables(path, writes=False)
    yield tables
    tables.close()


def rewritten(kind: str, doc: dict[str, Any]) -> list[dict[str, Any]]:
    """The document after it was read as each of the values that it can be read as, without fields
    that came later, which say nothing in it."""
    found = []
    for each in VALUES[kind]:
        try:
            value = from_doc(each, doc)
        except UNREADABLE:
            continue
        later = WORKED_OUT | {name for name, says_nothing in _defaults(value) if says_nothing}
        found.append({k: v for k, v in to_doc(value).items() if k in doc or k not in later})
    return found


def _defaults(value: Document) -> Iterator[tuple[str, bool]]:
    """Each field by the name that it is stored under, and whether it has its default."""
    for each in msgspec.structs.fields(value):
        factory = each.default_factory
        default = each.default if factory is NODEFAULT else factory()  # type: ignore[operator]
        yield each.encode_name, getattr(value, each.name) == default


@pytest.mark.parametrize("kind", VALUES)
def test_a_kept_document_is_written_as_it_was(older: Tables, kind: str):
    for each in older.table(kind).all():
        doc = {name: value for name, value in each.items() if name not in ASIDE}
        assert doc in rewritten(kind, doc)


@pytest.mark.parametrize("kind", VALUES)
def test_every_value_has_the_fields_that_its_kind_is_found_by(kind: str):
    """An index would miss a document that leaves one out, unless that one has no entry in it."""
    collection = documents.COLLECTIONS[kind]
    fields = {*collection.indexes, collection.moment} - {None, ""}
    for each in VALUES[kind]:
        left_out = {
            field.name
            for field in msgspec.structs.fields(each)
            if each.__struct_config__.omit_defaults and field.default not in (NODEFAULT, None)
        }
        assert fields <= set(each.__struct_encode_fields__) - left_out
