"""Draws the pictures of the champion's guide, and prints the guide, each in both its languages.

    python -m tests.cards.guide     docs/pictures/guide-*.png, build/guide/*.pdf (A4)

The cards are the bot's own, with invented people. Needs the npm packages (`make gallery` installs
them), Chromium and pngquant.
"""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page

from bot.content.loader import library
from bot.core.gatherings.gathering import Gathering, invited
from bot.core.gatherings.views import Guest
from bot.core.people.person import Person
from bot.core.pushes.push import PushPreview
from bot.locale import Words, words
from cards.champions import group, suggestions
from cards.gatherings import gathering
from cards.kit import Card
from cards.pushes import push
from tests.cards.gallery import ROOT, renderer

DOCS: Final = ROOT / "docs"
PICTURES: Final = DOCS / "pictures"
PRINTED: Final = ROOT / "build" / "guide"
LANGUAGES: Final = ("nb", "nn")
WIDTH: Final = 420
_LESSON: Final = "lyd-kamera-deling"
_LESSONS: Final = ("ditt-forste-mote", _LESSON, "chat-eller-kanal")
_PLACE: Final = "Sentrum skole, Molde"
_OWN: Final = {
    "nb": "Denne reddet meg da lyden forsvant på foreldremøtet!",
    "nn": "Denne redda meg då lyden forsvann på foreldremøtet!",
}
_TITLE: Final = {"nb": "Samling for pådriverne i Molde", "nn": "Samling for pådrivarane i Molde"}
_AGENDA: Final = {
    "nb": "Én ting alle får prøve: del skjermen\nHva vil du vise en kollega i morgen?",
    "nn": "Éin ting alle får prøve: del skjermen\nKva vil du vise ein kollega i morgon?",
}
_SHOWN: Final = ("text", "title", "label", "placeholder")
_MARK: Final = b"Card\0"
_HEADER: Final = 33  # bytes: the signature and the chunk IHDR
_DRAW: Final = """([card, width, filled]) => {
  draw(card, [width], ["light"]);
  document.getElementById("sheet").style.background = "#fff";
  for (const each of document.querySelectorAll("input[list], input[type=text], textarea"))
    each.value = filled[each.value] ?? each.value;
  for (const each of document.querySelectorAll("input[type=date]")) {
    each.type = "text"; each.value = ""; each.placeholder = "dd.mm.åååå"; }
}"""
_STYLE: Final = """
@page { size: A4; margin: 11mm 14mm; }
body { font: 8.8pt/1.34 "Segoe UI", "DejaVu Sans", sans-serif; color: #222; }
h1 { font-size: 16pt; margin: 0 0 3pt; } h2 { font-size: 10.5pt; margin: 6pt 0 1pt; }
p, ul, ol { margin: 1pt 0 3pt; } ul, ol { padding-left: 15pt; }
h2, tr, p, li { break-inside: avoid; } h2 { break-after: avoid; }
table { border-collapse: collapse; width: 100%; margin: 4pt 0; }
th, td { border: 1px solid #ccc; padding: 1pt 5pt; text-align: left; vertical-align: top; }
td img { width: 100%; display: block; } code { font-weight: bold; }
"""


def draw() -> list[Path]:
    """Every picture of the guide, drawn anew."""
    with renderer() as page:
        return [
            _shot(page, card, PICTURES / f"guide-{name}-{language}.png", _filled(words(language)))
            for language in LANGUAGES
            for name, card in cards(words(language)).items()
        ]


def cards(w: Words) -> dict[str, Card]:
    """Name -> card: what a champion at a school sees."""
    titles = _titles(w)
    said = push.Said("draft", titles[_LESSON], _PLACE, _OWN[w.language], push.when_said(w, "now"))
    told = PushPreview(23, 5, None, None, small=False)
    places = (("s", w("push-place", name=_PLACE, count=24)),)
    return {
        "role": suggestions.role(w, "Kari Nordmann", (_PLACE,), "hva-en-padriver-gjor", new=False),
        "form": push.form(w, tuple((id, titles[id]) for id in _LESSONS), places, _LESSON),
        "preview": push.preview(w, said, told, False),
        "progress": push.progress(w, said, "sending", told, 15, undo=False, withdraw=True),
        "group": _group(w, titles),
        "invitation": _invitation(w),
    }


