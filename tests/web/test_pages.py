"""The pages about the bot: in three languages, for everyone, true to how it is set up."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from bot.actions.figures.reports import Reports
from bot.actions.people.person_facts import FACTS
from bot.assembly import owns
from bot.core.languages import LANGUAGES
from bot.locale import words
from bot.store import MemoryStore
from bot.web.pages import PAGES, STYLE, as_html, write
from tests.core.figures.histories import MAP
from tests.web.conftest import LIBRARY, Start

EVERY = [(page, language) for page in PAGES for language in LANGUAGES]
VOID = {"meta", "link", "br"}


class Outline(HTMLParser):
    """What a page is made of: its language, headings, links; and that every tag is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.lang = ""
        self.links: list[dict[str, str]] = []
        self.labels: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag == "html":
            self.lang = facts["lang"]
        if tag == "a":
            self.links.append(facts)
        if tag == "nav":
            self.labels.append(facts["aria-label"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main>")[2]))


@pytest.mark.parametrize(("page", "language"), EVERY)
async def test_everyone_gets_each_page_in_each_language(start: Start, page: str, language: str):
    answer = await (await start()).get(f"/{page}/{language}")
    assert (answer.status, answer.content_type) == (200, "text/html")
    assert answer.headers["Content-Language"] == language
    text = await answer.text()
    assert words(language)(f"page-{page}") in text
    assert "{" not in text_of(text)


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("nn-NO,nn;q=0.9", "nn"), ("nb", "nb"), ("", "nb"), ("en-GB,en;q=0.8", "en"), ("pl", "en")],
)
async def test_without_a_language_the_browser_chooses(start: Start, wanted: str, language: str):
    """By a relative address, so that it holds where a proxy has put the bot under a path."""
    client = await start()
    headers = {"Accept-Language": wanted}
    answer = await client.get("/privacy", headers=headers, allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, f"privacy/{language}")
    assert answer.headers["Vary"] == "Accept-Language"
    answer = await client.get("/privacy", headers=headers)
    assert answer.url.path == f"/privacy/{language}"


@pytest.mark.parametrize("path", ["/privacy/de", "/privacy/nb/x", "/terms/", "/imprint"])
async def test_there_is_no_other_page(start: Start, path: str):
    assert (await (await start()).get(path)).status == 404


