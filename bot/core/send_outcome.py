"""How a send ended, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ended(StrEnum):
    """Boxes of trouble, and success (see docs on proactive messages, status codes:
    https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages).
    """

    SENT = "sent"
    THROTTLED = "throttled"  # 429: the whole tenant waits `wait` seconds; safe to send again
    RETRY = "retry"  # 412, 503, or failed before the body was written: safe to send again
    UNCERTAIN = "uncertain"  # it may have arrived: never send again by itself
    BLOCKED = "blocked"  # the person blocked the bot: an opt-out
    NOT_INSTALLED = "not_installed"  # wait for an installation
    FORBIDDEN = "forbidden"  # 403 for a reason that is nobody's opt-out: it may pass
    GONE = "gone"  # the stored conversation or activity is stale
    TOO_BIG = "too_big"  # our fault: stop that content
    REFUSED = "refused"  # our fault: the connector does not accept what we sent
    DISABLED = "disabled"  # switched off by the tenant's admin: stop for the tenant
    UNREGISTERED = "unregistered"  # 401: configuration fault, stop everything


@dataclass(frozen=True, slots=True)
class SendOutcome:
    """`activity` is the id of what was sent (or "" if unknown); `conversation` is set by open.

    `wait` is in seconds, from Retry-After; None when the connector gave none.
    `reason` is a short stable word for logs and reports: a status and a code, never a body.
    """

    ended: Ended
    activity: str = ""
    conversation: str = ""
    wait: float | None = None
    reason: str = ""

    @property
    def ok(self) -> bool:
        return self.ended is Ended.SENT


@dataclass(frozen=True, slots=True)
class Member:
    """What the connector knows of a person in a conversation. `email` is the UPN where Teams says
    no e-mail address; `upn` is what they sign in with, often the same; `tenant` is "" if it is not
    said."""

    entra: str
    user: str
    name: str = ""
    email: str = ""
    upn: str = ""
    tenant: str = ""
