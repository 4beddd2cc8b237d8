"""What is kept about a person is shown to them, taken out, erased and purged, and nothing is left
out of any of the four."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest

from bot.actions.people.email_index import entra_key, mail_key
from bot.actions.people.person_facts import FACTS, TECHNICAL
from bot.actions.personal_data.my_data import erase, everything, look, my_data
from bot.actions.personal_data.retention import purge
from bot.actions.shared.acts import Act
from bot.actions.shared.audit import GONE, erased_key, pseudonym, record, record_part
from bot.assembly import SUBJECTS, declarations, owns
from bot.core import documents
from bot.core.actor import person_actor
from bot.core.collection import Collection
from bot.core.documents import COLLECTIONS
from bot.core.people.person import Person
from bot.errors import Undeclared
from bot.locale import words
from bot.services import OwnedDocuments
from bot.store import MemoryStore
from bot.store.rows import decode
from tests.actions.personal_data.everything import (
    KARI,
    NAME,
    OLA,
    SAID_TO_HER,
    WORDS,
    everything_about_kari,
)
from tests.chat_client import MONDAY, Chat, services

DAY = timedelta(days=1)
HER = person_actor(KARI)
NAMES = {each.name for each in owns().documents} | {each.name for each in owns().counts}


@pytest.fixture
async def home():
    """Where there is something of every kind about Kari, and an Ola in some of it."""
    async with MemoryStore() as store:
        home = services(store)
        await everything_about_kari(home, MONDAY)
        yield home


def stored(home) -> Iterator[tuple[str, str, str]]:
    """Every document in the store as text: what it can be recognised by is in it or in its key."""
    for kind, rows in home.store._base._rows.items():
        for key, row in rows.items():
            yield kind, key, json.dumps(decode(row), ensure_ascii=False)


def telling(home) -> dict[str, str]:
    """What says that a document is about Kari: each by what it is."""
    return {
        "key": KARI,
        "pseudonym": pseudonym(home, KARI),
        "hash of the id": entra_key(home, "kari"),
        "hash of the address": mail_key(home, "kari@molde.example"),
        "hash of an erased key": erased_key(home, KARI),
    }


async def edit(home, **facts: str) -> None:
    def change(tx) -> None:
        tx.put(documents.PEOPLE, KARI, tx.get(documents.PEOPLE, KARI) | facts)

    await home.store.run(change)


async def found(home) -> dict[str, list[str]]:
    """Names of `OWNS`, each with the keys of what there is of Kari."""
    lists = await home.store.run(lambda tx: everything(home, tx, KARI))
    return {
        name: [key for each, docs in lists if each.name == name for key, _ in docs]
        for name in {each.name for each, _ in lists}
    }


async def test_there_is_something_of_every_kind(home):
    """So that nothing below holds because there was nothing to leave out."""
    lists = await home.store.run(lambda tx: everything(home, tx, KARI))
    assert [each for each, docs in lists if not docs] == []
    personal = {name for name, each in COLLECTIONS.items() if not each.impersonal}
    assert {each.collection for each, _ in lists} == personal


async def test_whatever_in_the_store_tells_of_a_person_is_found_by_what_is_declared(home):
    lists = await home.store.run(lambda tx: everything(home, tx, KARI))
    declared = {(each.collection, key) for each, docs in lists for key, _ in docs}
    about = {
        (kind, key)
        for kind, key, text in stored(home)
        if any(each in text or each in key for each in telling(home).values())
    }
    assert about == declared


async def test_it_is_shown(home):
    kept = await look(home, KARI, MONDAY)
    assert kept
    assert {name for name, n in kept.counts.items() if not n} == set()
    assert set(kept.counts) == NAMES - {documents.PEOPLE}
    assert [fact.name for fact in kept.facts if not fact.value] == []


async def test_it_is_shown_in_every_language(home):
    """Also that help was asked for, and whatever else was chosen."""
    kept = await look(home, KARI, MONDAY)
    assert kept
    for language, asked in {
        "nb": "Du vil ha hjelp av en pådriver\nsiden 23. november 2026",
        "nn": "Du vil ha hjelp av ein pådrivar\nsidan 23. november 2026",
        "en": "You would like help from a champion\nsince 23 November 2026",
    }.items():
        await edit(home, language=language)
        card = await Chat(home).tap("my-data")
        assert asked in card.text
        said = {words(language)(f"data-{each}") for each in kept.counts}
        assert [each for each in said if f"{each}: " not in card.text] == []


async def test_it_is_taken_out(home):
    data = await my_data(home, KARI)
    assert data
    assert set(data) == NAMES
    assert {name for name, value in data.items() if not value} == set()
    assert data[documents.PEOPLE]["help_wanted"]
    assert WORDS in json.dumps(data)
    assert SAID_TO_HER in json.dumps(data["letters"])


async def test_what_is_somebody_elses_is_not_taken_out_with_it(home):
    data = await my_data(home, KARI)
    assert data
    told = {name: json.dumps(data[name]) for name in ("thanks-received", "named-in-pushes")}
    assert [name for name, text in told.items() if OLA in text or SAID_TO_HER in text] == []
    assert pseudonym(home, OLA) not in json.dumps(data["audit"][1])
    (written,) = [each for each in data["letters"] if each["by"] == KARI]
    assert "state" not in written


async def test_it_is_erased(home):
    """Nothing says who it was but the marks that keep the roster out, which can't be read back."""
    before = {(kind, key) for kind, key, _ in stored(home)}
    assert await erase(home, KARI, MONDAY)
    assert await my_data(home, KARI) is None
    left = await found(home)
    assert {name for name, keys in left.items() if keys} == {"erased"}
    hers = (NAME, WORDS, "29:kari", "c-kari", KARI, pseudonym(home, KARI))
    assert [(kind, key) for kind, key, text in stored(home) if any(e in text for e in hers)] == []
    named = (KARI, pseudonym(home, KARI))
    assert [key for _, key, _ in stored(home) if any(each in key for each in named)] == []
    marks = {mail_key(home, "kari@molde.example"), erased_key(home, KARI)}
    assert {key for kind, key, _ in stored(home) if kind == documents.ERASED} == marks
    new = {(kind, key) for kind, key, _ in stored(home)} - before
    assert {(kind, key) for kind, key in new if kind != documents.AUDIT} == {
        (documents.ERASED, mail_key(home, "kari@molde.example"))
    }
    counters = await home.store.run(lambda tx: tx.counts(""))
    assert [name for name in counters if any(e in name for e in telling(home).values())] == []


