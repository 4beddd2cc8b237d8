"""Structured events with stable names. They contain no names, texts, answers or tokens of people.

====================== ======= ==================================================================
event                  level   says
====================== ======= ==================================================================
door_open              info    listening: local, sign-in on or off
door_closed            info    no turns left
first_received         info    the first turn in an hour or more: what. The way in works
request_refused        warning a request was not let in: status, why; times, since the last such
                               line: the 1st, 10th, 100th ... gets one, then one a minute
repeat_ignored         info    an activity was delivered twice and answered once
turn_failed            error   a turn raised: what, error (its type), where (file:line function);
                               why, where the store could not save
reply_failed           warning an answer did not reach the person: to, how (`Ended`), why
send_failed            info    one request to the connector did not end in sent: how, why
keys_fetched           info    the Bot Framework's keys were renewed: keys
keys_unavailable       warning they could not be: why, known (number of old keys still in use)
token_refused          warning no token for the bot itself: why, permanent
proxy_failed           warning a proxy did not let a request through: says, a sentence
page_instead_of_answer warning a web page came in the place of an answer: says, a sentence
library_warning        warning a library said something: logger, says (its level), error (a type),
                               where; never its text, which may quote what was sent
====================== ======= ==================================================================

Each event of a turn has `request`, an id that follows the turn from the door to the store.
"""

from __future__ import annotations

import itertools
import logging
import os
import sys
import traceback
from pathlib import Path
from typing import Any, Final

import orjson
import structlog

from bot.core.repeats import Repeats

_FRAMES: Final = 8
_PREFIX: Final = os.urandom(4).hex()
_NUMBERS = itertools.count(1)


def configure(*, readable: bool, level: int = logging.INFO) -> None:
    """Set up logging for this process, to standard output: lines for people (`readable`), or one
    JSON object per line."""
    draw: Any
    factory: Any
    if readable:
        draw = structlog.dev.ConsoleRenderer(colors=False)
        factory = structlog.PrintLoggerFactory()
    else:
        draw = structlog.processors.JSONRenderer(serializer=orjson.dumps)
        factory = structlog.BytesLoggerFactory()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            draw,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=factory,
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(handlers=[LibraryHandler()], level=logging.WARNING, force=True)


class LibraryHandler(logging.Handler):
    """What libraries log becomes an event of ours without the text, which may quote a request, a
    person or a secret. What comes again and again gets a few lines."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._repeats = Repeats()

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        kind = type(error).__name__ if error else ""
        facts = {"logger": record.name, "says": record.levelname, "error": kind}
        times = self._repeats.note(str(facts), record.created)
        if times:
            place = where(error) if error else [f"{record.filename}:{record.lineno}"]
            log = structlog.get_logger(__name__)
            log.warning("library_warning", times=times, where=place, **facts)


def quiet() -> None:
    """For a command, whose answer stands on standard output: only errors, to standard error."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def new_request() -> str:
    """Make an id for a new request and bind it to everything logged while it is handled."""
    id = f"{_PREFIX}-{next(_NUMBERS):x}"
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=id)
    return id


def where(error: BaseException) -> list[str]:
    """Where an error came from, without its text: "file:line function", the innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    found = [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames]
    cause = error.__cause__ or error.__context__
    return found if cause is None else [*found, f"after {type(cause).__name__}"]
