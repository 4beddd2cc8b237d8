"""Reads the connector's answer into a `SendOutcome`. Pure.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
"""

from __future__ import annotations

import re
from typing import Any, Final

import orjson

from bot.core.proxies import is_web_page
from bot.core.send_outcome import Ended, Member, SendOutcome
from bot.teams import json_bytes

_BY_STATUS: Final = {
    404: Ended.GONE,
    412: Ended.RETRY,
    413: Ended.TOO_BIG,
    429: Ended.THROTTLED,
    503: Ended.RETRY,
}
_BLOCKED: Final = ("ConversationBlockedByUser", "MessageWritesBlocked")
_WRITES_BLOCKED: Final = "209"  # the errorCode of MessageWritesBlocked
_NOT_INSTALLED: Final = frozenset({"BotNotInConversationRoster", "ForbiddenOperationException"})
_LONGEST_WAIT: Final = 3600.0


def outcome_of(status: int, body: bytes, retry_after: str = "", *, repeatable: bool) -> SendOutcome:
    """The outcome of one request.

    `repeatable` requests (update, delete, look-up, opening a chat) do no harm when repeated, so
    after a gateway error (502, 504) they may be tried again. A message that may have arrived is
    *uncertain* instead.
    """
    answer = _object(body)
    if is_web_page(body) and status < 500:
        return SendOutcome(_by_page(status, repeatable), reason=f"{status} page")
    if 200 <= status < 300:
        return SendOutcome(Ended.SENT, activity=_text(answer, "id"))
    code = _code(answer)
    reason = f"{status} {code}".strip()
    ended = _ended(status, code, body, repeatable)
    wait = seconds(retry_after) if ended in (Ended.THROTTLED, Ended.RETRY) else None
    return SendOutcome(ended, wait=wait, reason=reason)


def member_of(body: bytes) -> Member | None:
    """The member in a channel account; None if it contains no id."""
    answer = _object(body)
    entra = _text(answer, "aadObjectId") or _text(answer, "objectId")
    user = _text(answer, "id")
    if not (entra or user):
        return None
    upn = _text(answer, "userPrincipalName")
    email, tenant = _text(answer, "email") or upn, _text(answer, "tenantId")
    return Member(entra.lower(), user, _text(answer, "name"), email, upn, tenant.lower())


def members_of(body: bytes) -> int | None:
    """The number of accounts on a page of members; None if it is not such a page."""
    found = _object(body).get("members")
    return len(found) if isinstance(found, list) else None


def seconds(retry_after: str) -> float | None:
    """Retry-After in seconds, at most an hour; None if it is missing, a date or unreadable."""
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


def _by_page(status: int, repeatable: bool) -> Ended:
    """Where a gate refuses, nothing has arrived. Where it says that all is well, it may have put
    its page in the place of Teams' answer."""
    return Ended.UNCERTAIN if status < 300 and not repeatable else Ended.RETRY


def _forbidden(code: str, body: bytes) -> Ended:
    """Only what Teams documents as an opt-out is one, and a 403 without a word, which is how the
    connector says it at times. Any other reason may pass, or be the operator's to mend. An answer
    that is not JSON does not come from Teams: some proxy on the way refuses everybody."""
    if not body.strip() or _is_opt_out(code, body):
        return Ended.BLOCKED
    if not body.lstrip().startswith(b"{"):
        return Ended.RETRY
    if code == "BotDisabledByAdmin":
        return Ended.DISABLED
    return Ended.NOT_INSTALLED if code in _NOT_INSTALLED else Ended.FORBIDDEN


def _is_opt_out(code: str, body: bytes) -> bool:
    """ConversationBlockedByUser as the code; or MessageWritesBlocked as code or sub-code, which may
    be in an object of its own, in the message as JSON in a text, or left out beside its number."""
    if code in _BLOCKED:
        return True
    told = _object(body)
    error = told.get("error")
    for each in (told, error) if isinstance(error, dict) else (told,):
        inner = _object(_text(each, "message").encode())
        sub = _text(each, "subCode") or _text(inner, "subCode")
        if sub in _BLOCKED or (not sub and str(each.get("errorCode")) == _WRITES_BLOCKED):
            return True
    return False


def _code(answer: dict[str, Any]) -> str:
    """The error's code if it is a single word; never a sentence, which could quote a person."""
    error = answer.get("error")
    found = _text(error if isinstance(error, dict) else answer, "code")
    return found if re.fullmatch(r"[A-Za-z0-9_.]{1,60}", found) else ""


def _object(body: bytes) -> dict[str, Any]:
    try:
        value = json_bytes.loads(body)
    except orjson.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}


def _text(value: dict[str, Any], key: str) -> str:
    inner = value.get(key)
    return inner if isinstance(inner, str) else ""
