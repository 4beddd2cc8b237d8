"""The form for calling a gathering, and its validation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.core.people.hours import moment_of
from bot.core.visible_text import visible, visible_lines

LENGTHS: Final = (30, 45, 60, 90, 120, 180)  # minutes
AHEAD: Final = timedelta(days=400)
LONGEST_TITLE: Final = 80
LONGEST_PLACE: Final = 120
LONGEST_AGENDA: Final = 1000
LONGEST_LINK: Final = 600
_TIME: Final = re.compile(r"([01]?\d|2[0-3])(?:[:.]?([0-5]\d))?(?:[:.][0-5]\d)?", re.ASCII)
_HOST: Final = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})+", re.ASCII)


@dataclass(frozen=True, slots=True)
class GatheringForm:
    """What was filled in, not yet validated, but truncated to sensible lengths. `reach` is "own" or
    "all"; `venue` is a municipality's number."""

    title: str = ""
    day: str = ""
    clock: str = ""
    minutes: str = "60"
    where: str = ""
    agenda: str = ""
    reach: str = "own"
    venue: str = ""


@dataclass(frozen=True, slots=True)
class GatheringPlan:
    """A valid form."""

    title: str
    start: datetime
    minutes: int
    place: str
    link: str
    agenda: str
    reach: str
    venue: str


def plan_of(
    form: GatheringForm, zone: ZoneInfo, at: datetime, venues: Iterable[str]
) -> GatheringPlan | str:
    """The validated form, or a word for the first thing that is wrong: title, when, past, minutes,
    where, link, agenda, venue. `at` is now, `zone` the host's time zone."""
    title, agenda = visible(form.title), visible_lines(form.agenda)
    if not 3 <= len(title) <= LONGEST_TITLE:
        return "title"
    start = _start(form, zone)
    if start is None or start > at + AHEAD:
        return "when"
    if start <= at:
        return "past"
    if form.minutes not in map(str, LENGTHS):
        return "minutes"
    where = visible(form.where)
    link = safe_link(where)
    if not where or (not link and len(where) > LONGEST_PLACE):
        return "where"
    if not link and _looks_like_link(where):
        return "link"
    if not agenda or len(agenda) > LONGEST_AGENDA:
        return "agenda"
    if form.venue not in venues or form.reach not in ("own", "all"):
        return "venue"
    place = "" if link else where
    return GatheringPlan(
        title, start, int(form.minutes), place, link, agenda, form.reach, form.venue
    )


def _start(form: GatheringForm, zone: ZoneInfo) -> datetime | None:
    found = _TIME.fullmatch(form.clock.strip())
    try:
        day = date.fromisoformat(form.day.strip()[:10])
    except ValueError:
        return None
    wall = time(int(found[1]), int(found[2] or 0)) if found else None
    return moment_of(day, wall, zone) if wall and day > date.min else None


def safe_link(text: str) -> str:
    """An https link whose host is a full ASCII name, without a user name or port that could make it
    look like another; "" for anything else."""
    if len(text) > LONGEST_LINK or not text.isascii() or not text.isprintable() or " " in text:
        return ""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    sound = parts.scheme == "https" and _HOST.fullmatch(host) and "@" not in parts.netloc
    return text if sound and port in (None, 443) and "\\" not in text else ""


def host_of(link: str) -> str:
    """The host name to show beside a link."""
    return urlsplit(link).hostname or ""


def _looks_like_link(text: str) -> bool:
    return "://" in text or text.lower().startswith(("http:", "https:", "www."))
