"""A gathering as those invited see it: the invitation, reminders, "I'm here", the two questions
afterwards, and the list of one's own gatherings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.core.gatherings.form import host_of
from bot.core.gatherings.gathering import OPENS, USEFUL, WILL_TRY, Gathering, is_id
from bot.core.gatherings.reply import ANSWERS, COMING, Rsvp
from bot.core.gatherings.views import Guest, Mine
from bot.core.people.hours import zone_of
from bot.core.people.person import Person
from bot.locale import Words
from cards import kit, parts, payload
from cards.kit import Card
from cards.outreach import with_delivery

LEADS: Final = ("invitation", "day", "hour", "moved", "cancelled", "pulse")
_PROBLEMS: Final = ("late", "early", "over", "choose")


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on a gathering's card. `lead` is what the card was sent as, "" for none."""

    id: str
    lead: str = ""
    answer: Rsvp | None = None
    useful: str = ""
    will_try: str = ""


def read_tap(data: Mapping[str, Any]) -> Tap | None:
    """The tap in `data`; None without a gathering's id. An answer that was not offered is ""."""
    id = payload.text(data, "g", 40) or ""
    if not is_id(id):
        return None

    def chosen(name: str, known: tuple[str, ...]) -> str:
        value = payload.text(data, name, 20) or ""
        return value if value in known else ""

    return Tap(
        id,
        chosen("lead", LEADS),
        next((each for each in ANSWERS if each == data.get("answer")), None),
        chosen("useful", USEFUL),
        chosen("try", WILL_TRY),
    )


def when(words: Words, gathering: Gathering, person: Person) -> str:
    """When it is, in the person's own time zone: "tirsdag 1. desember kl. 09.00–10.00"."""
    zone = zone_of(person.time_zone)
    begins, ends = gathering.begins.astimezone(zone), gathering.ends.astimezone(zone)
    start, end = (parts.clock(words, f"{each:%H:%M}") for each in (begins, ends))
    day = words.day(begins.date())
    return words("gathering-when", day=day, **{"from": start, "to": end})


def where(words: Words, gathering: Gathering) -> str:
    if gathering.link:
        return words("gathering-online", host=parts.plain(host_of(gathering.link), 80))
    return parts.plain(gathering.place, 120)


def money(words: Words, amount: float) -> str:
    """An amount as it is written: "185 000" with a non-breaking space, or "185,000"."""
    said = f"{amount:,.0f}"
    return said if words.language == "en" else said.replace(",", "\u00a0")


def title_of(words: Words, gathering: Gathering, lead: str = "") -> tuple[str, str]:
    """(heading, summary): the title escaped for Markdown, and as plain text."""
    lead = "cancelled" if gathering.is_cancelled else lead
    plain, bare = parts.plain(gathering.title, 80), gathering.title
    if lead in ("", "invitation"):
        return plain, bare
    return words(f"gathering-title-{lead}", title=plain), words(
        f"gathering-title-{lead}", title=bare
    )


def facts(words: Words, gathering: Gathering, person: Person) -> kit.FactSet:
    pairs = (("when", when(words, gathering, person)), ("where", where(words, gathering)))
    shown = [kit.Fact(title=words(f"gathering-fact-{name}"), value=value) for name, value in pairs]
    return kit.FactSet(facts=shown, spacing="Medium")


def agenda(words: Words, gathering: Gathering) -> list[Any]:
    lines = [parts.plain(each, 300) for each in gathering.agenda.splitlines() if each.strip()]
    if not lines:
        return []
    return [parts.subheading(words("gathering-agenda")), parts.listed(lines[:20])]


def guest(words: Words, seen: Guest, lead: str = "", delivery: str = "") -> Card:
    """The card for somebody invited. `lead` is what it was sent as: "invitation", "day" or "hour"
    (before), "moved", "cancelled", "pulse"; "" if it is drawn on request."""
    gathering = seen.gathering
    if lead in ("day", "hour", "moved") and seen.at >= gathering.begins:
        lead = ""
    heading, summary = title_of(words, gathering, lead)
    this = with_delivery({"g": gathering.id} | ({"lead": lead} if lead else {}), delivery)
    body: list[Any] = [parts.heading(heading)]
    if seen.host:
        host = parts.plain(seen.host, 80)
        body.insert(0, parts.quiet(words("gathering-host", host=host)))
    body.append(facts(words, gathering, seen.person))
    if not gathering.is_cancelled and seen.at < gathering.ends:
        body += agenda(words, gathering)
    body += [*_standing(words, seen, lead), *_questions(words, seen)]
    body += parts.buttons(*_buttons(words, seen, this, lead))
    if lead:
        body.append(parts.quiet(_because(words, seen, lead), spacing="Medium"))
    again = kit.Execute(verb="show", data={"verb": "show", "as": "gathering", **this})
    return kit.card(words.language, body, summary=summary, refresh=again)


