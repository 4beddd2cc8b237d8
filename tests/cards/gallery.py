"""Draws every card in every language as people will see it, for looking at.

    python -m tests.cards.gallery [name ...]     all cards, or those whose names begin so

Light, dark and high contrast, 320 and 600 px wide, with the `adaptivecards` renderer in Chromium.
Pictures and `index.html` go to build/gallery. Needs Chromium.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route, sync_playwright

from tests import npm
from tests.cards.samples import all_cards

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
OUT = ROOT / "build" / "gallery"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="420">'
    '<rect width="800" height="420" fill="#f4c95d"/><circle cx="400" cy="210" r="110" '
    'fill="#2f6f73"/></svg>'
)


def draw(only: tuple[str, ...]) -> list[str]:
    """Draw the cards; the names of the pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    with renderer() as page:
        return [
            _shot(page, f"{length}-{name}-{language}", card.body_dict())
            for length in ("short", "long")
            for name, language, card in all_cards(length)
            if not only or name.startswith(only)
        ]


@contextmanager
def renderer() -> Iterator[Page]:
    """A page in Chromium that can `draw(card)` and has `markdownit`."""
    modules = npm.modules()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page(viewport={"width": 2000, "height": 800})
        page.route("https://bot.example/**", _picture)
        page.set_content((HERE / "gallery.html").read_text(encoding="utf-8"))
        page.add_script_tag(path=modules / "adaptivecards" / "dist" / "adaptivecards.min.js")
        page.add_script_tag(path=modules / "markdown-it" / "dist" / "markdown-it.min.js")
        yield page
        browser.close()


def _picture(route: Route) -> None:
    route.fulfill(body=PICTURE, content_type="image/svg+xml")


def _shot(page: Page, name: str, card: dict[str, Any]) -> str:
    page.evaluate("card => draw(card)", card)
    page.wait_for_function("[...document.images].every(each => each.complete)")
    page.locator("#sheet").screenshot(path=OUT / f"{name}.png")
    return name


def index(names: list[str]) -> None:
    figures = "".join(
        f'<h2>{escape(each)}</h2><img loading="lazy" src="{each}.png" alt="">' for each in names
    )
    head = '<!doctype html><meta charset="utf-8"><title>Pådriver: every card</title>'
    style = "<style>body{font-family:sans-serif}img{max-width:100%}</style>"
    (OUT / "index.html").write_text(head + style + figures, encoding="utf-8")


if __name__ == "__main__":
    drawn = draw(tuple(sys.argv[1:]))
    index(drawn)
    print(json.dumps({"pictures": len(drawn), "index": str(OUT / "index.html")}))
