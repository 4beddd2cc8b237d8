"""The lists that directories and personnel systems write go in as they are."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.municipality_file import municipalities
from bot.core.people.municipalities import Municipalities, Municipality
from bot.core.people.roster import BadCell, municipality_of
from bot.core.people.roster_file import Sheet, read, read_table
from bot.core.people.roster_json import from_json, to_json

MAP = municipalities()
DAY = date(2026, 11, 22)
# https://learn.microsoft.com/entra/identity/users/users-bulk-download
ENTRA = (
    "userPrincipalName,displayName,surname,mail,givenName,id,userType,jobTitle,department,"
    "accountEnabled,usageLocation,streetAddress,state,country,officeLocation,city,postalCode,"
    "telephoneNumber,mobilePhone,alternateEmailAddress,ageGroup,consentProvidedForMinor,"
    "legalAgeGroupClassification,companyName,creationType,directorySynced,invitationState,"
    "identityIssuer,createdDateTime\n"
)
ID = "7cc0c81b-f2a2-489a-8243-eda96da4214"
# Microsoft 365 admin centre, Users, Active users, Export users.
M365 = (
    "Display name,DirSyncEnabled,User principal name,Object Id,First name,Last name,When created,"
    "Soft deletion time stamp,Title,Department,Preferred data location,City,CountryOrRegion,Office,"
    "StateOrProvince,Usage location,Last dirsync time,Block credential,Licenses,"
    "Password never expires,Last password change time stamp,Mobile Phone,Phone number,Postal code,"
    "Preferred language,Street address,Fax,Proxy addresses\n"
)


def sheet(text: str, day: date = DAY) -> Sheet:
    return read(text.encode("utf-8-sig"), MAP, day)


def entra(n: int, *, upn: str = "", mail: str = "", kind: str = "Member", on: str = "True",
          unit: str = "Sentrum skole", office: str = "", company: str = "Molde kommune",
          street: str = "") -> str:  # fmt: skip
    upn = upn or f"kn{n}@molde.kommune.no"
    return (
        f"{upn},Kari Nordmann,Nordmann,{mail},Kari,{ID}{n},{kind},Lærer,{unit},{on},NO,{street},,"
        f"NO,{office},Molde,6413,,,kari{n}@gmail.example,,,,{company},,True,,,8/19/2021 1:25 PM\n"
    )


def m365(n: int, *, upn: str = "", unit: str = "Sentrum skole", blocked: str = "False",
         deleted: str = "") -> str:  # fmt: skip
    upn = upn or f"kn{n}@molde.kommune.no"
    return (
        f"Kari Nordmann,True,{upn},{ID}{n},Kari,Nordmann,2022-03-18 19:49:35Z,{deleted},Lærer,"
        f"{unit},,Molde,Norge,Rådhuset,,NO,,{blocked},Office 365 A3,False,,,,6413,nb-NO,,,"
        f"SMTP:{upn}+smtp:k{n}@molde.onmicrosoft.example\n"
    )


def test_the_list_of_entra_goes_in_as_it_is():
    found = sheet(ENTRA + entra(1, mail="kari.nordmann@molde.kommune.no") + entra(2))
    assert found.faults == []
    one, two = found.entries
    assert (one.entra, one.mail, one.upn) == (
        f"{ID}1", "kari.nordmann@molde.kommune.no", "kn1@molde.kommune.no",
    )  # fmt: skip
    assert (one.municipality, one.unit, one.role) == ("1506", "Sentrum skole", "")
    assert (two.mail, two.upn) == ("kn2@molde.kommune.no", "")
    assert "'jobTitle'" in found.unused
    assert "'alternateEmailAddress'" in found.unused


def test_guests_and_blocked_accounts_are_left_out_and_counted():
    guest = "ola_aukra.example#EXT#@molde.onmicrosoft.example"
    found = sheet(
        ENTRA + entra(1) + entra(2, kind="Guest") + entra(3, upn=guest) + entra(4, on="FALSE")
    )
    assert found.faults == []
    assert [each.row for each in found.entries] == [2]
    assert found.left_out == 3
    assert "left out, guests of another organisation: 2" in found.notes
    assert any(each.startswith("left out, blocked accounts") for each in found.notes)


def test_a_list_of_nobody_but_guests_is_no_empty_roster():
    (told,) = sheet(ENTRA + entra(2, kind="Guest")).faults
    assert str(told) == "the file: everybody in it is left out. Take another list."


def test_the_municipality_is_the_company_or_else_known_by_the_domain():
    found = sheet(
        ENTRA
        + entra(1, company="1547 Aukra")
        + entra(2, company="", upn="ola@aukra.kommune.no")
        + entra(3, company="Molde Eiendom KF")
        + entra(4, company="", upn="ola@elsewhere.example")
    )
    assert [each.municipality for each in found.entries] == ["1547", "1547", "1506"]
    assert "rows whose municipality is known by the e-mail domain alone: 2" in found.notes
    assert [(each.row, each.column) for each in found.faults] == [(5, "companyName")]


def test_the_unit_is_the_department_or_else_the_office():
    found = sheet(ENTRA + entra(1, office="Rådhuset") + entra(2, unit="", office="Rådhuset"))
    assert [each.unit for each in found.entries] == ["Sentrum skole", "Rådhuset"]
    said = "the unit is taken from the column department; where it is empty, officeLocation"
    assert said in found.notes


def test_an_address_of_several_lines_is_one_row():
    found = sheet(ENTRA + entra(1, street='"Storgata 1\r\nBakgården"') + entra(2))
    assert found.faults == []
    assert [each.row for each in found.entries] == [2, 4]


def test_the_list_of_the_admin_centre_goes_in_as_it_is():
    found = sheet(M365 + m365(1) + m365(2, blocked="True") + m365(3, deleted="2022-03-18"))
    assert found.faults == []
    (one,) = found.entries
    assert (one.entra, one.mail, one.unit) == (f"{ID}1", "kn1@molde.kommune.no", "Sentrum skole")
    assert one.municipality == "1506"
    assert found.left_out == 2


def test_a_spreadsheets_unicode_text_goes_in():
    text = "Ansattoversikt\r\n\r\nE-post\tKommunenr\tEnhet\r\nola@a.example\t1506\tÅrø skole\r\n"
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        found = read(text.encode(encoding), MAP, DAY)
        assert found.faults == []
        assert [(each.row, each.unit) for each in found.entries] == [(4, "Årø skole")]


def test_the_columns_of_norwegian_personnel_systems_are_known():
    """https://informasjonsmodell.felleskomponent.no and KS' register of personnel."""
    text = (
        "Ansattnummer;Fornavn;Etternavn;Epostadresse;Arbeidssted;Stillingsprosent;Kommunenummer\n"
    )
    (one,) = sheet(f"{text}514;Kari;Nordmann;kari@a.example;Sentrum skole;60,00;1506\n").entries
    assert (one.mail, one.unit, one.percent) == ("kari@a.example", "Sentrum skole", 60)