async def test_what_others_keep_stays_theirs_when_someone_in_it_is_erased(home):
    await erase(home, KARI, MONDAY)
    data = await my_data(home, OLA)
    assert data
    assert [each["keys"] for each in data["pushes"]] == [[OLA], [OLA], []]
    assert [each["words"] for each in data["pushes"]] == [SAID_TO_HER] * 3
    meeting = await home.store.run(lambda tx: tx.get(documents.GATHERINGS, "meeting"))
    assert meeting
    assert (meeting["by"], meeting["title"]) == ("", "Samling")
    push = await home.store.run(lambda tx: tx.get(documents.PUSHES, "done"))
    assert push
    assert (push["by"], push["words"], push["state"]) == ("", "", "done")


async def test_the_journal_keeps_what_was_done_without_the_link_to_who_is_erased(home):
    """Also what was written before, and what somebody began who was erased before it ended."""
    await home.store.run(lambda tx: record(home, tx, HER, Act.GATHERING_CALLED, MONDAY, about=""))
    kept = len([kind for kind, _, _ in stored(home) if kind == documents.AUDIT])
    await erase(home, KARI, MONDAY)
    await home.store.run(
        lambda tx: record_part(home, tx, HER, Act.GATHERING_INVITED, MONDAY, {"invited": 3})
    )
    entries = [json.loads(text) for kind, _, text in stored(home) if kind == documents.AUDIT]
    assert len(entries) == kept + 1
    assert sum(GONE in (each["by"], each["about"]) for each in entries) == 4
    olas = pseudonym(home, OLA)
    assert sum(olas in (each["by"], each["about"]) for each in entries) == 2