@pytest.mark.parametrize(("page", "language"), EVERY)
async def test_the_structure_says_what_a_screen_reader_needs(
    start: Start, page: str, language: str
):
    """One main, one first heading, no level skipped, the language of the page and of each link to
    another language, and a name for each navigation."""
    found = Outline(await (await (await start()).get(f"/{page}/{language}")).text())
    assert found.lang == language
    assert (found.tags.count("main"), found.tags.count("h1")) == (1, 1)
    levels = [int(each[1]) for each in found.tags if re.fullmatch("h[1-6]", each)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(set(found.labels)) == 2
    current = [each for each in found.links if "aria-current" in each]
    assert [each["lang"] for each in current] == [language]
    assert not {"script", "img", "form", "iframe"} & set(found.tags)


async def test_every_link_between_the_pages_leads_somewhere(start: Start):
    client = await start()
    for page, language in EVERY:
        for link in Outline(await (await client.get(f"/{page}/{language}")).text()).links:
            if link["href"].startswith("https://"):
                continue
            answer = await client.get(f"/{page}/{link['href']}")
            assert answer.status == 200, link


async def test_nothing_runs_and_nothing_is_fetched(start: Start):
    """The policy lets in the page's own style, by its hash, and no more."""
    answer = await (await start()).get("/terms/nb")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert f"<style>{STYLE}</style>" in await answer.text()
    assert "Set-Cookie" not in answer.headers


async def test_the_pages_say_how_this_bot_is_set_up(start: Start):
    reports = Reports(MemoryStore(), MAP, LIBRARY, 7)
    client = await start(sender="ROR-IKT <&>", retention_days=400, reports=reports)
    page = await (await client.get("/privacy/nb")).text()
    for said in ("Bak Pådriver står ROR-IKT &lt;&amp;&gt;.", "400 dager", "færre enn 7 personer"):
        assert said in page


def test_years_are_said_as_years_and_what_is_not_set_is_not_said():
    page = write("privacy", words("nb"), "", 1095, 1)
    assert "etter tre år" in page
    assert "Bak Pådriver" not in page
    assert "færre enn" not in page


def test_everything_that_is_stored_about_a_person_is_on_the_privacy_page():
    """One word of the page for each kind of document that holds something personal; a new kind
    breaks this until the page tells of it."""
    told = {
        "people": "navnet ditt",
        "journeys": "huske hvor du er",
        "memberships": "fra hvilken dato",
        "progress": "hvor langt du har kommet",
        "attempts": "svarene dine",
        "completions": "resultatene",
        "opinions": "om en leksjon var nyttig",
        "recalls": "svarene dine",
        "deliveries": "hvilke meldinger boten har sendt deg",
        "erased": "en kode som hindrer",
        "pushes": "hva du har anbefalt",
        "named-in-pushes": "det som er på vei til deg",
        "shares": "hva du har anbefalt, delt og",
        "passed-after": "hvor mange leksjoner andre har bestått etter anbefalingene dine",
        "counts-under-way": "telle hvor mange som har tatt kurset",
        "champion-figures": "etter anbefalingene dine",
        "gatherings": "invitert til, og med hvilke ord",
        "gathering-jobs": "invitert til, og med hvilke ord",
        "replies": "hva du svarte på invitasjonen",
        "attendances": "oppgitt hvor mange som kom",
        "estimates": "notert hva en samling sparte",
        "thanks": "om du har takket for en anbefaling",
        "thanks-received": "takken du har fått",
        "letters": "foreslått deg som pådriver eller ønsket deg velkommen, med hvilke ord",
        "audit": "en journal over slike handlinger",
        "addresses": "bare koder som er laget av dem",
        "pending": "venter under en kode, uten navn og adresse",
    }
    kept = {each.name for each in (*owns().documents, *owns().counts)}
    assert kept == set(told), "tell of it in bot/locale/*/pages.ftl, and here"
    page = text_of(write("privacy", words("nb"), "", 1095, 5))
    assert [each for each in told.values() if each not in page] == []


def test_every_fact_about_a_person_is_on_the_privacy_page():
    """What chat says of the person themself, by the field that it is read from."""
    told = {
        "name": "navnet ditt",
        "municipality": "kommunen",
        "unit": "arbeidsstedet",
        "municipality_by": "hvem som sa det",
        "language": "språk",
        "joined": "fra hvilken dato",
        "also_in": "andre arbeidssteder hvis du har flere jobber",
        "seen": "når du sist brukte boten",
        "started": "hvilke leksjoner du har åpnet",
        "completed": "resultatene",
        "role": "rollen din",
        "scope": "rollen din",
        "rostered": "rollen din",
        "hours": "arbeidstid",
        "time_zone": "tidssonen din",
        "paused_until": "pause",
        "stopped": "stopp",
        "help_wanted": "om du har bedt om hjelp av en pådriver",
        "no_push": "om du har sagt nei til anbefalinger",
        "no_recruit": "eller til spørsmål om steder uten pådriver",
        "may_tell": "om du vil at en pådriver får vite at du er ny",
        "left_on": "sluttdatoen din",
        "blocked": "om du har appen",
        "installed": "om du har appen",
    }
    assert set(FACTS) == set(told), "tell of it in bot/locale/*/pages.ftl, and here"
    page = text_of(write("privacy", words("nb"), "", 1095, 5))
    assert [each for each in told.values() if each not in page] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_name_commands_and_buttons_as_the_bot_does(language: str):
    """What stands in quotation marks is what the person writes or sees."""
    spoken = words(language)
    page = "".join(write(each, spoken, "", 1095, 5) for each in PAGES)
    quoted = set(re.findall("[«“](.+?)[»”]", page))
    names = ("help", "next", "pause", "stop", "my-data", "municipality", "language")
    commands = {spoken(f"command-{each}").split(",")[0] for each in names}
    assert quoted == commands | {spoken("report-open"), "Pådriver"}


def test_text_becomes_html_and_never_the_other_way_round():
    text = "<b>one</b>\nline\n\n- **a** & b\n- c\n\n\nhttps://example.org/x?a=1&b"
    assert as_html(text) == (
        "<p>&lt;b&gt;one&lt;/b&gt; line</p>\n"
        "<ul>\n<li><strong>a</strong> &amp; b</li>\n<li>c</li>\n</ul>\n"
        '<p><a href="https://example.org/x?a=1&amp;b">https://example.org/x?a=1&amp;b</a></p>\n'
    )


def test_colours_are_easy_to_read_in_light_and_dark():
    """WCAG 1.4.6: at least 7:1 for text and links."""
    schemes = re.findall(r"--page:(#\w+);--text:(#\w+);--mild:#\w+;--link:(#\w+)", STYLE)
    assert len(schemes) == 2
    for page, *others in schemes:
        assert [each for each in others if contrast(page, each) < 7] == []


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
