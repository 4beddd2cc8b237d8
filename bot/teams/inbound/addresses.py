"""Reads who an activity is from, and where: an `Address`, or a named refusal. Pure.

Nothing that it gives needs another look before it becomes part of a URL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.core.turn import Address, Room
from bot.teams.ids import is_plain_id
from bot.teams.inbound.fields import Json, dict_in, id_in, list_in, text_in
from bot.teams.inbound.refusal import RequestRefusal

_ROOMS: Final[Mapping[object, Room]] = {
    "personal": "personal",
    "groupChat": "groupChat",
    "channel": "channel",
}
_KEY = re.compile(r"(?!\.{1,2}\Z)[A-Za-z0-9._:@|+=\-]{1,256}")
_TENANT = re.compile(r"(?!\.{1,2}\Z)[A-Za-z0-9._\-]{1,100}")
_BETWEEN_TWO = re.compile(r"19:([^_@]+)_([^_@]+)@unq\.gbl\.spaces")
_NO_TENANT: Final = RequestRefusal(400, "no_tenant")


def tenant_of(activity: Json) -> str | RequestRefusal:
    """The tenant the activity came from, in lower case; 400 when it does not say, 403 when it says
    two. Teams has it in one place or in both, and sends nested objects empty.

    Read from the JSON, since botbuilder's model drops it. In a shared channel both places have the
    tenant of the channel: https://github.com/microsoft/Agents/issues/179
    """
    conversation, channel = dict_in(activity, "conversation"), dict_in(activity, "channelData")
    given = (dict_in(channel, "tenant").get("id"), conversation.get("tenantId"))
    told = {_lower(each) for each in given if each}
    if not told:
        return _NO_TENANT
    if len(told) > 1:
        return RequestRefusal(403, "tenants_differ")
    tenant = told.pop()
    return tenant if _TENANT.fullmatch(tenant) else RequestRefusal(403, "bad_tenant")


def _lower(value: object) -> str:
    """What is no text is no tenant either, but it was said."""
    return value.lower() if isinstance(value, str) else "?"


def address_of(
    activity: Json, *, local: bool = False, handled: bool = True
) -> Address | RequestRefusal:
    """Who and where; 400 or 403 when it can't be said. What is not `handled` may leave out who."""
    conversation = dict_in(activity, "conversation")
    bot = id_in(dict_in(activity, "recipient"), "id")
    who = _who(activity, bot)
    user = text_in(who, "id", 500)
    entra = text_in(who, "aadObjectId", 100).lower() or user
    tenant = tenant_of(activity)
    if local and tenant == _NO_TENANT:
        tenant = "local"
    if handled:
        if not _KEY.fullmatch(entra):
            return RequestRefusal(400, "no_sender")
        if not (_is_id(who.get("id")) and _is_id(conversation.get("id"))):
            return RequestRefusal(400, "bad_id")
    if isinstance(tenant, RequestRefusal):
        return tenant
    url, place = text_in(activity, "serviceUrl", 500), id_in(conversation, "id")
    return Address(tenant, url, place, user, entra, bot, room_of(conversation, bot))


def _is_id(value: object) -> bool:
    """Whether it is missing, or may become part of a URL."""
    return value in (None, "") or (isinstance(value, str) and is_plain_id(value))


def _who(activity: Json, bot: str) -> Json:
    """The person: the sender, or, if the bot itself is the sender, the member it is about."""
    sender = dict_in(activity, "from")
    if not bot or sender.get("id") != bot:
        return sender
    members = [*list_in(activity, "membersAdded"), *list_in(activity, "membersRemoved")]
    others = (each for each in members if isinstance(each, dict) and each.get("id") != bot)
    return next(others, sender)


def room_of(conversation: Json, bot: str) -> Room:
    """Anything that is not clearly a personal chat counts as a group, where nothing personal is
    shown. An invoke that names no conversation is answered to whoever sent it alone."""
    kind = conversation.get("conversationType")
    grouped = conversation.get("isGroup") or _is_of_people(id_in(conversation, "id"), bot)
    if kind is None or (kind == "personal" and grouped):
        return "groupChat" if grouped else "personal"
    return _ROOMS.get(kind, "groupChat") if isinstance(kind, str) else "groupChat"


def _is_of_people(place: str, bot: str) -> bool:
    """Whether this is the id of a chat between people, a meeting or a channel ("19:..."), and not
    of one between a person and the bot ("a:...", or "19:{person}_{bot}@unq.gbl.spaces")."""
    app = bot.removeprefix("28:")
    between = _BETWEEN_TWO.fullmatch(place)
    if between and app and app in between.groups():
        return False
    return place.startswith("19:")
