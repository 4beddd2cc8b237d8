"""GET /calendar/{token}: a gathering as a calendar file, for anyone with the link.

The link is made for somebody invited, and works until a month after the gathering. If a calendar
imports a newer file for the same gathering, the event is updated (same UID, higher SEQUENCE:
RFC 5545, sections 3.8.4.7 and 3.8.7.4, https://www.rfc-editor.org/rfc/rfc5545).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Final

from aiohttp import web

from bot.core.gatherings.gathering import Gathering
from bot.core.visible_text import visible, visible_lines
from bot.ports import Clock, Links
from bot.web.guard import Handler
from bot.web.my_data import expired

PURPOSE: Final = "ics"
Find = Callable[[str], Awaitable[Gathering | None]]
"""From what a link is about ("gathering/person") to the gathering; None if there is none."""


def calendar(find: Find, links: Links, clock: Clock) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        about = links.unseal(request.match_info["token"], PURPOSE, clock())
        found = await find(about) if about else None
        if found is None:
            return expired(request, "calendar-expired")
        return web.Response(
            body=as_ics(found, clock()),
            content_type="text/calendar",
            charset="utf-8",
            headers={"Content-Disposition": 'attachment; filename="samling.ics"'},
        )

    return handler


def as_ics(gathering: Gathering, now: datetime) -> bytes:
    """An iCalendar file with one event, in UTC. `now` is the time at which the file is made."""
    # Imported late: nothing else needs it, and it would slow down the start.
    from icalendar import Calendar, Event

    event = Event()
    event.add("uid", f"{gathering.id}@padriver")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", gathering.rev)
    event.add("organizer", _organizer())
    event.add("summary", visible(gathering.title))
    event.add("description", _description(gathering))
    event.add("location", gathering.link or visible(gathering.place))
    if gathering.link:
        event.add("url", gathering.link)
    event.add("dtstart", gathering.begins.astimezone(UTC))
    event.add("dtend", gathering.ends.astimezone(UTC))
    event.add("status", "CANCELLED" if gathering.is_cancelled else "CONFIRMED")
    whole = Calendar()
    whole.add("prodid", "-//Padriver//Gatherings//NO")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add_component(event)
    return bytes(whole.to_ical())


def _description(gathering: Gathering) -> str:
    """Without control characters, which RFC 5545 does not allow in a text (section 3.3.11)."""
    return "\n\n".join(filter(None, (visible_lines(gathering.agenda), gathering.link)))


def _organizer() -> Any:
    """An event that is published has one (RFC 5546, section 3.2.1). It is the bot, whoever calls
    the gathering: the link is passed on, and there is no address to be had that somebody reads. The
    domain is one that never exists (RFC 2606)."""
    from icalendar import vCalAddress

    found = vCalAddress("mailto:noreply@padriver.invalid")
    found.params["CN"] = "Pådriver"
    return found
