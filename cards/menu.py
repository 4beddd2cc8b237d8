"""Menus: help, about, the lessons, one's own status, search results, short notes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from bot.locale import Words
from cards import kit, parts
from cards.cache import drawn
from cards.kit import Card

MOST_ROWS: Final = 16
_WAITING: Final = ("paused", "stopped", "resting")
_SIGNS: Final = {"passed": "✓", "started": "…", "new": "○"}


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A person's progress in one course; `next_title` is "" if the course is done."""

    title: str
    done: int
    total: int
    next_title: str = ""


@drawn
def help(words: Words, is_local: bool, leads: bool = False) -> Card:
    """Everything that the bot understands, as buttons, with the words to type instead. `leads` for
    champions and operators."""
    verbs = (
        "next",
        "lessons",
        "status",
        "language",
        "municipality",
        "hours",
        "pause",
        "my-data",
        "about",
    )
    body: list[Any] = [parts.heading(words("help-title")), parts.line(words("help-text"))]
    if leads:
        body += [_help_row(words, verb, typed) for verb, typed in _LEADING]
    body += [_help_row(words, each) for each in verbs]
    body.append(parts.line(words("help-search"), spacing="Medium"))
    body.append(parts.line(words("help-stop")))
    if is_local:
        body.append(parts.quiet(words("help-local")))
    if not leads:
        body += parts.buttons(parts.button(words("wish-want"), "want-help"))
    return _menu(words, body, "help")


_LEADING: Final = (
    ("push", "recommend"),
    ("group", "group"),
    ("gatherings", "gatherings"),
    ("suggest", "suggest"),
    ("newcomers", "newcomers"),
    ("champion", "champion"),
)  # verb, command


def _help_row(words: Words, verb: str, command: str = "") -> kit.Container:
    """A row of the help. Its text includes the first word to type for the command."""
    typed = words(f"command-{command or verb}").split(",")[0].strip()
    return parts.row(
        words(f"button-{verb}"),
        words("help-type", word=typed),
        parts.button(words(f"button-{verb}"), verb),
    )


@drawn
def about(words: Words, version: str, sender: str, privacy_url: str) -> Card:
    facts = [kit.Fact(title=words("about-version"), value=parts.plain(version, 40))]
    if sender:
        facts.insert(0, kit.Fact(title=words("about-sender"), value=parts.plain(sender, 80)))
    actions: list[Any] = [
        parts.button(words("button-help"), "help"),
        parts.button(words("button-my-data"), "my-data"),
    ]
    if privacy_url:
        actions.append(parts.link_button(words("about-privacy"), privacy_url))
    body = [
        parts.heading(words("about-title")),
        *parts.bites(words("about-text")),
        kit.FactSet(facts=facts, spacing="Medium"),
        *parts.buttons(*actions),
    ]
    return kit.card(words.language, body, summary=words("about-title"))


@drawn
def lessons(words: Words, rows: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]) -> Card:
    """`rows` are (course title, ((lesson id, title, state), ...)); state is "new", "started" or
    "passed". More than 16 lessons become a list to choose from, to keep the card small."""
    few = sum(len(each) for _, each in rows) <= MOST_ROWS
    body: list[Any] = [parts.heading(words("lessons-title")), parts.line(words("lessons-text"))]
    actions = [parts.button(words("button-next"), "next", primary=few)]
    if few:
        body += chain.from_iterable(_course(words, title, each) for title, each in rows)
    else:
        body.append(_many(words, rows))
        actions.append(parts.button(words("button-open"), "lesson", primary=True, inputs=True))
    body += parts.buttons(*actions)
    return _menu(words, body, "lessons")


def _course(words: Words, course_title: str, rows: tuple[tuple[str, str, str], ...]) -> list[Any]:
    done = sum(1 for _, _, state in rows if state == "passed")
    shown: list[Any] = [
        kit.TextBlock(
            text=course_title,
            style="heading",
            size="Medium",
            weight="Bolder",
            wrap=True,
            spacing="Large",
        ),
        *parts.progress(words, done, len(rows)),
    ]
    for number, (id, title, state) in enumerate(rows, 1):
        open_it = parts.button(title, "lesson", {"lesson": id})
        below = words("lessons-row", number=number, state=_state(words, state))
        shown.append(parts.row(title, below, open_it))
    return shown


def _state(words: Words, state: str) -> str:
    known = state if state in _SIGNS else "new"
    return f"{_SIGNS[known]} {words(f'state-{known}')}"


