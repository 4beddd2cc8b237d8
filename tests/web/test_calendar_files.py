"""A calendar file is read alike by three libraries, whatever stands in a title or an agenda."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from bot.core.gatherings.gathering import Gathering
from bot.core.values import replace
from bot.web.calendar import as_ics
from tests import npm

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HIDDEN = "\x00\x07\x1b[31m\x7f\x85\u202e\u2066\u200b\ufeff\r"
AGENDA = (
    f"1. Velkommen, alle; hei\\n{HIDDEN}\nEND:VEVENT\nATTENDEE:mailto:a@evil.example\n\nPause 😀"
)
MEETING = Gathering(
    id="3f2a9c04b1d87e6655aa",
    by="t:bo",
    title=f"Samling{HIDDEN}, høst; \\o/ \nLOCATION:x",
    start="2026-11-24T08:00:00Z",
    minutes=90,
    agenda=AGENDA,
    municipality="1506",
    venue="1506",
    municipalities=("1506",),
    place=f"Storsalen{HIDDEN}",
    rev=2,
)
ONLINE = replace(MEETING, place="", link="https://teams.microsoft.com/l/meetup-join/19%3ameeting/0")
KINDS = {
    "hostile": MEETING,
    "online": ONLINE,
    "cancelled": replace(ONLINE, state="cancelled"),
    "long": replace(MEETING, title="ø" * 80, agenda="å" * 1000),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_published_event_has_an_organizer_and_no_control_character(kind: str):
    """RFC 5546, section 3.2.1; RFC 5545, section 3.1. No line of it is anybody else's."""
    raw = as_ics(KINDS[kind], NOW)
    lines = raw.decode().split("\r\n")
    unfolded = raw.decode().replace("\r\n ", "").split("\r\n")
    assert not {"Cc", "Cf"} & {unicodedata.category(each) for line in lines for each in line}
    assert "METHOD:PUBLISH" in lines
    assert sum(each.startswith("ORGANIZER;") for each in unfolded) == 1
    assert not any(each.startswith(("ATTENDEE", "LOCATION:x")) for each in unfolded)
    assert lines.count("END:VEVENT") == 1


def in_icalendar(raw: bytes) -> dict[str, Any]:
    whole = Calendar.from_ical(raw)
    (event,) = whole.walk("VEVENT")
    texts = {"title": "summary", "description": "description", "location": "location"}
    return {
        **{name: str(event[field]) for name, field in texts.items()},
        "method": str(whole["method"]),
        "organizer": str(event["organizer"]).lower(),
        "uid": str(event["uid"]),
        "status": str(event["status"]),
        "start": event.decoded("dtstart"),
        "end": event.decoded("dtend"),
        "sequence": event["sequence"],
    }


def in_python_ical(raw: bytes) -> dict[str, Any]:
    from ical.calendar_stream import IcsCalendarStream

    (whole,) = IcsCalendarStream.from_ics(raw.decode()).calendars
    (event,) = whole.events
    assert event.organizer
    return {
        "title": event.summary,
        "description": event.description,
        "location": event.location,
        "method": whole.method,
        "organizer": str(event.organizer.uri).lower(),
        "uid": event.uid,
        "status": event.status and event.status.value,
        "sequence": event.sequence,
        "start": event.dtstart,
        "end": event.dtend,
    }


def in_ical_js(raw: bytes) -> dict[str, Any]:
    script = Path(__file__).with_name("calendar.mjs")
    found: dict[str, Any] = json.loads(npm.run(script, raw))
    found |= {name: datetime.fromisoformat(found[name]) for name in ("start", "end")}
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("node_modules")
@pytest.mark.parametrize("kind", KINDS)
def test_three_readers_read_the_same(kind: str):
    raw = as_ics(KINDS[kind], NOW)
    assert in_icalendar(raw) == in_python_ical(raw) == in_ical_js(raw)


@pytest.mark.slow
@pytest.mark.usefixtures("node_modules")
def test_other_readers_read_what_was_written():
    raw = as_ics(MEETING, NOW)
    agenda = (
        "1. Velkommen, alle; hei\\n [31m\n\nEND:VEVENT\nATTENDEE:mailto:a@evil.example\n\nPause 😀"
    )
    for read in (in_python_ical(raw), in_ical_js(raw)):
        assert read["title"] == "Samling [31m , høst; \\o/ LOCATION:x"
        assert read["description"] == agenda
        assert read["location"] == "Storsalen [31m"
        assert read["organizer"] == "mailto:noreply@padriver.invalid"
        assert (read["sequence"], read["status"]) == (2, "CONFIRMED")
        assert read["start"] == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