async def test_what_one_did_to_oneself_loses_both_links(home):
    who = pseudonym(home, KARI)
    entry = {"at": "2026-11-23T08:00:00Z", "what": "champion_dismissed", "by": who, "about": who}
    row = f"2026-11-23T08:00:00.000000Z/champion_dismissed/{who}/{who}"
    await home.store.run(lambda tx: tx.put(documents.AUDIT, row, entry))
    await erase(home, KARI, MONDAY)
    (text,) = [text for kind, key, text in stored(home) if key.endswith(f"{GONE}/{GONE}")]
    assert json.loads(text) == entry | {"by": GONE, "about": GONE}


async def test_a_count_and_a_planning_that_had_come_to_who_is_erased_begin_again(home):
    await erase(home, KARI, MONDAY)
    push = await home.store.run(lambda tx: tx.get(documents.PUSHES, "planning"))
    assert push
    assert (push["state"], push["after"]) == ("planning", "")
    count = await home.store.run(lambda tx: tx.get(documents.SNAPSHOTS, "1506/2026-11-23"))
    assert count is None
    for id in (f"other/invite/{OLA}", "other/tell"):
        job = await home.store.run(lambda tx, id=id: tx.get(documents.GATHERING_JOBS, id))
        assert job
        assert (job["state"], job["after"], job["done"]) == ("open", "", 0)


async def test_it_is_purged(home):
    """Of someone of whom nothing more is seen: all of it, but for the mark of an erasure, which
    is kept to keep others from adding them again."""
    later = MONDAY + timedelta(days=home.retention_days + 60)
    gone = await purge(home, later)
    left = await found(home)
    assert {name for name, keys in left.items() if keys} == {"erased"}
    assert {name for name, n in gone.items() if not n} == {"erased"}
    about = [
        (kind, key)
        for kind, key, text in stored(home)
        if any(each in text or each in key for each in telling(home).values())
    ]
    assert {kind for kind, _ in about} == {documents.ERASED}


async def test_a_row_that_waits_and_an_audit_entry_go_also_while_their_person_stays(home):
    """Swept away by age, whoever they are about. What Ola kept of her went with him."""
    later = MONDAY + timedelta(days=home.retention_days + 2)
    await edit(home, seen=str(later.date()))
    await purge(home, later)
    left = await found(home)
    assert {name for name, keys in left.items() if keys} == {
        *("people", "journeys", "progress", "addresses"),  # for as long as she is here
        "memberships",  # the one that is open
        "deliveries",  # the one that waits
        "counts-under-way",  # until its place is counted anew
        *("champion-figures", "erased"),
    }


def test_every_field_of_a_person_is_shown_or_said_to_be_technical_with_the_reason():
    assert set(FACTS) | set(TECHNICAL) == set(Person.__annotations__)
    assert set(FACTS) & set(TECHNICAL) == set()
    assert all(TECHNICAL.values())


def _alone(subject: object) -> bool:
    """Whether it keeps something that no other subject declares."""
    others = {name for each in SUBJECTS if each is not subject for name in _declared(each)}
    return bool(_declared(subject) - others)


def _declared(subject: object) -> set[str]:
    owns = getattr(subject, "OWNS", ())
    return {each.collection for each in owns if isinstance(each, OwnedDocuments)}


@pytest.mark.parametrize("subject", [*filter(_alone, SUBJECTS)], ids=lambda s: s.__name__)
def test_the_bot_refuses_to_start_where_a_subject_declares_nothing(
    subject, monkeypatch: pytest.MonkeyPatch
):
    others = tuple(each for each in SUBJECTS if each is not subject)
    monkeypatch.setattr(declarations, "SUBJECTS", others)
    with pytest.raises(Undeclared) as refused:
        owns()
    assert _declared(subject) & {*str(refused.value).replace(",", " ").split()}


def test_the_bot_refuses_to_start_with_a_collection_that_nobody_has_declared(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setitem(COLLECTIONS, "wishes", Collection("wishes", indexes=("person",)))
    with pytest.raises(Undeclared, match="wishes"):
        owns()
    monkeypatch.setitem(COLLECTIONS, "wishes", Collection("wishes", impersonal="only counts"))
    assert owns().documents
    strange = SimpleNamespace(OWNS=(owns().documents[0],))
    monkeypatch.setattr(declarations, "SUBJECTS", (*SUBJECTS, strange))
    assert owns().documents
