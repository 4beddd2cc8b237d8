"""What the connector answered, as an `SendOutcome`. Pure.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
"""

from __future__ import annotations

import re
from typing import Any, Final

import orjson

from bot.core.send_outcome import Ended, Member, SendOutcome

_BY_STATUS: Final = {
    404: Ended.GONE,
    412: Ended.RETRY,
    413: Ended.TOO_BIG,
    429: Ended.THROTTLED,
    503: Ended.RETRY,
}
_BLOCKED: Final = ("ConversationBlockedByUser", "MessageWritesBlocked")
_NOT_INSTALLED: Final = frozenset({"BotNotInConversationRoster", "ForbiddenOperationException"})
_LONGEST_WAIT: Final = 3600.0


def outcome_of(status: int, body: bytes, retry_after: str = "", *, repeatable: bool) -> SendOutcome:
    """The outcome of one request.

    `repeatable` requests (update, delete, look-up, opening a chat) do no harm when done twice, so
    a gateway's error is worth another try; a message that may have arrived is *uncertain*.
    """
    answer = _object(body)
    if 200 <= status < 300:
        return SendOutcome(Ended.SENT, activity=_text(answer, "id"))
    code = _code(answer)
    reason = f"{status} {code}".strip()
    ended = _ended(status, code, body, repeatable)
    wait = seconds(retry_after) if ended in (Ended.THROTTLED, Ended.RETRY) else None
    return SendOutcome(ended, wait=wait, reason=reason)


def member_of(body: bytes) -> Member | None:
    """A channel account; None when it does not say who it is."""
    answer = _object(body)
    entra = _text(answer, "aadObjectId") or _text(answer, "objectId")
    user = _text(answer, "id")
    if not (entra or user):
        return None
    email = _text(answer, "email") or _text(answer, "userPrincipalName")
    return Member(entra.lower(), user, _text(answer, "name"), email)


def members_of(body: bytes) -> int | None:
    """How many accounts a page of members has; None when it is no such page."""
    found = _object(body).get("members")
    return len(found) if isinstance(found, list) else None


def seconds(retry_after: str) -> float | None:
    """Retry-After in seconds, at most an hour; None when it is missing, a date or nonsense."""
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", retry_after):
        return None
    return min(float(retry_after), _LONGEST_WAIT)


def _ended(status: int, code: str, body: bytes, repeatable: bool) -> Ended:
    if status == 403:
        return _forbidden(code, body)
    if code == "MessageSizeTooBig":
        return Ended.TOO_BIG
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status == 401:
        return Ended.UNREGISTERED
    if status >= 500:
        return Ended.RETRY if repeatable and status in (502, 504) else Ended.UNCERTAIN
    return Ended.REFUSED


def _forbidden(code: str, body: bytes) -> Ended:
    """The sub-code may stand inside a text, or be missing: a bare 403 is an opt-out. What is no
    JSON is not from Teams: some gate on the way says no to everybody, and nobody opted out."""
    if body.strip() and not body.lstrip().startswith(b"{"):
        return Ended.RETRY
    if code == "BotDisabledByAdmin":
        return Ended.DISABLED
    if any(word.encode() in body for word in _BLOCKED):
        return Ended.BLOCKED
    return Ended.NOT_INSTALLED if code in _NOT_INSTALLED else Ended.BLOCKED


def _code(answer: dict[str, Any]) -> str:
    """The error's code, if it is a plain word; never a sentence, which could quote a person."""
    error = answer.get("error")
    found = _text(error if isinstance(error, dict) else answer, "code")
    return found if re.fullmatch(r"[A-Za-z0-9_.]{1,60}", found) else ""


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}


def _text(value: dict[str, Any], key: str) -> str:
    inner = value.get(key)
    return inner if isinstance(inner, str) else ""