def _filled(w: Words) -> dict[str, str]:
    return {_LESSON: _titles(w)[_LESSON], "": _OWN[w.language]}


def _titles(w: Words) -> dict[str, str]:
    found = {id: library().lesson(id) for id in _LESSONS}
    return {id: each.title.to(w.language) for id, each in found.items() if each}  # type: ignore[arg-type]


def _group(w: Words, titles: dict[str, str]) -> Card:
    steps = ((15, 10, 5), (10, 5, None), (5, None, None))
    rows = tuple(
        group.LessonRow(titles[id], *each) for id, each in zip(_LESSONS, steps, strict=True)
    )
    figures = group.Figures(
        _PLACE, "2026-11-23", 24, True, False, 15, 10, 5, True, rows, milestone=0
    )
    return group.group(w, figures, (("s", _PLACE),), "s", 4, 5, True)


def _invitation(w: Words) -> Card:
    about = Gathering(
        id="3f2a9c04b1d87e6655aa",
        by="t:kari",
        title=_TITLE[w.language],
        start="2026-12-01T08:00:00Z",
        minutes=45,
        agenda=_AGENDA[w.language],
        municipality="1506",
        venue="1506",
        municipalities=("1506",),
        link="https://teams.microsoft.com/l/meetup-join/19%3ameeting_MjA2",
    )
    language: Any = w.language
    person = Person("t:ola", "t", "ola", "2026-11-01", language=language, role="champion")
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    seen = Guest(person, about, "Kari Nordmann", invited(person.key, about), at)
    return gathering.guest(w, seen, "invitation", "d")


def _shot(page: Page, card: Card, path: Path, filled: dict[str, str]) -> Path:
    """`filled` are values and what Teams shows in their place: this renderer shows an id where
    one may search for a title, and fields as they are before anybody has written in them."""
    page.evaluate(_DRAW, [card.body_dict(), WIDTH, filled])
    page.locator(".frame").screenshot(path=path)
    small = ["pngquant", "--force", "--strip", "--output", str(path), "64", "--", str(path)]
    subprocess.run(small, check=True, timeout=60)
    _mark(path, said(card))
    return path


def said(card: Card) -> str:
    """What the card says, as a short hash: a picture carries it, so that one which no longer says
    what the bot says can be told."""
    return sha256("\n".join(_texts(card.body_dict())).encode()).hexdigest()[:16]


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _texts(each)
    elif isinstance(node, dict):
        yield from (node[key] for key in _SHOWN if isinstance(node.get(key), str))
        for each in node.values():
            yield from _texts(each)


def _mark(path: Path, hash_: str) -> None:
    """As a text chunk after the header: https://www.w3.org/TR/png-3/#11tEXt"""
    image, text = path.read_bytes(), b"tEXt" + _MARK + hash_.encode()
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    path.write_bytes(image[:_HEADER] + chunk + image[_HEADER:])


def marked(path: Path) -> str:
    """The hash of what the picture says."""
    return path.read_bytes().partition(_MARK)[2][:16].decode("ascii", "replace")


def printed(language: str) -> Path:
    """The guide as a PDF on A4."""
    PRINTED.mkdir(parents=True, exist_ok=True)
    page_file = PRINTED / f"suksesspadriver.{language}.html"
    text = (DOCS / f"suksesspadriver.{language}.md").read_text("utf-8")
    with renderer() as page:
        body = page.evaluate("text => markdownit().render(text)", text)
        body = body.replace('src="pictures/', f'src="{PICTURES.as_uri()}/')
        head = (
            f'<!doctype html><html lang="{language}"><meta charset="utf-8"><style>{_STYLE}</style>'
        )
        page_file.write_text(head + body, "utf-8")
        page.goto(page_file.as_uri())
        page.pdf(path=page_file.with_suffix(".pdf"), prefer_css_page_size=True)
    return page_file.with_suffix(".pdf")


def pages(pdf: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes()))


if __name__ == "__main__":
    assert shutil.which("pngquant"), "pngquant is not installed"
    drawn = draw()
    sizes = {each.name: each.stat().st_size for each in drawn}
    print(json.dumps({"pictures": sizes, "pages": {e: pages(printed(e)) for e in LANGUAGES}}))
