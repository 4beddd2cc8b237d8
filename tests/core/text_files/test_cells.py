"""A cell is its text, without what programs put around it; an address likewise."""

from __future__ import annotations

import pytest

from bot.core.text_files.addresses import address_of, is_several
from bot.core.text_files.cells import plain, unseen

KARI = "kari@molde.example"


@pytest.mark.parametrize(
    "cell",
    ["Sentrum skole", " Sentrum  skole ", "Sentrum\xa0skole", "\u200bSentrum\u200d skole\ufeff",
     "\u202aSentrum skole\u202c", "Sentrum skole\x1a", "Sentrum skole\0\0", "'Sentrum skole'",
     '"Sentrum skole"', "‘Sentrum skole’", "“Sentrum skole”", '="Sentrum skole"',
     "Sen\xadtrum skole",
     "\u200e\u2066Sentrum skole\u2069", "Sentrum\tskole", "Sentrum\x0bskole", " ' Sentrum skole ' ",
     "Sentrum\u2028skole"],
)  # fmt: skip
def test_what_stands_around_a_text_or_can_not_be_seen_is_taken_off(cell):
    assert plain(cell) == "Sentrum skole"
    assert unseen(plain(cell)) == ""


@pytest.mark.parametrize(
    ("cell", "text"),
    [("'1506", "1506"), ('="0301"', "0301"), ("A\u030arø", "Årø"), ("'", "'"), ("''", "''"),
     ("O'Brien", "O'Brien"), ("'A' og 'B'", "'A' og 'B'"), ("«Elvebakken»", "«Elvebakken»"),
     ("=1+1", "=1+1"), ("", "")],
)  # fmt: skip
def test_quotation_marks_go_only_if_they_stand_around_the_whole(cell, text):
    assert plain(cell) == text


@pytest.mark.parametrize(
    ("cell", "code"),
    [("A\u202eB", "U+202E"), ("A\0B", "U+0000"), ("A\x1aB", "U+001A"), ("A\x9bB", "U+009B"),
     ("A\u2067B", "U+2067"), ("A\ue000B", "U+E000"), ("A\U000e0041B", "U+E0041")],
)  # fmt: skip
def test_what_can_not_be_seen_inside_is_named(cell, code):
    assert unseen(plain(cell)) == code


@pytest.mark.parametrize(
    "cell",
    [KARI, f"SMTP:{KARI}", f"smtp:{KARI}", f"mailto:{KARI}", f"MAILTO: {KARI}?subject=Hei",
     f"sip:{KARI}", f"<{KARI}>", f"Kari Nordmann <{KARI}>", f'"Nordmann, Kari" <{KARI}>',
     f"Nordmann, Kari <mailto:{KARI}>", f"[{KARI}](mailto:{KARI})", f"{KARI} <{KARI}>",
     f"{KARI} (Kari)", f"Kari ({KARI})", f"'{KARI}'", f"‘{KARI}’", f'="{KARI}"', f"{KARI};",
     f"{KARI}.", f"\u200b{KARI}\u200b", f"\u202a{KARI}\u202c", f"{KARI}\x1a", f"{KARI}\0",
     f"\xa0{KARI}\xa0", f"<'{KARI}'>", f"E-post: {KARI}", f"smtp:SMTP:{KARI}", f"\ufeff{KARI}"],
)  # fmt: skip
def test_an_address_is_found_in_what_people_and_programs_write_around_it(cell):
    assert address_of(cell) == KARI


@pytest.mark.parametrize(
    "cell", ["kari nord@molde.example", "x500:/o=a@b", "o'brien@molde.example", "Kari", "", "((((@"]
)
def test_nothing_is_guessed_out_of_a_text(cell):
    assert address_of(cell) == cell
    assert not is_several(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "a@x.no;b@x.no",
        "a@x.no, b@x.no",
        "SMTP:a@x.no+smtp:b@x.no",
        "a@x.no <b@x.no>",
        "a@x.no/b@x.no",
    ],
)
def test_several_addresses_are_seen(cell):
    assert is_several(address_of(cell))
