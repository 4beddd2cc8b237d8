"""The kit: strict, and cheap where it is hot."""

from __future__ import annotations

import json
from typing import Any

import pytest
from adaptivecards.baseobject import BareObject, Element, PropertyType

from bot.locale import words
from cards import kit, parts
from cards.cache import drawn, kept


def test_an_unknown_name_is_refused():
    """The package would drop it silently."""
    with pytest.raises(TypeError, match="TextBlock knows no txt"):
        kit.TextBlock(txt="x")
    with pytest.raises(TypeError, match="Choice knows no name"):
        kit.Choice(name="x")


def test_a_wrong_type_is_refused():
    """Where the package says which type it is."""
    with pytest.raises(TypeError):
        kit.TextBlock(text=3)


def test_each_class_knows_its_own_and_inherited_names():
    """An element of ours has the package's names, its own, and those of every element."""
    assert {"text", "style", "wrap", "fallback", "id", "spacing"} <= kit.TextBlock.names.keys()
    assert isinstance(vars(kit.Execute)["verb"], PropertyType)
    assert {"verb", "data", "title", "fallback"} <= kit.Execute.names.keys()


CLASSES = [each for each in vars(kit).values() if isinstance(each, type)]
ELEMENTS = [each for each in CLASSES if issubclass(each, kit.Strict) and each is not kit.Strict]
SAMPLES = {str: "x", bool: True, int: 1, list: ["x"], dict: {"x": 1}, BareObject: parts.line("x")}
SAMPLES[kit.DataQuery] = kit.DataQuery(kind="Data.Query")


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda each: each.__name__)
def test_an_element_holds_what_the_package_would_put_in_it(element: type[kit.Strict]):
    """It is filled at once, not name by name; the package's own way is the oracle."""
    kinds = {name: kind for name, (_, kind) in element.names.items()}
    facts = {n: SAMPLES[k[0] if isinstance(k, tuple) else k] for n, k in kinds.items()}
    oracle = object.__new__(element)
    first = Element if issubclass(element, Element) else BareObject
    first.__init__(oracle, **facts)
    assert element(**facts).render() == oracle.render()


def shown(*elements: object) -> list[dict[str, Any]]:
    body: list[dict[str, Any]] = kit.card("nb", elements, summary="x").body_dict()["body"]
    return body


def refreshed() -> kit.Card:
    return kit.card(
        "nb", [parts.heading("Å")], summary="Å", refresh=parts.refresh("lesson", 1), speak="Å"
    )


@pytest.mark.parametrize("user", ["29:abc", '29:"],"x":["', "29:\\", "29:\ud800", "29:å\n"])
def test_the_persons_id_is_spliced_in_as_json(user: str):
    """Whatever the id holds, the card stays the same card, for that one person."""
    card = refreshed()
    whole = json.loads(card.json(user))
    assert whole["refresh"]["userIds"] == [user]
    del whole["refresh"]["userIds"]
    assert whole == card.body_dict() == json.loads(card.json())


def test_a_client_that_draws_nothing_anew_gets_the_same_card_without_asking_for_it():
    whole = refreshed().body_dict()
    del whole["refresh"]
    assert json.loads(refreshed().json(None)) == whole


def test_a_card_is_compact_utf8():
    """A letter like å takes two bytes, not six, and there are no spaces between."""
    sent = refreshed().json("29:x")
    assert "Å".encode() in sent
    assert b": " not in sent
    assert b", " not in sent


def test_half_a_letter_cannot_break_a_card():
    """A lone surrogate, as a hostile client can send it, becomes a question mark."""
    card = kit.card("nb", [parts.line("\ud800")], summary="x")
    assert card.body_dict()["body"][0]["text"] == "?"


def test_a_card_without_refresh_is_the_same_for_all():
    """Nobody's id is in it."""
    card = kit.card("nb", [parts.heading("x")], summary="x")
    assert b"refresh" not in card.json("29:x")


def test_plain_values_are_a_new_copy_each_time():
    """Who changes one changes nothing else."""
    card = refreshed()
    card.body_dict()["body"].clear()
    assert card.body_dict()["body"]


def test_a_drawn_card_is_drawn_once():
    """The same arguments give the very same card; others do not."""
    calls = []

    @drawn
    def draw(text: str) -> kit.Card:
        calls.append(text)
        return kit.card("nb", [parts.heading(text)], summary=text)

    assert draw("a") is draw("a")
    assert draw("b") is not draw("a")
    assert calls == ["a", "b"]


def test_parts_that_are_kept_are_drawn_once_and_stand_where_they_were_put():
    """Among parts that are drawn anew, and beside one another; none at all leaves no trace."""
    calls = []

    @kept
    def keep(*texts: str) -> list[kit.TextBlock]:
        calls.append(texts)
        return [parts.line(each) for each in texts]

    body = [keep("a", "b"), keep(), parts.line("c"), keep("d"), keep("a", "b"), parts.line("e")]
    assert [each["text"] for each in shown(*body)] == ["a", "b", "c", "d", "a", "b", "e"]
    assert calls == [("a", "b"), (), ("d",)]
    assert shown(keep()) == shown() == []


def test_parts_that_are_kept_stand_in_no_other_part():
    """There they could not be spliced in, and it is said at once."""
    inside = kept(lambda: [parts.line("x")])()
    with pytest.raises(AttributeError):
        shown(parts.box([inside]))


def test_long_words_of_people_are_cut():
    """With a sign that more was there."""
    assert parts.plain("ø" * 300, 10) == "ø" * 9 + "…"
    assert parts.plain("   ") == ""


def test_buttons_break_into_rows_that_fit_a_phone():
    """Two short ones share a row; long ones get their own."""
    short = [parts.button("Ja", "next"), parts.button("Nei", "later")]
    long = [parts.button("Les leksjonen om igjen", "lesson"), parts.button("Prøv igjen", "retry")]
    assert len(parts.buttons(*short)) == 1
    rows = parts.buttons(*long)
    assert [each.render()["actions"][0].verb for each in rows] == ["retry", "lesson"]


def test_progress_is_said_in_words_too():
    """A bar, dots where there is no bar, and the numbers."""
    bar, said = shown(*parts.progress(words("nb"), 3, 9))
    assert (bar["value"], bar["max"]) == (3, 9)
    assert bar["fallback"]["text"] == "●●●○○○○○○"
    assert said["text"] == "3 av 9 leksjoner gjennomført"
    many = shown(*parts.progress(words("nb"), 20, 40))[0]
    assert many["fallback"]["text"] == "●●●●●○○○○○"
    assert len(parts.progress(words("nb"), 0, 0)) == 1


def test_a_row_of_buttons_counts_what_stands_between_them():
    """Three that would fit without the gaps don't share a row; narrow letters take less."""
    wide = [parts.button(title, "next") for title in ("Svar", "Senere", "Slutt å sende")]
    assert len(parts.buttons(*wide)) == 2
    narrow = [parts.button("Neste leksjon", "next"), parts.button("Alle leksjoner", "lessons")]
    assert len(parts.buttons(*narrow)) == 1
