"""Says alarms in a sentence."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final

from bot.core.operations.alarms import AlarmNotice, AlarmState
from bot.locale import Words

_DOCTOR: Final = "python app.py doctor"
_GO: Final = "python app.py resume"


def alarm_title(spoken: Words, notice: AlarmNotice) -> str:
    """What is wrong, in a few words; or that it is over."""
    title = spoken(f"alarm-title-{_key(notice)}")
    return spoken("alarm-over", title=title) if notice.state is AlarmState.OVER else title


def alarm_sentence(spoken: Words, notice: AlarmNotice, zone: tzinfo) -> str:
    """What is wrong, since when and what to do; or from when until when it was."""
    since = _said(spoken, notice.since, zone)
    if notice.state is AlarmState.OVER:
        title = spoken(f"alarm-title-{_key(notice)}")
        return spoken("alarm-was", title=title, since=since, until=_said(spoken, notice.at, zone))
    why = f"{notice.about}: {notice.why}" if notice.about else notice.why
    said = spoken(f"alarm-{_key(notice)}", why=why, command=_DOCTOR, go=_GO)
    return f"{said} {spoken('alarm-since', since=since)}"


def _key(notice: AlarmNotice) -> str:
    return notice.name.replace("_", "-")


def _said(spoken: Words, at: datetime, zone: tzinfo) -> str:
    local = at.astimezone(zone)
    return spoken("alarm-moment", day=spoken.day(local.date()), time=f"{local:%H:%M}")