def test_shares_that_are_fractions_are_percent():
    text = "epost;kommune;stillingsprosent\na@b.no;1506;0,6\nb@b.no;1506;1\nc@b.no;1506;\n"
    assert [each.percent for each in sheet(text).entries] == [60, 100, None]


def test_a_number_of_the_employers_own_is_no_id_of_a_person():
    text = "Id;Brukernavn;E-post;Kommune\n1001;kn01;kari@a.example;1506\n"
    found = sheet(text)
    assert found.faults == []
    assert [each.mails for each in found.entries] == [("kari@a.example",)]
    assert found.unused == ["'Id'", "'Brukernavn'"]


def test_three_digits_are_read_with_their_zero_and_that_is_said():
    oslo = Municipalities.of([Municipality("0301", "Oslo"), *MAP])
    found = read(b"epost;kommune\na@b.no;301\n", oslo, DAY)
    assert [each.municipality for each in found.entries] == ["0301"]
    assert any("three digits" in each for each in found.notes)


@pytest.mark.parametrize(
    "cell", ["1506.0", "1506,00", '="1506"', "'1506", "1506 - Molde", "1506\0"]
)
def test_a_number_is_a_number_however_a_spreadsheet_keeps_it(cell):
    quoted = cell.replace('"', '""')
    (one,) = sheet(f'epost;kommune\na@b.no;"{quoted}"\n').entries
    assert one.municipality == "1506"