def _many(
    words: Words, rows: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
) -> kit.InputChoiceSet:
    pairs = [
        (id, f"{_SIGNS.get(state, '○')} {title}") for _, each in rows for id, title, state in each
    ]
    return kit.InputChoiceSet(
        id="lesson",
        label=words("lessons-label"),
        choices=parts.choices(pairs),
        style="filtered",
        placeholder=words("lessons-placeholder"),
        is_required=True,
        error_message=words("lessons-error"),
        wrap=True,
    )


def status(
    words: Words,
    name: str,
    municipality: str,
    rows: tuple[CourseRow, ...],
    state: str,
    until: str = "",
    leads: bool = False,
    coming: str = "",
) -> Card:
    """The person's own progress. `state` is "", "paused", "stopped" or "resting"; `until` is the
    ISO date on which a pause ends, if any; `municipality` is a name, "" if unknown; `leads` is for
    champions, who can also see their group; `coming` is a sentence about what the bot will send, or
    ""."""
    body: list[Any] = [parts.heading(words("status-title"))]
    known = [each for each in (parts.plain(name, 80), parts.plain(municipality, 80)) if each]
    if known:
        body.append(parts.quiet(" · ".join(known)))
    for each in rows:
        body += _course_status(words, each)
    if not rows:
        body.append(parts.line(words("status-nothing")))
    if state in _WAITING:
        body.append(parts.box([parts.line(_waiting(words, state, until))]))
    elif coming:
        body.append(parts.quiet(coming, spacing="Medium"))
    body += _status_buttons(words, state, leads=leads)
    return _menu(words, body, "status")


def _course_status(words: Words, row: CourseRow) -> list[Any]:
    key = "status-next" if row.next_title else "status-done"
    return [
        parts.subheading(row.title),
        *parts.progress(words, row.done, row.total),
        parts.line(words(key, title=row.next_title), spacing="Small"),
    ]


def _waiting(words: Words, state: str, until: str) -> str:
    day = words.until(until)
    return words("status-paused-until", day=day) if day else words(f"status-{state}")


def _status_buttons(words: Words, state: str, *, leads: bool) -> list[kit.ActionSet]:
    waiting = state in _WAITING
    verbs = [
        "next",
        "lessons",
        "my-data",
        *(["resume"] if waiting else []),
        *(["group"] if leads else []),
    ]
    return parts.buttons(
        *(parts.button(words(f"button-{v}"), v, primary=v == "next" and not waiting) for v in verbs)
    )


def _menu(words: Words, body: list[Any], name: str) -> Card:
    """A card that refreshes when the chat is opened again."""
    again = parts.refresh_menu(name)
    return kit.card(words.language, body, summary=words(f"{name}-title"), refresh=again)


def found(words: Words, query: str, hits: tuple[tuple[str, str], ...]) -> Card:
    """Up to three lessons (id, title) that fit what was written. If there are none, it says so and
    offers help."""
    said = parts.plain(query, 80)
    title = words("found-title" if hits else "found-nothing-title")
    text = words("found-text" if hits else "found-nothing-text", query=said)
    body: list[Any] = [parts.heading(title), parts.line(text)]
    for id, lesson_title in hits[:3]:
        body.append(
            parts.row(lesson_title, "", parts.button(lesson_title, "lesson", {"lesson": id}))
        )
    verbs = ("lessons", "help")
    body += parts.buttons(*(parts.button(words(f"button-{v}"), v) for v in verbs))
    return kit.card(words.language, body, summary=title)


@drawn
def note(words: Words, title: str, text: str, buttons: tuple[tuple[str, str], ...] = ()) -> Card:
    """A small card: a heading, a few sentences, and buttons (verb, label) without data."""
    body: list[Any] = [parts.heading(title), *parts.bites(text)]
    if buttons:
        body += parts.buttons(*(parts.button(label, verb) for verb, label in buttons))
    return kit.card(words.language, body, summary=title)


@drawn
def invite(words: Words, bot_url: str, recommend: bool = False) -> Card:
    """For group chats and channels: an invitation to the personal chat. `bot_url` is a link to it,
    "" if there is none; `recommend` adds a button to a champion's form."""
    body: list[Any] = [parts.heading(words("invite-title")), parts.line(words("invite-text"))]
    actions: list[Any] = []
    if recommend:
        actions.append(parts.dialog_button(words("button-push"), "push"))
    if bot_url:
        actions.append(parts.link_button(words("invite-open"), bot_url))
    if actions:
        body += parts.buttons(*actions)
    return kit.card(words.language, body, summary=words("invite-title"))