def _standing(words: Words, seen: Guest, lead: str) -> list[Any]:
    """What the person has answered and done, and what was wrong with a tap."""
    gathering, shown = seen.gathering, []
    if seen.problem in _PROBLEMS:
        zone = zone_of(seen.person.time_zone)
        opens = (gathering.begins - OPENS).astimezone(zone)
        said = words(
            f"gathering-problem-{seen.problem}", clock=parts.clock(words, f"{opens:%H:%M}")
        )
        shown.append(parts.warning(said))
    if gathering.is_cancelled:
        return [parts.box([parts.line(words("gathering-cancelled-text"))])]
    if seen.reply.pulsed_at:
        shown.append(parts.right(words("gathering-pulsed")))
    elif seen.came and not seen.is_asked:
        shown.append(parts.right(words("gathering-came")))
    elif seen.answer and gathering.may_answer(seen.at):
        said = words("gathering-answered", answer=words(f"gathering-{seen.answer}"))
        shown.append(parts.box([parts.line(said, weight="Bolder")]))
    elif seen.at > gathering.ends and not seen.came:
        shown.append(parts.line(words("gathering-over")))
    if lead == "hour" and not seen.came:
        shown.append(parts.line(words("gathering-here-hint")))
    return shown


def _questions(words: Words, seen: Guest) -> list[Any]:
    if not seen.is_asked:
        return []
    asked = (("useful", USEFUL), ("try", WILL_TRY))
    text = parts.line(words("gathering-pulse-text"))
    return [text, *(_question(words, name, known) for name, known in asked)]


def _question(words: Words, name: str, known: tuple[str, ...]) -> kit.InputChoiceSet:
    return kit.InputChoiceSet(
        id=name,
        label=words(f"gathering-ask-{name}"),
        choices=parts.choices([(each, words(f"gathering-{name}-{each}")) for each in known]),
        style="expanded",
        is_required=True,
        error_message=words("gathering-ask-error"),
        wrap=True,
    )


def _buttons(words: Words, seen: Guest, this: dict[str, Any], lead: str) -> list[Any]:
    gathering = seen.gathering
    found: list[Any] = []
    if gathering.is_cancelled:
        return found
    attends = gathering.may_attend(seen.at) and not seen.came
    if seen.is_asked:
        send = words("gathering-pulse-send")
        found.append(parts.button(send, "gathering-pulse", this, primary=True, inputs=True))
    if attends or (lead == "hour" and not seen.came):
        here = words("gathering-here")
        found.append(parts.button(here, "gathering-here", this, primary=attends))
    if gathering.may_answer(seen.at):
        found += _answers(words, seen, this, urged=not seen.answer and not attends)
    return found + _links(words, seen)


def _answers(words: Words, seen: Guest, this: dict[str, Any], *, urged: bool) -> list[Any]:
    """Buttons for all answers but the current one."""
    return [
        parts.button(
            words(f"gathering-{each}"),
            "gathering-answer",
            {**this, "answer": each},
            primary=urged and each == "yes",
        )
        for each in ANSWERS
        if each != seen.answer
    ]


def _links(words: Words, seen: Guest) -> list[Any]:
    gathering = seen.gathering
    near = seen.answer in COMING or gathering.may_attend(seen.at)
    found = []
    if gathering.link and near and seen.at < gathering.ends:
        found.append(parts.link_button(words("gathering-join"), gathering.link))
    if seen.link and seen.answer in COMING and gathering.may_answer(seen.at):
        found.append(parts.link_button(words("gathering-calendar"), seen.link))
    if gathering.notes:
        found.append(parts.link_button(words("gathering-notes"), gathering.notes))
    return found


def _because(words: Words, seen: Guest, lead: str) -> str:
    if lead == "invitation":
        host = parts.plain(seen.host, 80) or words("gathering-someone")
        return words("gathering-because-invitation", host=host)
    return words("gathering-because-pulse" if lead == "pulse" else "gathering-because-reminder")


def mine(words: Words, seen: Mine) -> Card:
    """One's own gatherings: those one hosts, and those one is invited to."""
    body: list[Any] = [parts.heading(words("gathering-list-title"))]
    if not seen.invited and not seen.hosting:
        body.append(parts.line(words("gathering-list-none")))
    if seen.hosting:
        body.append(parts.subheading(words("gathering-list-own")))
        body += [_row(words, each, seen.person, "") for each in seen.hosting]
    if seen.invited:
        body.append(parts.subheading(words("gathering-list-invited")))
        body += [_row(words, each.gathering, seen.person, each.answer) for each in seen.invited]
    if seen.may_call:
        new = parts.button(words("gathering-new"), "gathering-new", primary=True)
        body += parts.buttons(new)
    again = parts.refresh_menu("gatherings")
    return kit.card(words.language, body, summary=words("gathering-list-title"), refresh=again)


def _row(words: Words, gathering: Gathering, person: Person, answer: str) -> kit.Container:
    title, bare = title_of(words, gathering)
    below = when(words, gathering, person)
    if answer:
        below = f"{below} · {words(f'gathering-{answer}')}"
    return parts.row(title, below, parts.button(bare, "gathering", {"g": gathering.id}))


def unknown(words: Words) -> Card:
    """There is no such gathering for this person."""
    title = words("gathering-unknown-title")
    again = parts.button(words("button-gatherings"), "gatherings")
    body = [parts.heading(title), parts.line(words("gathering-unknown-text"))]
    return kit.card(words.language, [*body, *parts.buttons(again)], summary=title)
