"""The cards of gatherings, for tests and the gallery."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, cast

from bot.content.savings_file import assumptions
from bot.core.gatherings import savings
from bot.core.gatherings.attendance import Estimate
from bot.core.gatherings.form import GatheringForm
from bot.core.gatherings.gathering import Audience, Gathering, invited
from bot.core.gatherings.views import (
    AudienceChoice,
    Filling,
    Guest,
    Hosting,
    InvitationPreview,
    Mine,
    Said,
)
from bot.core.languages import as_language
from bot.core.people.person import Person
from bot.core.values import replace
from bot.locale import Words
from cards.gatherings import form as gathering_form
from cards.gatherings import gathering
from cards.gatherings import held as gathering_held
from cards.gatherings import host as gathering_host
from cards.kit import Card

DELIVERY = "3f2a9c04b1d87e6655aa01fe23cd4589b0c1d2e3"
LINK = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_MjA2"
CALENDAR = "https://bot.example/calendar/9f2c"
CAME = {"1506": 109, "1535": 27, "1539": 30, "1547": 14, "1579": 3, "": 2}
NAMES = {"1506": "Molde", "1535": "Vestnes", "1539": "Rauma", "1547": "Aukra"}


def gatherings(w: Words, length: str, hostile: str) -> dict[str, Card]:
    """Name -> card."""
    long = length == "long"
    about = Gathering(
        id="3f2a9c04b1d87e6655aa",
        by="t:kari",
        title=(hostile * 2)[:80] if long else "Samling for pådrivere",
        start="2026-12-01T08:00:00Z",
        minutes=60,
        agenda="\n".join([hostile[:90]] * 11) if long else "Erfaringer fra høsten\nKurs på nyåret",
        municipality="1506",
        venue="1506",
        municipalities=("1506", "1535"),
        place=hostile[:120] if long else "",
        link="" if long else LINK,
    )
    language = cast(Any, as_language(w.language))
    person = Person("t:ola", "t", "ola", "2026-11-01", language=language, role="champion")
    host = hostile if long else "Kari Nordmann"
    return (
        _guests(w, about, person, host) | _hosts(w, about, person) | _forms(w, about, person, long)
    )


def _guests(w: Words, about: Gathering, person: Person, host: str) -> dict[str, Card]:
    blank = invited(person.key, about)
    begins, ends = about.begins, about.ends
    noted = replace(about, notes="https://kommune.sharepoint.com/referat")

    def seen(at: datetime, **reply: str) -> Guest:
        return Guest(person, about, host, replace(blank, **reply), at, CALENDAR)

    before = begins - timedelta(days=3)
    came = {"answer": "yes", "came_at": about.start}
    drawn = gathering.guest
    return {
        "gathering-invitation": drawn(w, seen(before), "invitation", DELIVERY),
        "gathering-answered": drawn(w, seen(before, answer="yes"), "invitation", DELIVERY),
        "gathering-declined": drawn(w, seen(before, answer="no")),
        "gathering-day": drawn(w, seen(before, answer="maybe"), "day", DELIVERY),
        "gathering-hour": drawn(
            w, seen(begins - timedelta(hours=1), answer="yes"), "hour", DELIVERY
        ),
        "gathering-early": drawn(
            w, replace(seen(begins - timedelta(hours=1), answer="yes"), problem="early"), "hour"
        ),
        "gathering-now": drawn(w, seen(begins, answer="yes"), "hour", DELIVERY),
        "gathering-came": drawn(w, seen(begins, **came), "hour", DELIVERY),
        "gathering-pulse": drawn(w, seen(ends, **came), "pulse", DELIVERY),
        "gathering-pulse-missing": drawn(w, replace(seen(ends, **came), problem="choose")),
        "gathering-pulsed": drawn(w, seen(ends, **came, pulsed_at=about.start), "pulse", DELIVERY),
        "gathering-notes": drawn(
            w, replace(seen(ends + timedelta(days=5), **came), gathering=noted), "pulse", DELIVERY
        ),
        "gathering-over": drawn(w, seen(ends + timedelta(hours=3)), "day", DELIVERY),
        "gathering-moved": drawn(w, seen(before, answer="yes"), "moved", DELIVERY),
        "gathering-cancelled": drawn(
            w, replace(seen(before), gathering=replace(about, state="cancelled")), "cancelled"
        ),
        "gathering-mine": gathering.mine(
            w, Mine(person, (seen(before), seen(before, answer="yes")), (about,), True)
        ),
        "gathering-none": gathering.mine(w, Mine(person, (), (), False)),
        "gathering-unknown": gathering.unknown(w),
    }


def _hosts(w: Words, about: Gathering, person: Person) -> dict[str, Card]:
    counts = {"invited": 212, "yes": 180, "maybe": 12, "no": 9, "came": 185}
    none = dict.fromkeys(counts, 0)
    choices = (
        AudienceChoice(Audience("champions", ("1506", "1535")), ("Molde", "Vestnes")),
        AudienceChoice(Audience("champions", ("1506",)), ("Molde",)),
        AudienceChoice(Audience("everyone", ("1506/Sentrum skole",)), ("Sentrum skole, Molde",)),
    )
    before, after = about.begins - timedelta(days=3), about.ends + timedelta(days=5)
    assumed = savings.valid_on(assumptions(), date(2026, 12, 1))
    assert assumed
    fresh = Hosting(person, about, none, choices, before, names=NAMES, link=CALENDAR)
    told = replace(
        fresh,
        counts=counts,
        choices=(),
        at=after,
        figures={
            "useful": {"much": 120, "some": 50, "little": 4},
            "try": {"yes": 160, "no": 14},
        },
        ledger=savings.ledger(CAME, "1506", assumed, 5),
    )
    who = Said("person", person.key if about.place else "Ola Prosjektleder", about.start)
    said = replace(
        told,
        homes=CAME,
        counted=171,
        said=who,
        estimate=Estimate(185_000, "Regnskapet for høsten", "token", "API_TOKEN", about.start),
        estimated=replace(who, kind="token", name="API_TOKEN"),
    )
    operator = replace(person, role="operator")
    gone = replace(fresh, gathering=replace(about, state="cancelled"), choices=(), counts=counts)
    asked = InvitationPreview(person, about, choices[0], 212)
    return {
        "hosting-new": gathering_host.hosting(w, fresh),
        "hosting-asked": gathering_host.hosting(w, replace(fresh, counts=counts)),
        "hosting-now": gathering_host.hosting(
            w, replace(fresh, counts=counts, choices=(), at=about.begins)
        ),
        "hosting-after": gathering_host.hosting(w, told),
        "hosting-notes-wrong": gathering_host.hosting(w, replace(told, problem="notes")),
        "hosting-said": gathering_host.hosting(w, said),
        "hosting-count": gathering_held.count(w, replace(said, person=operator)),
        "hosting-count-champion": gathering_held.count(w, told),
        "hosting-count-wrong": gathering_held.count(w, replace(told, problem="came")),
        "hosting-cancelled": gathering_host.hosting(w, gone),
        "hosting-preview": gathering_host.preview(w, asked),
        "hosting-preview-none": gathering_host.preview(w, replace(asked, asked=0)),
        "hosting-preview-many": gathering_host.preview(w, replace(asked, too_many=200)),
        "hosting-cancel": gathering_host.cancelling(w, fresh),
    }


def _forms(w: Words, about: Gathering, person: Person, long: bool) -> dict[str, Card]:
    few = tuple(NAMES.items())
    many = tuple((f"{n:04d}", f"Kommune nummer {n} – tjïelte") for n in range(1101, 1201))
    venues = many if long else few
    empty = Filling(
        person, GatheringForm(venue=venues[0][0]), venues, long, nonce="20261123T090000Z"
    )
    full = GatheringForm(
        about.title,
        "2026-12-01",
        "09:00",
        "90",
        about.link or about.place,
        about.agenda[:1000],
        "all",
        venues[0][0],
    )
    wrong = replace(empty, form=full, problem="link")
    return {
        "hosting-form": gathering_form.form(w, empty),
        "hosting-form-wrong": gathering_form.form(w, wrong),
        "hosting-form-change": gathering_form.form(w, replace(empty, form=full, id=about.id)),
    }
