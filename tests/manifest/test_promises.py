"""What the manifest promises, the bot does: every command, in every language."""

from __future__ import annotations

import pytest

from bot.chat import ROUTERS
from bot.chat.front import WITH_REST
from bot.chat.pushes.extension import ANSWERS, RECOMMEND, SEARCH, SEARCHED, SHARE
from bot.chat.pushes.extension import COMMANDS as COMMANDS_OF_EXTENSION
from bot.core.typed_commands import Commands
from bot.locale import command_table, words
from manifest import package
from manifest.app import COMMANDS, manifest_of
from manifest.texts import DEFAULT, OTHERS, spoken
from tests.manifest.samples import APP, unpacked

LANGUAGES = (DEFAULT, *OTHERS)
LISTS = [list["commands"] for list in manifest_of(APP)["bots"][0]["commandLists"]]


def understood() -> Commands:
    """What the front door of the chat understands, outside local mode."""
    routed = {name for router in ROUTERS for name in router.commands} - {"role"}
    return Commands({k: v for k, v in command_table().items() if k in routed}, WITH_REST)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_command_is_understood_as_what_it_says_it_is(language: str):
    """Teams types the title for the person; it leads to the command it was listed as."""
    personal, room = (spoken(each, language) for each in LISTS)
    heard = [understood().match(each["title"]) for each in personal]
    assert [each.name for each in heard if each] == list(COMMANDS)
    assert [each.rest for each in heard if each] == [""] * len(COMMANDS)
    assert understood().match(room[0]["title"]).name == "help"  # type: ignore[union-attr]


def test_the_words_are_those_that_the_help_shows():
    """The first of each command's words in the language files."""
    for language in LANGUAGES:
        shown = [words(language)(f"command-{each}").split(",")[0] for each in COMMANDS]
        assert [each["title"] for each in spoken(LISTS[0], language)] == shown


def test_what_people_need_every_week_is_listed():
    asked = "help next status lessons language municipality pause stop my-data about".split()
    assert list(COMMANDS) == asked


def test_in_rooms_nothing_is_promised_but_the_invitation():
    """Wherever it is written among others, the answer is an invitation to a chat of one's own."""
    lists = manifest_of(APP)["bots"][0]["commandLists"]
    assert [each["scopes"] for each in lists] == [["personal"], ["team", "groupChat"]]
    assert len(LISTS[1]) == 1


def test_every_translation_says_each_text_of_the_manifest_and_nothing_else():
    """Its keys are the places of the texts; what stands there by default is bokmål."""
    files = unpacked(package(APP))
    said = {
        place: at(files["manifest.json"], place) for place in files["nn.json"] if place[0] != "$"
    }
    for language in OTHERS:
        keys = set(files[f"{language}.json"]) - {"$schema"}
        assert keys == set(said)
        assert all(files[f"{language}.json"][each] for each in keys)
    assert said["description.short"] == words("nb")("manifest-short")
    lists = files["manifest.json"]["bots"][0]["commandLists"]
    commands = sum(len(each["commands"]) for each in lists)
    found = files["manifest.json"]["composeExtensions"][0]["commands"]
    commands += len(found) + sum(len(each.get("parameters", ())) for each in found)
    assert len(said) == 2 * commands + 4  # titles and descriptions; names and descriptions


def test_the_message_extension_promises_what_is_answered():
    """Its ids and its parameter are those the bot asks for, and the bot is the app's own."""
    (found,) = manifest_of(APP)["composeExtensions"]
    assert found["botId"] == manifest_of(APP)["bots"][0]["botId"]
    by_id = {each["id"]: each for each in found["commands"]}
    assert set(by_id) == set(COMMANDS_OF_EXTENSION)
    (searched,) = by_id[SEARCH]["parameters"]
    assert (searched["name"], by_id[SEARCH]["initialRun"]) == (SEARCHED, True)
    assert all(by_id[each]["fetchTask"] for each in (SHARE, RECOMMEND))
    assert {"composeExtension/query", "composeExtension/fetchTask"} <= set(ANSWERS)


def at(tree: object, place: str) -> object:
    """What stands at "bots[0].commandLists[0].commands[1].title"."""
    for name in place.replace("[", ".").replace("]", "").split("."):
        tree = tree[int(name) if name.isdecimal() else name]  # type: ignore[index]
    return tree
