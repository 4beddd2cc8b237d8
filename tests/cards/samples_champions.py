"""The cards of champions and of those they help, for tests and the gallery."""

from __future__ import annotations

from bot.core.learning.lessons import Lesson
from bot.core.pushes.push import PushPreview
from bot.locale import Words
from cards import outreach, parts
from cards.champions import group, newcomers, recruitment, suggestions
from cards.kit import Card
from cards.learning import lesson
from cards.pushes import push

ID = "9c04b1d87e6655aa01fe23cd4589b0c1d2e33f2a"
DELIVERY = "3f2a9c04b1d87e6655aa01fe23cd4589b0c1d2e3"
STATES = ("asking", "planning", "sending", "done", "refused", "lapsed", "undone", "withdrawn")


def champions(
    w: Words, taught: Lesson, course: str, picture: str, name: str, many: bool
) -> dict[str, Card]:
    """Name -> card; `name` may be hostile, `many` fills every list."""
    title = taught.title.to(w.language)  # type: ignore[arg-type]
    own = f"{name} Denne hjalp meg! " * 20 if many else "Denne hjalp meg på det første møtet!"
    sent = lesson.lesson(
        w, taught, (3, 9), course, picture, "new",
        because=outreach.because(w, "push", name), delivery=DELIVERY, said=own, by=name,
        pushed=True,
    )  # fmt: skip
    role = _becoming(w, own, name, many) | _newcomers(w, own, name, many)
    pushes = _push(w, title, own, name, many)
    return {"push-lesson": sent} | pushes | _group(w, title, name, many) | role


def _push(w: Words, title: str, own: str, name: str, many: bool) -> dict[str, Card]:
    count = 40 if many else 3
    lessons = tuple((f"lesson-{n}", f"{n}. {title}") for n in range(count))
    places = tuple((f"{n:016x}", f"Enhet {n}, {name[:40]}, Molde (142)") for n in range(count))
    whom = f"{name}, Molde" if many else "Sentrum skole, Molde"
    said = push.Said(ID, title, whom, own, push.when_said(w, "2026-11-24"))
    large = PushPreview(142, 60, 15, None, small=False)
    small = PushPreview(3, outside=2)
    cards = {
        "push-form": push.form(w, lessons, places),
        "push-form-problem": push.form(w, lessons, (), "lesson-1", "when"),
        "push-who": push.who(w, ID, title, False),
        "push-who-nobody": push.who(w, ID, title, True),
        "push-preview": push.preview(w, said, large, False),
        "push-preview-small": push.preview(w, said, small, False),
        "push-preview-approval": push.preview(w, said, large, True),
        "push-progress-small": push.progress(
            w, said, "sending", small, None, undo=True, withdraw=False
        ),
    }
    for state in STATES:
        undo, back = state == "asking", state in ("sending", "done")
        cards[f"push-{state}"] = push.progress(w, said, state, large, 85, undo=undo, withdraw=back)
    for state in ("asking", "yes", "no", "gone"):
        cards[f"approval-{state}"] = push.approval(w, said, name, 640, state, DELIVERY)
    return cards


def _becoming(w: Words, own: str, name: str, many: bool) -> dict[str, Card]:
    place = f"{name}, Molde" if many else "Sentrum skole, Molde"
    places = (place,) * 7 if many else (place,)
    cards = {
        "suggest": suggestions.suggest(w),
        "recruit": recruitment.recruit(
            w,
            "Molde",
            ("Bergmo barnehage", name, "Sjukeheimen")[: 3 if many else 1],
            17 if many else 0,
            DELIVERY,
        ),
        "suggest-problem": suggestions.suggest(w, w("suggest-again", name=parts.plain(name, 80))),
        "suggestion": suggestions.asked(w, ID, name, own, place, DELIVERY),
        "champion": suggestions.role(w, name, places, "", new=False),
        "champion-welcome": suggestions.role(
            w, "" if many else name, places, "hva-en-padriver-gjor", new=True, unasked=True
        ),
    }
    for state in ("declined", "waiting", "refused", "gone"):
        cards[f"suggestion-{state}"] = suggestions.answered(w, state)
    for state in ("waiting", "appointed", "refused", "gone"):
        cards[f"appointing-{state}"] = suggestions.appointing(
            w, ID, name, name, place, own, state, DELIVERY
        )
    return cards


def _newcomers(w: Words, own: str, name: str, many: bool) -> dict[str, Card]:
    found = tuple(
        newcomers.NewcomerRow(f"0000-{n}", name, "Sentrum skole, Molde", "2026-11-23")
        for n in range(8 if many else 2)
    )
    more = 3 if many else 0
    return {
        "newcomers": newcomers.listed(w, found, more, unasked=True, delivery=DELIVERY),
        "newcomers-nobody": newcomers.listed(w, (), 0),
        "greet": newcomers.greet(w, "0000-1", name, False),
        "greet-problem": newcomers.greet(w, "0000-1", name, True),
        "greeting": newcomers.greeting(w, name, own, _chat(1), DELIVERY),
        "tell-yes": newcomers.choice(w, told=True),
        "tell-no": newcomers.choice(w, told=False),
    }


def _group(w: Words, title: str, name: str, many: bool) -> dict[str, Card]:
    rows = tuple(
        group.LessonRow(f"{title} {n}", 60 - n, 45 - n if n < 5 else None, 40 if n == 1 else None)
        for n in range(30 if many else 6)
    )
    place = f"{name}, Molde" if many else "Sentrum skole, Molde"
    places = tuple((f"{n:016x}", f"Enhet {n}, Molde") for n in range(120 if many else 3))
    chosen = places[0][0]
    courses = (group.CourseRow(title, 60, 30), group.CourseRow(f"{title} 2", 10, None))
    figures = group.Figures(
        place, "2026-11-23", 142, True, False, 60, 45, 30, True, rows, (title,), 25, courses
    )
    small = group.Figures(place, "2026-11-23", 4, False, False)
    waiting = tuple(
        group.HelpWish(f"0000-{n}", name, "Sentrum skole, Molde", _chat(n))
        for n in range(8 if many else 2)
    )
    return {
        "group": group.group(w, figures, places, chosen, 10, 25, True),
        "group-small": group.group(w, small, places[:1], chosen, 5, None, True),
        "group-none": group.group(w, None, (), "", 0, None, False),
        "group-help": group.who(w, waiting, 3 if many else 0),
        "group-help-nobody": group.who(w, (), 0),
    }


def _chat(n: int) -> str:
    return f"https://teams.microsoft.com/l/chat/0/0?users=kari{n}@molde.example"
