"""A file is read in the encoding that it is in, or refused: never in another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.text_files.damage import damage
from bot.core.text_files.decoding import BadText, decode

TEXT = "epost;enhet\nkari@molde.example;Skåla skole\nola@molde.example;Øvre Årø barnehage\n"
OLD = ("cp850", "cp865", "cp437", "mac_roman")
RIGHT = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1")
WORDS = (
    *("Skåla", "skole", "Bjørnsund", "Næring", "Ærfugl", "Øksendal", "Åndalsnes", "ÅRØ", "LÆRER"),
    *("Sjøberg", "Sjöberg", "André", "Müller", "på", "for", "Thérèse", "Ålesund", "NØSTE", "Æra"),
    *("ærlig", "ørn", "år", "Kjærstad", "«Elvebakken»", "Nord–Sør", "O’Brien", "Sør-Tverrfjord"),
)


@pytest.mark.parametrize("encoding", RIGHT)
def test_a_norwegian_file_is_read_in_its_encoding(encoding):
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", OLD)
def test_text_of_dos_and_of_old_macs_is_recognised_and_not_believed(encoding):
    with pytest.raises(BadText) as refused:
        decode(TEXT.encode(encoding, "replace"))
    line, why, _ = refused.value.args
    assert line == 2
    assert ("Mac" if "mac" in encoding else "DOS") in why


@pytest.mark.parametrize("letter", "åæøÅÆØé")
@pytest.mark.parametrize("lost", [0, 1])
def test_one_broken_byte_leaves_the_rest_of_the_file_in_utf8(letter, lost):
    """Half of a letter is gone, or is the letter in another encoding."""
    half = letter.encode()[lost : lost + 1]
    for broken in (half, letter.encode("cp1252")):
        lines = decode(TEXT.encode() + b"x;S" + broken + b"la\n").split("\n")
        assert lines[:3] == TEXT.split("\n")[:3]
        assert damage(lines[3]) is not None


@pytest.mark.parametrize("letter", "åæøÅÆØé")
@pytest.mark.parametrize("lost", [0, 1])
def test_half_a_letter_in_a_file_without_others_is_refused(letter, lost):
    half = letter.encode()[lost : lost + 1]
    for word in (b"S" + half + b"la", half + b"rlig", b"s" + half):
        with pytest.raises(BadText) as refused:
            decode(b"epost;enhet\nx;y\nx;" + word + b"\n")
        assert refused.value.args[0] == 3


@pytest.mark.parametrize("misread", ["cp1252", "latin-1", "cp850", "mac_roman"])
@pytest.mark.parametrize("letter", "åæøÅÆØéöäüš–’“»")
def test_utf8_that_was_read_as_something_else_is_named_for_what_it_is(misread, letter):
    text = "".join(bytes([each]).decode(misread, "ignore") or chr(each) for each in letter.encode())
    why, _ = damage(decode(f"x;Sk{text}la\n".encode())) or ("", "")
    assert f"probably '{letter}'" in why


@pytest.mark.parametrize(
    "word", ["Bj°rnsund", "SkÕla", "N‘ring", "Bj›rn", "Sk†la", "SkŒla", "Bj¿rn", "¯ystein", "Sk?la",
             "Sk\ufffdla", "Sk&aring;la", "Sk+AOU-la", "Sk=C3=A5la", "Sk%C3%A5la"],
)  # fmt: skip
def test_letters_that_were_changed_before_are_named(word):
    assert damage(word) is not None


@pytest.mark.parametrize(
    "word", [*WORDS, "Kárášjohka", "Guovdageaidnu", "Łukasz", "Đặng", "محمد", "Hva?", "A & B", "m²",
             "25 %", "«Å»", "«KRÅ»", "Å–Ø", "Ö-vik"],
)  # fmt: skip
def test_words_that_people_write_are_not_suspected(word):
    assert damage(word) is None


def test_zeros_and_the_old_mark_of_the_end_are_not_part_of_a_file():
    for encoding in RIGHT:
        assert decode((TEXT + "\x1a\0\0").encode(encoding)) == TEXT


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (TEXT.encode("utf-32"), "UTF-32"),
        (TEXT.encode("utf-16")[:-1], "damaged UTF-16"),
        (b"\xff\xfe\x00\xd8a\x00", "damaged UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00", "no text"),
        ("x;Dušan\n".encode("cp1252"), "can be read as"),
    ],
)
def test_what_can_not_be_known_is_refused(raw, why):
    with pytest.raises(BadText, match=why):
        decode(raw)


ROSTERS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=1, max_size=8)


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(
    ROSTERS,
    st.sampled_from((*RIGHT, *OLD, "utf-32", "iso8859-15", "cp1250", "cp1257", "mac_iceland")),
)
def test_any_encoding_of_a_norwegian_file_is_read_right_or_refused(rows, encoding):
    """The oracle is the text that was written."""
    text = "epost;enhet\n" + "".join(f"x@y.example;{' '.join(row)}\n" for row in rows)
    try:
        raw = text.encode(encoding)
    except UnicodeEncodeError:
        return
    try:
        assert decode(raw) == text
    except BadText:
        assert encoding not in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(ROSTERS, st.data())
def test_no_broken_byte_changes_another_word(rows, data):
    """One byte of a file in UTF-8 is changed: each line is as it was, or is damaged."""
    text = "".join(f"x@y.example;{' '.join(row)}\n" for row in rows)
    raw = bytearray(text.encode())
    places = [n for n, each in enumerate(raw) if each > 0x7F]
    if not places:
        return
    raw[data.draw(st.sampled_from(places))] = data.draw(st.integers(0x80, 0xFF))
    try:
        lines = decode(bytes(raw)).split("\n")
    except BadText:
        return
    wrong = [line for line, meant in zip(lines, text.split("\n"), strict=True) if line != meant]
    assert len(wrong) <= 1


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(raw):
    try:
        text = decode(raw)
    except BadText as bad:
        line, why, mend = bad.args
        assert line >= 0
        assert why.endswith(".")
        assert mend.endswith((".", "?"))
    else:
        assert isinstance(damage(text), tuple | None)
