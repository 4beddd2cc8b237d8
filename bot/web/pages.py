"""GET /about, /privacy and /terms, each in three languages: who is behind the bot, what it stores
about people, and what applies. The manifest points here, so Teams shows them to anyone.

``/privacy/nn`` is the page in nynorsk; ``/privacy`` redirects to the browser's language. They are
plain HTML without scripts or cookies, and describe this bot as it is configured.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import Final

from aiohttp import web

from bot.core.languages import LANGUAGES, Language, as_language, guess_language
from bot.locale import Words, words
from bot.web.guard import Handler, fail

# Page -> its sections: the text f"page-{page}-{section}" is the heading; with "-text" after it, it
# is what stands below.
PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "about": ("start", "help"),
    "privacy": (
        *("responsible", "what", "why", "how-long", "who-sees", "microsoft", "rights", "web"),
    ),
    "terms": ("offer", "careful", "right", "not-microsoft", "data"),
}

# Contrast is at least 7:1 in both schemes (WCAG 1.4.6); text reflows at 320 px (1.4.10).
STYLE: Final = """
:root{color-scheme:light dark;--page:#fffdf8;--text:#22303c;--mild:#d9cfbd;--link:#0b4f5c}
@media (prefers-color-scheme:dark){
:root{--page:#182028;--text:#f3ede1;--mild:#47535e;--link:#9fdbe4}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);
font:1.0625rem/1.6 system-ui,"Segoe UI",sans-serif}
header,main,footer{max-width:42rem;margin:0 auto;padding:1rem}
main{padding-top:0}
h1{font-size:1.75rem;line-height:1.25;margin:1rem 0}
h2{font-size:1.25rem;line-height:1.3;margin:2rem 0 .5rem}
p,ul{margin:0 0 .75rem}
main{overflow-wrap:break-word;hyphens:auto}
main ul{padding-left:1.25rem}
li{margin:.25rem 0}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0}
nav a{display:inline-block;padding:.4rem 0}
a[aria-current]{color:var(--text);font-weight:600;text-decoration:none}
footer{border-top:1px solid var(--mild)}
"""
_HASH: Final = b64encode(sha256(STYLE.encode()).digest()).decode()
_HEADERS: Final = {
    "Cache-Control": "public, max-age=300",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    ),
}
_ADDRESS: Final = re.compile(r"https://[^\s<]+")
_STRONG: Final = re.compile(r"\*\*(.+?)\*\*")


class Pages:
    """Every page in every language. `sender` is who runs the bot ("": not stated), `days` is how
    long people's data is kept, `minimum` is the smallest group that figures are shown for."""

    def __init__(self, sender: str, days: int, minimum: int) -> None:
        self._facts = (sender, days, minimum)
        # Written on first request: reading the language files would slow down the start.
        self._written = lru_cache(maxsize=None)(self._write)

    def _write(self, page: str, language: Language) -> bytes:
        return write(page, words(language), *self._facts).encode()

    def in_language(self, page: str) -> Handler:
        """The handler of `/{page}/{language}`."""

        async def handler(request: web.Request) -> web.Response:
            language = as_language(request.match_info["language"])
            if language is None:
                return fail(404, "not_found", "There is no such page.")
            headers = _HEADERS | {"Content-Language": language}
            body = self._written(page, language)
            return web.Response(
                body=body, content_type="text/html", charset="utf-8", headers=headers
            )

        return handler

    def in_any(self, page: str) -> Handler:
        """The handler of `/{page}`: it redirects to the browser's language, with a relative address
        because a proxy may serve the bot below a path of its own."""

        async def handler(request: web.Request) -> web.Response:
            wanted = request.headers.get("Accept-Language", "").partition(",")[0].strip()
            language = guess_language(wanted, None)
            headers = {"Location": f"{page}/{language}", "Vary": "Accept-Language"}
            return web.Response(status=302, headers=headers)

        return handler


def write(page: str, spoken: Words, sender: str, days: int, minimum: int) -> str:
    """The whole page as HTML."""
    facts = _facts(spoken, sender, days, minimum)
    title, language = spoken(f"page-{page}"), spoken.language
    name = title if "Pådriver" in title else f"{title} – Pådriver"
    sections = "".join(
        f"<h2>{escape(spoken(f'page-{page}-{each}'))}</h2>\n"
        + as_html(spoken(f"page-{page}-{each}-text", **facts))
        for each in PAGES[page]
    )
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(name)}</title>
<style>{STYLE}</style>
</head>
<body>
<header>{_languages(page, spoken)}</header>
<main>
<h1>{escape(title)}</h1>
{as_html(spoken(f"page-{page}-intro", **facts))}{sections}</main>
<footer>{_others(page, spoken)}</footer>
</body>
</html>
"""


def as_html(text: str) -> str:
    """HTML for `text`: paragraphs are separated by empty lines, lines that begin with "-" are a
    list, **strong** is strong, and https addresses become links. All else is escaped."""
    blocks = (each.strip() for each in text.split("\n\n"))
    return "".join(_block(each) for each in blocks if each)


def _block(block: str) -> str:
    lines = block.splitlines()
    if all(each.startswith("- ") for each in lines):
        items = "".join(f"<li>{_inline(each[2:])}</li>\n" for each in lines)
        return f"<ul>\n{items}</ul>\n"
    return f"<p>{_inline(' '.join(lines))}</p>\n"


def _inline(text: str) -> str:
    linked = _ADDRESS.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', escape(text))
    return _STRONG.sub(r"<strong>\1</strong>", linked)


def _facts(spoken: Words, sender: str, days: int, minimum: int) -> dict[str, str]:
    """What the texts say about this bot's configuration; every text gets all of it."""
    years, rest = divmod(days, 365)
    kept = spoken("page-kept-days", days=days) if rest else spoken("page-kept-years", years=years)
    return {
        "behind": spoken("page-behind", sender=sender) if sender else "",
        "kept": kept,
        "small": spoken("page-small-groups", minimum=minimum) if minimum > 1 else "",
    }


def _languages(page: str, spoken: Words) -> str:
    def link(language: str) -> str:
        here = ' aria-current="page"' if language == spoken.language else ""
        tags = f'lang="{language}" hreflang="{language}"'
        name = spoken(f"language-{language}")
        return f'<a href="../{page}/{language}" {tags}{here}>{name}</a>'

    return _nav(spoken("page-languages"), map(link, LANGUAGES))


def _others(page: str, spoken: Words) -> str:
    links = (
        f'<a href="../{each}/{spoken.language}">{escape(spoken(f"page-{each}"))}</a>'
        for each in PAGES
        if each != page
    )
    return _nav(spoken("page-others"), links)


def _nav(label: str, links: Iterable[str]) -> str:
    items = "".join(f"<li>{each}</li>\n" for each in links)
    return f'<nav aria-label="{escape(label)}"><ul>\n{items}</ul></nav>'
