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
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from bot.core.turn import Address, Room, Turn, What
from bot.teams.inbound.message_text import clean
from bot.teams.inbound.refusal import RequestRefusal

CARD_ACTION: Final = "adaptiveCard/action"
_INSTALLATION: Final[Mapping[object, What]] = {"add": What.INSTALLED, "remove": What.REMOVED}
_MEMBERSHIP: Final = (What.INSTALLED, What.REMOVED)
_ROOMS: Final[Mapping[object, Room]] = {
    "personal": "personal",
    "groupChat": "groupChat",
    "channel": "channel",
}
_KEY = re.compile(r"[A-Za-z0-9._:@|+=\-]{1,256}")
_TENANT = re.compile(r"[A-Za-z0-9._\-]{1,100}")
_ZONE = re.compile(r"[A-Za-z0-9_+/\-]{1,64}")

Json = Mapping[str, Any]


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
    address = _address(activity, doing, local)
    if isinstance(address, RequestRefusal):
        return address
    if doing.what in _MEMBERSHIP and not _known(address, local):
        doing = _IGNORED
    return _turn(activity, doing, address, at)


def invoke_name(activity: Json) -> str:
    """The invoke's name; "" for every other activity."""
    return _text(activity, "name", 200) if activity.get("type") == "invoke" else ""


def tenant_of(activity: Json) -> str:
    """The tenant the activity came from, in lower case; "" when it does not say.

    Read from the JSON, since botbuilder's model drops it."""
    given = _text(_dict(_dict(activity, "channelData"), "tenant"), "id", 100)
    return (given or _text(_dict(activity, "conversation"), "tenantId", 100)).lower()


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
            return Doing(_INSTALLATION.get(_text(activity, "action", 50), What.IGNORED))
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
    bot = _text(_dict(activity, "recipient"), "id", 500)
    raw = activity.get("text")
    text, mentioned = clean(raw if isinstance(raw, str) else "", activity.get("entities"), bot)
    return Doing(What.SAID, text=text, mentioned=mentioned)


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


def _membership(activity: Json) -> What:
    """Ignored in groups and teams: they get an installationUpdate as well, and no person's record
    there would show that the bot has already said hello. Only one of the two may be greeted."""
    if _room(_dict(activity, "conversation")) != "personal":
        return What.IGNORED
    for field, what in (("membersAdded", What.INSTALLED), ("membersRemoved", What.REMOVED)):
        if _ids(activity, field):
            return what
    return What.IGNORED


def _known(address: Address, local: bool) -> bool:
    """Whether we know who installed the app. With a Teams id alone, somebody with an Entra id
    would be stored as a second person; their first message will say who they are."""
    return local or address.entra != address.user or address.room != "personal"


def _address(activity: Json, doing: Doing, local: bool) -> Address | RequestRefusal:
    conversation = _dict(activity, "conversation")
    place = _text(conversation, "id", 1000)
    bot = _text(_dict(activity, "recipient"), "id", 500)
    who = _who(activity, bot)
    user = _text(who, "id", 500)
    tenant = tenant_of(activity) or ("local" if local else "")
    entra = _text(who, "aadObjectId", 100).lower() or user
    if doing.what is not What.IGNORED:
        if not place or not _KEY.fullmatch(entra):
            return RequestRefusal(400, "no_sender")
        if not _TENANT.fullmatch(tenant):
            return RequestRefusal(400, "no_tenant")
    url = _text(activity, "serviceUrl", 500)
    return Address(tenant, url, place, user, entra, bot, _room(conversation))


def _who(activity: Json, bot: str) -> Json:
    """The person: the sender, or, if the bot itself is the sender, the member it is about."""
    sender = _dict(activity, "from")
    if not bot or sender.get("id") != bot:
        return sender
    members = [*_list(activity, "membersAdded"), *_list(activity, "membersRemoved")]
    others = (each for each in members if isinstance(each, dict) and each.get("id") != bot)
    return next(others, sender)


def _turn(activity: Json, doing: Doing, address: Address, at: datetime) -> Turn:
    zone = _text(activity, "localTimezone", 64)
    locale = _text(activity, "locale", 35)
    if not (zone and locale):
        client = _client(activity)
        zone = zone or _text(client, "timezone", 64)
        locale = locale or _text(client, "locale", 35)
    return Turn(
        doing.what,
        address,
        at,
        name=_text(_dict(activity, "from"), "name", 200),
        text=doing.text,
        verb=doing.verb,
        data=doing.data or {},
        card=_text(activity, "replyToId", 500),
        activity=_text(activity, "id", 500),
        locale=locale,
        time_zone=zone if _ZONE.fullmatch(zone) else "",
        submitted=doing.submitted,
        mentioned=doing.mentioned,
    )


def _room(conversation: Json) -> Room:
    """Anything that is not clearly a personal chat counts as a group, where nothing personal is
    shown."""
    kind = conversation.get("conversationType")
    if kind is None:  # a meeting's chat, for example, which is recognised by its id
        grouped = conversation.get("isGroup") or _text(conversation, "id", 1000)[:3] == "19:"
        return "groupChat" if grouped else "personal"
    return _ROOMS.get(kind, "groupChat") if isinstance(kind, str) else "groupChat"


def _client(activity: Json) -> Json:
    for each in _list(activity, "entities")[:50]:
        if isinstance(each, dict) and each.get("type") == "clientInfo":
            return each
    return {}


def _verb(data: Json) -> str:
    return _text(data, "verb", 200)


def _ids(activity: Json, field: str) -> list[object]:
    return [each.get("id") for each in _list(activity, field) if isinstance(each, dict)]


def _dict(value: Json, key: str) -> Json:
    inner = value.get(key)
    return inner if isinstance(inner, dict) else {}


def _list(value: Json, key: str) -> list[Any]:
    inner = value.get(key)
    return inner if isinstance(inner, list) else []


def _text(value: Json, key: str, limit: int) -> str:
    """The text under `key`; "" when it is missing, of another type, or longer than `limit`."""
    inner = value.get(key)
    return inner if isinstance(inner, str) and len(inner) <= limit else ""
