"""Activities in the form that Teams sends them, from one made-up person."""

from collections.abc import Iterable
from itertools import count
from typing import Any

_IDS = count(1)
TENANT = "11111111-2222-3333-4444-555555555555"
KARI = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
BOT = {"id": "28:bot", "name": "Pådriver"}


def activity(service_url: str, type: str, **more: Any) -> dict[str, Any]:
    return {
        "type": type,
        "id": f"1:{next(_IDS)}",
        "timestamp": "2026-11-22T08:00:00.1234567Z",
        "localTimestamp": "2026-11-22T09:00:00.1234567+01:00",
        "localTimezone": "Europe/Oslo",
        "serviceUrl": service_url,
        "channelId": "msteams",
        "from": {"id": "29:kari", "name": "Kari Nordmann", "aadObjectId": KARI},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": "a:kari"},
        "recipient": BOT,
        "entities": [
            {"locale": "nb-NO", "country": "NO", "platform": "Windows", "type": "clientInfo"}
        ],
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "nb-NO",
        **more,
    }


def said(service_url: str, text: str, **more: Any) -> dict[str, Any]:
    return activity(service_url, "message", text=text, textFormat="plain", **more)


def executed(
    service_url: str,
    verb: str,
    data: dict[str, Any] | None = None,
    *,
    trigger: str = "manual",
    **more: Any,
) -> dict[str, Any]:
    """Action.Execute, or the refresh of a card when `trigger` is "automatic"."""
    action = {"type": "Action.Execute", "id": "x", "verb": verb, "data": data or {}}
    return activity(
        service_url,
        "invoke",
        name="adaptiveCard/action",
        replyToId="1:card",
        value={"action": action, "trigger": trigger},
        **more,
    )


def submitted(service_url: str, verb: str, **data: Any) -> dict[str, Any]:
    """Action.Submit: a message with a value and no text."""
    return activity(service_url, "message", value={"verb": verb, **data}, replyToId="1:card")


def installation(service_url: str, action: str = "add", **more: Any) -> dict[str, Any]:
    return activity(service_url, "installationUpdate", action=action, **more)


def members(
    service_url: str, added: Iterable[str] = (), removed: Iterable[str] = (), **more: Any
) -> dict[str, Any]:
    lists = {"membersAdded": list(added), "membersRemoved": list(removed)}
    told = {name: [{"id": id} for id in ids] for name, ids in lists.items() if ids}
    return activity(service_url, "conversationUpdate", **told, **more)
