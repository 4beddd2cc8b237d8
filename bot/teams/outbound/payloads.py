"""Messages as the bytes that a connector accepts: compact UTF-8, with cards embedded unchanged."""

from __future__ import annotations

from typing import Any, Final

import orjson

from bot.core.turn import Address, Message

CARD: Final = "application/vnd.microsoft.card.adaptive"


def activity(to: Address, message: Message, id: str = "") -> bytes:
    """A message activity to `to`; `id` is the id of the activity it replaces, if any.
    https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
    """
    fields: dict[str, Any] = {"type": "message", "conversation": {"id": to.conversation}}
    if id:
        fields["id"] = id
    if to.bot:
        fields["from"] = {"id": to.bot}
    if to.user and to.room == "personal":
        fields["recipient"] = {"id": to.user}
    if message.text:
        fields["text"] = message.text
    if message.summary:
        fields["summary"] = message.summary
    if message.card:
        fields["attachments"] = [{"contentType": CARD, "content": orjson.Fragment(message.card)}]
    if message.alert:
        fields["channelData"] = {"notification": {"alert": True}}
    return orjson.dumps(fields)


def conversation(to: Address) -> bytes:
    """The request for a personal conversation between the bot and the person at `to`.
    https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
    """
    fields = {
        "bot": {"id": to.bot},
        "isGroup": False,
        "members": [{"id": to.entra or to.user}],
        "tenantId": to.tenant,
        "channelData": {"tenant": {"id": to.tenant}},
    }
    return orjson.dumps(fields)
