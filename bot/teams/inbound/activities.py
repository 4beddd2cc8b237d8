"""Reads an authenticated activity into one plain `Turn`, or a named refusal. Pure.

============================ ====================================================================
activity                     turn
============================ ====================================================================
message                      SAID; TAPPED (submitted) when it carries a card's values
invoke adaptiveCard/action   TAPPED; REFRESHED when the client refreshes the card by itself
invoke, any other            TAPPED with the invoke's name as verb and its value as data
installationUpdate           INSTALLED, REMOVED; IGNORED when the app was only upgraded
conversationUpdate           INSTALLED, REMOVED in a personal chat; IGNORED elsewhere
anything else                IGNORED: edits, deletions, reactions, typing, events
============================ ====================================================================

An invoke need not say which conversation it is from: its answer goes back in the response.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from bot.core.languages import says_language
from bot.core.turn import Address, Turn, What
from bot.teams.inbound.addresses import address_of, room_of
from bot.teams.inbound.fields import Json, dict_in, id_in, list_in, text_in
from bot.teams.inbound.message_text import clean
from bot.teams.inbound.refusal import RequestRefusal
from bot.teams.inbound.time_zones import zone_name

CARD_ACTION: Final = "adaptiveCard/action"
_INSTALLATION: Final[Mapping[object, What]] = {"add": What.INSTALLED, "remove": What.REMOVED}
_MEMBERSHIP: Final = (What.INSTALLED, What.REMOVED)


class Doing(NamedTuple):
    """The part of a turn that depends on the kind of activity."""

    what: What
    text: str = ""
    verb: str = ""
    data: Json | None = None
    submitted: bool = False
    mentioned: bool = False


_IGNORED = Doing(What.IGNORED)


def read(activity: Json, at: datetime, *, local: bool = False) -> Turn | RequestRefusal:
    """The turn in `activity`, received at `at` (aware, UTC).

    A local connector may know nothing of Entra. So in local mode a missing tenant becomes
    "local", and the user's own id replaces a missing object id.
    """
    doing = _doing(activity)
    if isinstance(doing, RequestRefusal):
        return doing
    handled = doing.what is not What.IGNORED
    address = address_of(activity, local=local, handled=handled)
    if isinstance(address, RequestRefusal):
        return address
    if doing.what in _MEMBERSHIP and not _known(address, local):
        doing = _IGNORED
    return _turn(activity, doing, address, at)


def invoke_name(activity: Json) -> str:
    """The invoke's name; "" for every other activity."""
    return text_in(activity, "name", 200) if activity.get("type") == "invoke" else ""


def _doing(activity: Json) -> Doing | RequestRefusal:
    match activity.get("type"):
        case "message":
            return _message(activity)
        case "invoke" if activity.get("name") == CARD_ACTION:
            return _execute(activity)
        case "invoke":
            value = activity.get("value")
            data = value if isinstance(value, dict) else {}
            return Doing(What.TAPPED, verb=invoke_name(activity), data=data)
        case "installationUpdate":
            return Doing(_installation(activity))
        case "conversationUpdate":
            return Doing(_membership(activity))
        case str():
            return _IGNORED
        case _:
            return RequestRefusal(400, "no_type")


def _message(activity: Json) -> Doing:
    value = activity.get("value")
    if isinstance(value, dict) and value:
        return Doing(What.TAPPED, verb=_verb(value), data=value, submitted=True)
    bot = id_in(dict_in(activity, "recipient"), "id")
    raw = activity.get("text")
    text, mentioned = clean(raw if isinstance(raw, str) else "", activity.get("entities"), bot)
    # A button without data of its own has no verb, and may put words into somebody's mouth.
    return Doing(What.SAID, text=text, mentioned=mentioned, submitted=value not in (None, ""))


def _execute(activity: Json) -> Doing | RequestRefusal:
    value = activity.get("value")
    action = value.get("action") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(action, dict):
        return RequestRefusal(400, "bad_action")
    data = action.get("data")
    if action.get("type") != "Action.Execute" or not isinstance(data, dict | None):
        return RequestRefusal(400, "bad_action")
    # Read from the JSON, since botbuilder's model drops the trigger.
    what = What.REFRESHED if value.get("trigger") == "automatic" else What.TAPPED
    return Doing(what, verb=_verb(action) or _verb(data or {}), data=data or {})


def _installation(activity: Json) -> What:
    """Without its conversation nobody knows where the app was installed: for a person, or in a
    team. The first message says the rest."""
    if not dict_in(activity, "conversation").get("id"):
        return What.IGNORED
    return _INSTALLATION.get(text_in(activity, "action", 50), What.IGNORED)


def _membership(activity: Json) -> What:
    """Ignored in groups and teams: they get an installationUpdate as well, and no person's record
    there would show that the bot has already said hello. Only one of the two may be greeted."""
    conversation = dict_in(activity, "conversation")
    bot = id_in(dict_in(activity, "recipient"), "id")
    if room_of(conversation, bot) != "personal" or not conversation.get("id"):
        return What.IGNORED
    for field, what in (("membersAdded", What.INSTALLED), ("membersRemoved", What.REMOVED)):
        if _ids(activity, field):
            return what
    return What.IGNORED


def _known(address: Address, local: bool) -> bool:
    """Whether we know who installed the app. With a Teams id alone, somebody with an Entra id
    would be stored as a second person; their first message will say who they are."""
    return local or address.entra != address.user or address.room != "personal"


def _turn(activity: Json, doing: Doing, address: Address, at: datetime) -> Turn:
    return Turn(
        doing.what,
        address,
        at,
        name=text_in(dict_in(activity, "from"), "name", 200),
        text=doing.text,
        verb=doing.verb,
        data=doing.data or {},
        card=id_in(activity, "replyToId"),
        activity=id_in(activity, "id"),
        locale=_locale(activity),
        time_zone=_time_zone(activity),
        submitted=doing.submitted,
        mentioned=doing.mentioned,
    )


def _locale(activity: Json) -> str:
    """The client's locale: of the two places where it may stand, the first that says a language."""
    both = text_in(activity, "locale", 35), text_in(_client(activity), "locale", 35)
    return next(filter(says_language, both), both[0] or both[1])


def _time_zone(activity: Json) -> str:
    """The person's time zone: of the two places where it may stand, the first that names one."""
    own = zone_name(text_in(activity, "localTimezone", 64))
    return own or zone_name(text_in(_client(activity), "timezone", 64))


def _client(activity: Json) -> Json:
    for each in list_in(activity, "entities")[:50]:
        if isinstance(each, dict) and each.get("type") == "clientInfo":
            return each
    return {}


def _verb(data: Json) -> str:
    return text_in(data, "verb", 200)


def _ids(activity: Json, field: str) -> list[object]:
    return [each.get("id") for each in list_in(activity, field) if isinstance(each, dict)]
