"""What happened is told to later subjects, in the transaction in which it happened."""

import ast
import inspect
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from bot import assembly
from bot.actions.people.choices import pause, resume
from bot.actions.people.leaving_date import leaves
from bot.actions.people.records import look_up
from bot.actions.shared.events import announce
from bot.core import documents
from bot.core.actor import COMMAND_LINE
from bot.core.learning.events import FollowupAnswer
from bot.core.people.events import ContactChosen
from bot.core.people.person import Person
from bot.core.values import from_doc, replace
from bot.errors import Unheard
from bot.ports import Tx
from bot.services import Services
from tests.chat_client import MONDAY, Chat, services
from tests.test_house import SUBJECTS

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Rang:
    """The bell rang, for a test."""

    word: str


EVENT_MODULES = [
    import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for path in sorted((ROOT / "bot" / "core").glob("*/events.py"))
]
EVENTS = {
    each
    for module in EVENT_MODULES
    for each in vars(module).values()
    if inspect.isclass(each) and each.__module__ == module.__name__
} - {FollowupAnswer}  # a part of one


def hearing(world: Services, *listeners: Any) -> Services:
    return replace(world, hears=world.hears | {Rang: listeners})


def writing(name: str):
    """A listener that adds its name to what was written before it."""

    def hear(_: Services, tx: Tx, event: Rang) -> None:
        before = (tx.get(documents.STORE_FACTS, "bell") or {"said": []})["said"]
        tx.put(documents.STORE_FACTS, "bell", {"said": [*before, f"{name} {event.word}"]})

    return hear


async def bell(store) -> object:
    return await store.run(lambda tx: tx.get(documents.STORE_FACTS, "bell"))


async def test_everyone_who_listens_is_told_once_in_their_order(store):
    home = hearing(services(store), writing("first"), writing("second"))
    await store.run(lambda tx: announce(home, tx, Rang("ding")))
    assert await bell(store) == {"said": ["first ding", "second ding"]}


async def test_a_listener_that_fails_takes_everything_back(store):
    def broken(_: Services, __: Tx, event: Rang) -> None:
        raise ValueError(event.word)

    home = hearing(services(store), writing("first"), broken)

    def change(tx: Tx) -> None:
        tx.put(documents.STORE_FACTS, "ringer", {"name": "Kari"})
        announce(home, tx, Rang("ding"))

    with pytest.raises(ValueError, match="ding"):
        await store.run(change)
    assert await bell(store) is None
    assert await store.run(lambda tx: tx.get(documents.STORE_FACTS, "ringer")) is None


async def test_an_event_that_nobody_listens_to_is_refused_and_nothing_is_kept(store):
    home = services(store)

    def change(tx: Tx) -> None:
        tx.put(documents.STORE_FACTS, "ringer", {"name": "Kari"})
        announce(home, tx, Rang("ding"))

    with pytest.raises(Unheard, match="Rang"):
        await store.run(change)
    assert await store.run(lambda tx: tx.get(documents.STORE_FACTS, "ringer")) is None


async def test_whoever_has_no_listeners_at_all_finds_out_at_the_first_event(store, chat):
    await chat.begin()
    deaf = replace(services(store), hears={})
    with pytest.raises(Unheard, match="ContactChosen"):
        await pause(deaf, chat.key, MONDAY, 7)
    assert not (await look_up(deaf, chat.key)).paused_until


def test_services_cannot_be_made_without_listeners(store):
    facts = {each.name: getattr(services(store), each.name) for each in fields(Services)}
    del facts["hears"]
    with pytest.raises(TypeError, match="hears"):
        Services(**facts)


async def test_no_act_takes_more_transactions_because_somebody_listens(store):
    runs = 0

    class Counting:
        async def run(self, change):
            nonlocal runs
            runs += 1
            return await store.run(change)

    kari = Chat(services(store))
    await kari.begin()
    home = replace(kari.services, store=Counting())
    for act in (
        lambda: resume(home, kari.key, MONDAY),
        lambda: leaves(home, COMMAND_LINE, kari.key, "2026-12-31", MONDAY),
    ):
        runs = 0
        await act()
        assert runs == 1


@pytest.mark.parametrize("event", sorted(EVENTS, key=lambda each: each.__name__))
def test_every_event_is_a_frozen_value_that_somebody_listens_to(event):
    assert is_dataclass(event)
    assert event.__dataclass_params__.frozen
    assert assembly.hears()[event]


def test_whatever_is_declared_is_told_of():
    """Every listener that a subject declares is among those who are told, and nobody else is."""
    declared = [
        (each.event, each.hear)
        for subject in assembly.SUBJECTS
        for each in getattr(subject, "HEARS", ())
    ]
    told = [(event, hear) for event, all_ in assembly.hears().items() for hear in all_]
    assert sorted(map(repr, told)) == sorted(map(repr, declared))


def test_subjects_are_told_in_the_order_of_the_table():
    names = [each.__name__.rpartition(".")[2] for each in assembly.SUBJECTS]
    assert names == [each for each in SUBJECTS if each in names]
    folders = {
        each.name
        for each in (ROOT / "bot" / "actions").iterdir()
        if (each / "__init__.py").is_file() and each.name != "shared"
    }
    assert set(names) == folders


def test_the_order_of_listeners_is_that_of_their_subjects():
    order = {each.__name__: n for n, each in enumerate(assembly.SUBJECTS)}
    for event, listeners in assembly.hears().items():
        places = [order[hear.__module__.rpartition(".")[0]] for hear in listeners]
        assert places == sorted(places), event


def test_listeners_hear_of_earlier_subjects_alone():
    """What a subject announces is for those after it: it needs no event for itself."""
    for event, listeners in assembly.hears().items():
        speaker = SUBJECTS.index(event.__module__.split(".")[2])
        for hear in listeners:
            assert SUBJECTS.index(hear.__module__.split(".")[2]) > speaker, (event, hear)


def test_only_earlier_subjects_announce_their_own_events():
    """Nobody says in another's name that something happened."""
    for path in sorted((ROOT / "bot" / "actions").rglob("*.py")):
        subject = path.relative_to(ROOT / "bot" / "actions").parts[0]
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                mine = [each for each in EVENTS if each.__name__ == node.func.id]
                assert all(each.__module__.split(".")[2] == subject for each in mine), path


async def test_a_choice_ends_a_silence_in_the_same_transaction(store, chat):
    await chat.begin()

    def silent(tx: Tx) -> None:
        doc = tx.get(documents.JOURNEYS, chat.key)
        tx.put(documents.JOURNEYS, chat.key, doc | {"silent": 2, "resting": True})

    def change(tx: Tx) -> object:
        person = tx.get(documents.PEOPLE, chat.key)
        announce(chat.services, tx, ContactChosen(from_doc(Person, person), MONDAY))
        return tx.get(documents.JOURNEYS, chat.key)

    await store.run(silent)
    journey = await store.run(change)
    assert (journey["silent"], journey["resting"]) == (0, False)
