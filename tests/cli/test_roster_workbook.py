"""A workbook goes in as a text file does: its values, from the sheet that is a roster."""

from __future__ import annotations

from datetime import date

import pytest

from bot.cli.roster.workbook import read_file
from bot.content.municipality_file import municipalities
from bot.core.people.roster_file import Sheet
from tests.cli.workbooks import workbook

MAP = municipalities()
DAY = date(2026, 11, 22)
HEAD = ["E-post", "Navn", "Kommunenr", "Enhet", "Rolle", "Stillingsprosent"]
KARI = ["kari@a.example", "Kari", 1506, "Årø skole", "ansatt", 0.6]
OLA = ["ola@a.example", "Ola", "1547", "Aukra barnehage", "pådriver", 1]


def sheet(raw: bytes) -> Sheet:
    return read_file(raw, MAP, DAY)


def test_numbers_and_texts_are_read_as_they_are_shown():
    found = sheet(workbook({"Ark1": [HEAD, KARI, OLA]}))
    assert found.faults == []
    assert [(e.row, e.mail, e.municipality, e.unit, e.role, e.percent) for e in found.entries] == [
        (2, "kari@a.example", "1506", "Årø skole", "employee", 60),
        (3, "ola@a.example", "1547", "Aukra barnehage", "champion", 100),
    ]


def test_titles_may_stand_above_the_headings():
    rows = [["Ansatte per 1. november"], [None], [], HEAD, KARI]
    found = sheet(workbook({"Ark1": rows}, merged="A1:F1"))
    assert found.faults == []
    assert [each.row for each in found.entries] == [5]


def test_the_first_sheet_that_is_a_roster_is_read_and_the_others_are_named():
    notes = [["Om listen"], ["Laget av Kari"]]
    found = sheet(
        workbook({"Forside": notes, "Ansatte": [HEAD, KARI], "Gamle": [HEAD, OLA], "Tom": []})
    )
    assert [each.mail for each in found.entries] == ["kari@a.example"]
    assert "only the sheet 'Ansatte' is read, not 'Forside', 'Gamle'" in found.notes


def test_a_hidden_sheet_is_passed_over():
    found = sheet(workbook({"Gamle": [HEAD, OLA], "Ansatte": [HEAD, KARI]}, hidden="Gamle"))
    assert [each.mail for each in found.entries] == ["kari@a.example"]


def test_true_and_false_are_those_of_a_directory():
    head = ["userPrincipalName", "accountEnabled", "companyName"]
    rows = [["a@b.example", True, "Molde"], ["c@b.example", False, "Molde"]]
    found = sheet(workbook({"Users": [head, *rows]}))
    assert [each.mail for each in found.entries] == ["a@b.example"]
    assert found.left_out == 1


def test_an_error_of_the_spreadsheet_is_no_name_of_a_unit():
    found = sheet(workbook({"Ark1": [HEAD, [*KARI[:3], "#N/A", *KARI[4:]], OLA]}))
    assert [str(each) for each in found.faults] == [
        "the file: the cell D2 is an error of the spreadsheet. Mend it there."
    ]


def test_a_cell_far_out_is_refused_before_room_is_made_for_it():
    for place in ("XFD1048576", "AAA3", "B999999", "ZZ3"):
        (told,) = sheet(workbook({"Ark1": [HEAD, KARI]}, extra={place: "x"})).faults
        assert str(told).startswith(f"the file: a cell stands far out ({place}).")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504, "it is an old workbook (.xls)"),
        (workbook({"A": [HEAD]})[:200], "it is a damaged workbook"),
        (b"PK\x03\x04", "it is a damaged workbook"),
        (workbook({"A": []}), "it is empty"),
        (workbook({"A": [HEAD]}), "there is nobody in it"),
        (workbook({"A": [["navn", "enhet"], ["Kari", "S"]]}), "the heading has no column"),
        (workbook({"A": [HEAD]}).replace(b"xl/workbook", b"xl/otherbook"), "damaged workbook"),
    ],
    ids=range(7),
)
def test_what_is_no_workbook_is_refused_with_a_sentence(raw, said):
    (told,) = sheet(raw).faults
    assert said in str(told)


def test_text_is_read_as_text():
    raw = "epost;kommune;enhet\na@b.example;1506;Årø\n".encode("utf-16")
    assert [each.unit for each in sheet(raw).entries] == ["Årø"]
