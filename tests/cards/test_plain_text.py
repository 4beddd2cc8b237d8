"""People's words in Markdown are shown as they were written, and are never markup."""

from __future__ import annotations

import json
from html import escape
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.gatherings.gathering import Audience, Gathering
from bot.core.gatherings.views import AudienceChoice, InvitationPreview
from bot.core.people.person import Person
from bot.locale import words
from cards import kit, parts
from cards.champions import newcomers
from cards.gatherings import host
from cards.plain_text import JOINER
from tests import npm
from tests.cards import walker

SIGNS = "\\`*_~#>-+=|:[]()<>&;!.{}\"'/@a1é "
PIECES = [
    *SIGNS,
    *("[x](https://evil.example)", "](https://evil.example)", "<https://evil.example>", "&#42;"),
    *("__init__", "1. ", "- ", "```", "---", "<b>", "&amp;", "😀", "{{DATE(2026-01-01T00:00Z)}}"),
]
SENTENCES = ("{}", "**Navn:** {}", "{} sier (nå)", "«{}»", "- {}\n- {}", "{}  \n{}", "_{}_")
LINES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
WRITTEN = {  # what was written: what stands in the Markdown
    "HO_Hjemme_Nord": "HO_Hjemme_Nord",
    "1. etasje": f"1{JOINER}. etasje",
    "- strek": f"{JOINER}- strek",
    "# x\n\n> y\x00\u202e": f"{JOINER}# x > y",
    "Åse-Marie O'Neill & Sønn, 3.5": "Åse-Marie O'Neill & Sønn, 3.5",
    "[x](https://y)": f"[{JOINER}x]{JOINER}(https://y)",
    "Barn & unge <0-6>": f"Barn & unge <{JOINER}0-6>",
    "_intern_": f"{JOINER}_{JOINER}intern{JOINER}_{JOINER}",
    "Denne hjalp *meg*": "Denne hjalp \u2217meg\u2217",
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_text_is_changed_only_where_it_would_be_markup(written: str):
    """No backslash is added, since phones would show it."""
    assert parts.plain(written) == WRITTEN[written]


def html_of(texts: list[str]) -> list[str]:
    """As markdown-it makes it."""
    script = Path(__file__).with_name("markdown.mjs")
    found: list[str] = json.loads(npm.run(script, json.dumps(texts).encode()))
    return found


def read(markdown: str) -> str:
    """What a reader sees of it: the joiner is nothing, and two signs look like others."""
    return markdown.replace(JOINER, "").replace("\u2217", "*").replace("\u02cb", "`")


@given(LINES)
@settings(max_examples=60)
def test_every_sign_is_still_there_for_the_reader(written: str):
    assert read(parts.plain(written)) == " ".join(written.split())


@pytest.mark.slow
@pytest.mark.usefixtures("node_modules")
@given(
    st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join), min_size=200)
)
@settings(max_examples=20, deadline=None)
def test_markdown_it_shows_what_was_written_and_no_link(given_words: list[str]):
    """In every sentence it shows exactly what it would show of a harmless name."""
    words = [each for each in given_words if each.strip()]
    texts = [s.replace("{}", parts.plain(each)) for each, s in product(words, SENTENCES)]
    shown = html_of([*texts, *(s.replace("{}", "Kari") for s in SENTENCES)])
    for (each, n), html in zip(product(words, range(len(SENTENCES))), shown, strict=False):
        wanted = shown[len(texts) + n].replace("Kari", escape(" ".join(each.split()), quote=False))
        assert read(html) == wanted.replace('"', "&quot;")


@pytest.mark.slow
@pytest.mark.usefixtures("node_modules")
def test_markdown_it_reads_markup_where_nothing_is_done_about_it():
    """So that the test above can fail."""
    assert html_of(["[x](https://evil.example) _a_"]) == [
        '<p><a href="https://evil.example">x</a> <em>a</em></p>\n'
    ]


HIDDEN = "\u202eSamling\u2066\x1b[2J\x07\u200b\u200f\ufeff\U000e0041"


def test_no_text_of_a_card_holds_what_nobody_sees():
    """Wherever it is drawn: texts that earlier versions stored, and those that nobody cleaned."""
    card = kit.card(
        "nb",
        [
            parts.line(HIDDEN),
            kit.FactSet(facts=[kit.Fact(title=HIDDEN, value=HIDDEN)]),
            kit.InputText(id="x", label=HIDDEN, value=HIDDEN, placeholder=HIDDEN),
            kit.InputChoiceSet(id="y", label="y", choices=parts.choices([("1", HIDDEN)])),
            parts.button(HIDDEN, "x"),
        ],
        summary=HIDDEN,
        speak=HIDDEN,
    )
    whole = json.dumps(card.body_dict(), ensure_ascii=False) + card.summary
    assert whole.count("Samling[2J") == 12
    assert not any(each in whole for each in HIDDEN if not each.isprintable())
    assert "\\u001b" not in whole


PLACE = "[Nord](https://evil.example)\u202e_1_"


def test_a_unit_in_the_preview_of_an_invitation_is_no_markdown():
    audience = AudienceChoice(Audience("everyone", (f"1506/{PLACE}",)), (PLACE,))
    when = {"start": "2026-12-01T08:00:00Z", "minutes": 60}
    about = Gathering(
        **when, id="g" * 20, by="t:p", title=PLACE, agenda="A", municipality="1506", venue="1506"
    )
    seen = InvitationPreview(Person("t:p", "t", "p", "2026-11-23"), about, audience, 12)
    card = host.preview(words("nb"), seen)
    texts = [each["text"] for _, each in walker.nodes(card.body_dict()) if "text" in each]
    assert [each for each in texts if "Nord" in each] == [
        parts.plain(PLACE),
        f"Alle i {parts.plain(PLACE)}: 12 personer får invitasjonen.",
    ]
    assert card.summary == "[Nord](https://evil.example)_1_"


def test_a_banner_shows_no_markdown_and_so_nothing_is_done_about_it():
    card = newcomers.greet(words("nb"), "x", "**Kari** \u202e_1. [x](https://evil.example)", False)
    assert card.summary == "Ønsk **Kari** _1. [x](https://evil.example) velkommen"