def test_a_number_with_another_ones_name_is_a_fault():
    (told,) = sheet("epost;kommune\na@b.no;1547 Molde\n").faults
    assert str(told) == "row 2, kommune: 1547 is Aukra, and not 'Molde'. Write the number alone."


# Two columns that are the same thing.


def test_two_columns_of_addresses_both_serve():
    found = sheet("Epost;E-mail;kommune\na@b.no;a2@b.no;1506\n;c@b.no;1506\n")
    assert found.faults == []
    assert [each.mails for each in found.entries] == [("a@b.no", "a2@b.no"), ("c@b.no",)]
    assert "the columns Epost and E-mail are the same thing, and both are read" in found.notes


@pytest.mark.parametrize(
    ("heading", "row", "said"),
    [
        ("Kommune;Kommunenr;Epost", "Molde;1547;a@b.no", "Kommune and Kommunenr"),
        ("Enhet;Eining;kommune;Epost", "A skole;B skole;1506;a@b.no", "Enhet and Eining"),
        ("Rolle;Role;kommune;Epost", "ansatt;champion;1506;a@b.no", "Rolle and Role"),
        ("Enhet;Enhet;kommune;Epost", "A skole;B skole;1506;a@b.no", "Enhet (A) and Enhet (B)"),
        ("Entra-id;Objektid;kommune", f"{ID}1;{ID}2;1506", "Entra-id and Objektid"),
    ],
)
def test_two_columns_that_contradict_are_both_named(heading, row, said):
    (told,) = sheet(f"{heading}\n{row}\n").faults
    assert str(told).startswith(f"row 2, {said}: they are the same thing, and say different things")


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("Kommune;Kommunenr;Epost", "Molde;1506;a@b.no"),
        ("Kommune;Kommunenr;Epost", ";1506;a@b.no"),
        ("Kommune;Kommune;Epost", "1506;1506 Molde;a@b.no"),
        ("Rolle;Role;kommune;Epost", "ansatt;employee;1506;a@b.no"),
    ],
)
def test_two_columns_that_agree_are_both_taken(heading, row):
    found = sheet(f"{heading}\n{row}\n")
    assert found.faults == []
    assert [each.municipality for each in found.entries] == ["1506"]


# Letters.


@pytest.mark.parametrize("column", ["navn", "enhet", "stilling"])
def test_the_row_of_a_broken_byte_is_named_and_the_others_go_in(column):
    heading = f"epost;kommune;{column};avdeling\n".encode()
    good = "ola@a.example;1506;Årø;Skåla skole\n".encode()
    found = read(heading + good + b"kari@a.example;1506;Sk\xe5la;S\n", MAP, DAY)
    assert [each.row for each in found.entries] == [2]
    assert [(each.row, each.column) for each in found.faults] == [(3, column)]
    assert "Skåla skole" in (found.entries[0].unit, "Skåla skole")


@pytest.mark.parametrize(
    "unit", ["SkÃ¥la skole", "Sk�la skole", "Sk?la skole", "Bj°rnsund", "#N/A"]
)
def test_a_unit_that_was_changed_on_its_way_is_refused_from_a_file_and_over_the_api(unit):
    found = sheet(f"epost;kommune;enhet\na@b.no;1506;{unit}\n")
    assert [(each.row, each.column) for each in found.faults] == [(2, "enhet")]
    with pytest.raises(BadCell):
        from_json({"row": 2, "mail": "a@b.no", "municipality": "1506", "unit": unit}, MAP, DAY)


