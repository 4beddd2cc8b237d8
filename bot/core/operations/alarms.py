"""Alarms: faults that the operator is notified of when they begin, once a day while they last, and
when they are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AlarmName(StrEnum):
    """What is wrong. A name that has been used keeps its meaning."""

    SIGN_IN_FAILED = "sign_in_failed"  # the token server gives the bot no token
    SENDS_REFUSED = "sends_refused"  # many sends fail, all for the same reason
    SENDING_STOPPED = "sending_stopped"  # Teams doesn't let the bot send
    NOTHING_SENT = "nothing_sent"  # an hour has passed in which something was due
    SENDING_HELD = "sending_held"  # a restore, or a pause that may be forgotten
    NOT_SAVED = "not_saved"  # the store can't be written to
    PART_FAILED = "part_failed"  # a part of the loop fails again and again
    CLOCK_JUMPED = "clock_jumped"  # this machine's clock was moved
    CLOCK_AHEAD = "clock_ahead"  # so far that it may be wrong, and sending waits
    CONTENT_TOO_BIG = "content_too_big"  # a lesson that Teams does not take
    REQUESTS_REFUSED = "requests_refused"  # what Teams sends can't be read any more
    PLANS_FAULTY = "plans_faulty"  # plans.yaml was changed, and can't be used


class AlarmState(StrEnum):
    RAISED = "raised"  # told for the first time
    LASTS = "lasts"  # told again, since it still lasts
    OVER = "over"


@dataclass(frozen=True, slots=True)
class AlarmNotice:
    """One thing to tell. `about` is which one of several: a tenant, a part, a lesson. `why` is a
    short technical reason. Neither is ever about a person. `at` is now, `since` when it began."""

    name: AlarmName
    state: AlarmState
    why: str
    since: datetime
    at: datetime
    about: str = ""
