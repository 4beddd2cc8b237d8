"""python app.py message: a short message or a lesson to many, first as a preview.

The running bot is asked to do it, since it has to send the cards.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any, Final, TextIO
from urllib.parse import quote

from bot.cli.commands import ask_the_bot, say
from bot.cli.tools import Tools
from bot.core.languages import LANGUAGES
from bot.errors import Refused

_ALL: Final = "/api/v1/broadcasts"
_CELLS: Final = {
    "reached": "get it within their next hours",
    "budget_full": "get it when there is room in their budget",
    "paused": "have paused, and get it after that if it isn't too long",
    "not_installed": "don't have the app, and get nothing",
    "opted_out": "want nothing unasked or have blocked the bot, and get nothing",
}


async def message(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Preview, send, follow or take back a message. Raises `Refused` if it can't be done."""
    if args.yes:
        found = await ask_the_bot(tools, "POST", f"{_ALL}/{quote(args.yes, safe='')}/confirm")
        say(out, *_progress(found), _undo(found))
    elif args.undo:
        found = await ask_the_bot(tools, "POST", f"{_ALL}/{quote(args.undo, safe='')}/undo")
        say(out, *_progress(found))
    elif args.follow:
        found = await ask_the_bot(tools, "GET", f"{_ALL}/{quote(args.follow, safe='')}")
        say(out, *(_preview(found) if found["state"] == "draft" else _progress(found)))
    elif args.text or args.lesson or any(getattr(args, each) for each in LANGUAGES):
        say(out, *_preview(await ask_the_bot(tools, "POST", _ALL, _wish(args))))
    else:
        listed = (await ask_the_bot(tools, "GET", _ALL))["broadcasts"]
        say(out, *[line for each in listed for line in _progress(each)] or ["None was sent."])
    return 0


def _wish(args: Namespace) -> dict[str, Any]:
    if args.not_started and args.not_finished:
        raise Refused(why="--not-started or --not-finished: one of them.")
    course = args.not_started or args.not_finished or ""
    audience: dict[str, Any] = {"places": args.to or [], "champions": args.champions}
    audience |= {"plan": args.plan or "", "course": course}
    if course:
        audience["behind"] = "not_started" if args.not_started else "not_finished"
    texts = {each: text for each in LANGUAGES if (text := getattr(args, each))}
    wish = {"text": args.text, "texts": texts, "lesson": args.lesson, "link": args.link}
    asked = {name: value for name, value in wish.items() if value}
    return asked | {"audience": audience, "when": args.on or "now"}


def _preview(found: Mapping[str, Any]) -> Iterator[str]:
    yield from _content(found)
    if found["suppressed"]:
        yield "How many people it goes to is not shown: they are few, or it would tell about few."
    else:
        yield f"To {_people(found['people'])}. As things are now:"
        for name, n in found["now"].items():
            if n != 0:
                yield f"{'few' if n is None else n:>8} {_CELLS[name]}"
        yield "By municipality:"
        for each in found["municipalities"]:
            yield f"{each['people']:>8} {each['name'] or '(municipality not known)'}"
        if found["left_out"]:
            yield "     and a few more, where there are too few to be counted here"
    if found["held"]:
        yield "All sending is paused now: nothing goes until python app.py resume."
    send = f"python app.py message --yes {found['id']}"
    yield f"Nothing is sent yet. To send it, within a day: {send}"


def _progress(found: Mapping[str, Any]) -> Iterator[str]:
    yield from _content(found)
    least = "at least " if found["left_out"] else ""
    in_steps = "at least " if None in found["rows"].values() else least
    rows = ", ".join(
        f"{'few' if n is None else in_steps + str(n)} {state}"
        for state, n in sorted(found["rows"].items())
    )
    people = "a number not shown" if found["suppressed"] else least + _people(found["people"])
    people += " so far" if found["state"] == "planning" else ""
    yield f"{found['id']}: {found['state']}, to {people}. {rows}".rstrip()


def _content(found: Mapping[str, Any]) -> Iterator[str]:
    if found["lesson"]:
        yield f"The lesson {found['lesson']}."
    for language, text in _distinct(found["texts"]):
        yield f"{language}: {text}"
    if found["link"]:
        yield f"With a link to {found['link']}"


def _distinct(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each text once, with the languages in which it is shown."""
    for text in dict.fromkeys(texts.values()):
        yield ", ".join(each for each in texts if texts[each] == text), text


def _undo(found: Mapping[str, Any]) -> str:
    mend = f"python app.py message --undo {found['id']}"
    when = f"The first card goes {found['due']} at the earliest"
    return f"{when}, each within its person's hours. To take it back, now or later: {mend}"


def _people(n: int) -> str:
    return "1 person" if n == 1 else f"{n} people"