def test_what_stands_around_a_cell_is_taken_off_from_a_file_and_over_the_api():
    cells = {
        "mail": "SMTP:\u200bkari@a.example",
        "municipality": "'1506",
        "unit": "'Årø skole'\x1a",
    }
    found = sheet(f"epost;kommune;enhet\n{';'.join(cells.values())}\n\x1a")
    sent = from_json({"row": 2, **cells}, MAP, DAY)
    assert found.entries == [sent]
    assert (sent.mail, sent.municipality, sent.unit) == ("kari@a.example", "1506", "Årø skole")


# A mend that is taken.

SPLIT = Municipalities.of(
    [
        Municipality("1504", "Ålesund", valid_to=date(2019, 12, 31), merged_into="1507"),
        Municipality("1534", "Haram", valid_to=date(2019, 12, 31), merged_into="1507"),
        Municipality("1507", "Ålesund", date(2020, 1, 1), date(2023, 12, 31)),
        Municipality("1508", "Ålesund", date(2024, 1, 1)),
        Municipality("1580", "Haram", date(2024, 1, 1)),
        Municipality("1506", "Molde", date(2020, 1, 1)),
    ]
)


@pytest.mark.parametrize("map_", [MAP, SPLIT], ids=["merged", "split"])
@pytest.mark.parametrize(
    "day", [date(2019, 6, 1), date(2020, 6, 1), date(2024, 6, 1), date(2026, 6, 1)]
)
def test_every_number_that_a_fault_proposes_is_taken_on_that_day(map_, day):
    """Whatever number or name was written."""
    cells = [*map_.known, *{each.name for each in map_}, "1599", "Atlantis"]
    for cell in cells:
        try:
            municipality_of(cell, map_, day)
        except BadCell as bad:
            mend: str = bad.args[1]
            proposed = re.split(", | or ", mend.removeprefix("Write ").removesuffix("."))
            assert proposed
            for each in proposed:
                assert municipality_of(each, map_, day) == each[:4]


@pytest.mark.parametrize(
    ("number", "day", "mend"),
    [
        ("1504", date(2020, 6, 1), "Write 1507."),
        ("1504", date(2026, 6, 1), "Write 1508 Ålesund or 1580 Haram."),
        ("1507", date(2026, 6, 1), "Write 1508 Ålesund or 1580 Haram."),
        ("1507", date(2019, 6, 1), "Write 1504 Ålesund or 1534 Haram."),
        ("1580", date(2022, 6, 1), "Write 1507."),
        ("1580", date(2019, 6, 1), "Write 1504 Ålesund or 1534 Haram."),
    ],
)
def test_a_fault_proposes_what_stood_there_on_that_day(number, day, mend):
    with pytest.raises(BadCell) as refused:
        municipality_of(number, SPLIT, day)
    assert refused.value.args[1] == mend


HEADINGS = st.sampled_from(
    ["Epost", "UPN", "Id", "Entra-id", "Kommune", "Kommunenr", "companyName", "Enhet", "Avdeling",
     "Rolle", "Omfang", "Stillingsprosent", "userType", "accountEnabled", "Navn", "Fornavn", "x"]
)  # fmt: skip
CELLS = st.sampled_from(
    ["", "a@b.no", "SMTP:a@b.no", f"{ID}1", "1506", "Molde", "1502", "Årø skole", "ansatt", "60 %",
     "Guest", "False", "'1506'", "\u202ex", "SkÃ¥la", "a;b", '"', "\0", "0.5", "#N/A", "operator"]
) | st.text(max_size=12)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(
    st.lists(HEADINGS, min_size=1, max_size=8), st.lists(st.lists(CELLS, max_size=9), max_size=6)
)
def test_whatever_stands_in_a_table_each_row_is_read_left_out_or_a_fault(heading, rows):
    found = read_table([heading, *rows], MAP, DAY)
    for each in found.entries:
        assert from_json(to_json(each), MAP, DAY) == each
    for each in found.faults:
        assert "@b.no" not in str(each)
        assert len(str(each)) < 600
    assert found.entries or found.faults
