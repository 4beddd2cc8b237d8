"""A roster file becomes rows, or every fault at once, however hostile it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.municipality_file import municipalities
from bot.core.people.roster import BadCell, Entry, plain_mail
from bot.core.people.roster_file import LONGEST_LINE, Sheet, read
from bot.core.people.roster_json import from_json, to_json

MAP = municipalities()
DAY = date(2026, 11, 22)
ID = "11111111-2222-3333-4444-555555555555"
HEAD = "epost;navn;kommune;enhet;rolle\n"
GOOD = "kari@molde.example;Kari;1506;Sentrum skole;\n"


def sheet(text: str, encoding: str = "utf-8", day: date = DAY) -> Sheet:
    return read(text.encode(encoding), MAP, day)


def faults(text: str, **more: date) -> list[str]:
    return [str(each) for each in sheet(text, **more).faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_file_is_read_as_spreadsheets_write_it(encoding, delimiter, ending):
    text = f"{HEAD}ola@molde.example;Ola;1506;Øvre Årø barnehage;pådriver\n"
    found = sheet(text.replace(";", delimiter).replace("\n", ending), encoding)
    assert found.faults == []
    assert found.entries == [
        Entry(2, mail="ola@molde.example", municipality="1506", unit="Øvre Årø barnehage",
              role="champion"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heading",
    ["E-post,Fullt navn,Kommunenr.,Arbeidssted,Rolle", "e-mail,name,Municipality number,Unit,Role",
     "UserPrincipalName,displayName,KOMMUNE,Department,role",
     "Epostadresse,namn,kommune,eining,rolle",
     "Entra-id eller e-post,Navn,Kommune,Avdeling,Rolle", '"e-post",navn,"kommune",enhet,rolle',
     "sep=,\nperson,name,municipality,unit,role"],
)  # fmt: skip
def test_headings_are_understood_in_norwegian_and_english(heading):
    found = sheet(f"{heading}\nkari@molde.example,Kari,1506,Skole,ansatt\n")
    assert found.faults == []
    assert [(e.mail, e.unit, e.role) for e in found.entries] == [
        ("kari@molde.example", "Skole", "employee")
    ]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1506", "1506"), ("Molde", "1506"), ("molde kommune", "1506"), ("1506 Molde", "1506"),
     ("  AUKRA ", "1547")],
)  # fmt: skip
def test_a_municipality_is_a_number_a_name_or_both(cell, number):
    (entry,) = sheet(f"epost;kommune\na@b.example;{cell}\n").entries
    assert entry.municipality == number


def test_ids_may_have_their_tenant_before_them_and_any_capitals():
    tenant = "99999999-2222-3333-4444-555555555555"
    found = sheet(f"person;kommune\n{ID.upper()};1506\n{tenant}/{ID[:-1]}6;1506\n")
    assert [(e.tenant, e.entra) for e in found.entries] == [("", ID), (tenant, f"{ID[:-1]}6")]


def test_a_row_may_have_an_address_and_a_user_principal_name():
    """Either is the person; one of them alone is the address."""
    rows = "kari@a.example;KN01@a.example;1506\n;ola@a.example;1506\nA@b.no;a@B.no;1506\n"
    found = sheet(f"mail;userPrincipalName;kommune\n{rows}")
    assert [each.mails for each in found.entries] == [
        ("kari@a.example", "kn01@a.example"), ("ola@a.example",), ("a@b.no",)
    ]  # fmt: skip
    assert [each.upn for each in found.entries] == ["kn01@a.example", "", ""]


@pytest.mark.parametrize(
    ("cell", "percent"),
    [("60", 60), ("60 %", 60), ("60%", 60), ("62,5", 62.5), ("62.50 %", 62.5), ("", None)],
)
def test_the_share_of_a_position_is_read_as_people_write_it(cell, percent):
    (entry,) = sheet(f"epost;kommune;Stillingsprosent\na@b.example;1506;{cell}\n").entries
    assert entry.percent == percent
    assert from_json(to_json(entry), MAP, DAY) == entry


def test_a_share_that_is_none_is_a_fault():
    told = faults("epost;kommune;Stillingsprosent\na@b.no;1506;halv\nb@b.no;1506;6000\n")
    assert [each.partition(":")[0] for each in told] == [
        f"row {n}, Stillingsprosent" for n in (2, 3)
    ]


def test_without_a_unit_column_nothing_is_said_of_units():
    (one,) = sheet("epost;kommune\na@b.example;1506\n").entries
    (two,) = sheet("epost;kommune;enhet\na@b.example;1506;\n").entries
    assert (one.unit, two.unit) == (None, "")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("kari;K;1506;S;", "row 3, epost: it is neither an e-mail address nor an Entra object id."),
        ("kari@;K;1506;S;", "row 3, epost: it is not a whole e-mail address."),
        (";K;1506;S;", "row 3, epost: nobody is named."),
        ("a@b.no;K;1599;S;", "row 3, kommune: no municipality has the number 1599."),
        ("a@b.no;K;1502;S;", "row 3, kommune: 1502 Molde ended on 2019-12-31. Write 1506."),
        ("a@b.no;K;Nesset;S;", "row 3, kommune: 1543 Nesset ended on 2019-12-31. Write 1506."),
        ("a@b.no;K;Atlantis;S;", "row 3, kommune: 'Atlantis' is no municipality"),
        ("a@b.no;K;;S;", "row 3, kommune: '' is no municipality"),
        ("a@b.no;K;1506;=1+1;", "row 3, enhet: '=1+1' begins like a formula."),
        ("a@b.no;K;1506;A|B;", "row 3, enhet: 'A|B' has a character that is in no name."),
        (
            "a@b.no;K;1506;A\u202eB;",
            "row 3, enhet: it has a character that can't be seen (U+202E).",
        ),
        (f"a@b.no;K;1506;{'x' * 81};", "row 3, enhet: 'xxxx"),
        ("a@b.no;K;1506;S;sjef", "row 3, rolle: 'sjef' is no role."),
        ("a@b.no;K;1506;S;;extra", "row 3: it has more cells than the heading."),
        ('a@b.no;"K;1506;S;', "row 3: a quotation mark is open"),
        ("a@b.no;K\0K;1506;S;", "row 3, navn: it has a character that can't be seen (U+0000)."),
        (f"a@b.no;{'x' * 1_000_000};1506;S;", "row 3: it has 1000015 characters."),
    ],
)
def test_a_fault_names_row_and_column_and_harms_no_other_row(row, said):
    found = sheet(f"{HEAD}{GOOD}{row}\n{GOOD.replace('kari', 'ola')}")
    (fault,) = found.faults
    assert str(fault).startswith(said)
    assert [each.row for each in found.entries] == [2, 4]


def test_an_address_in_the_wrong_column_is_not_said_again():
    """What is said of a fault may be kept somewhere."""
    found = sheet("person;kommune;enhet;rolle\nola@x.no;ola@molde.no;@ola@molde.no;ola@molde.no\n")
    assert len(found.faults) == 3
    assert not any("ola" in str(each) for each in found.faults)


def test_all_faults_are_named_at_once():
    told = faults(f"{HEAD}x;;9999;@;y\n;;;;\n{GOOD}z;;1506;S;")
    assert [each.partition(":")[0] for each in told] == [
        "row 2, epost", "row 2, kommune", "row 2, enhet", "row 2, rolle", "row 5, epost"
    ]  # fmt: skip


def test_a_municipality_counts_on_the_day_of_the_import():
    row = "epost;kommune\na@b.example;{}\n"
    assert faults(row.format(1502), day=date(2019, 12, 31)) == []
    (told,) = faults(row.format(1506), day=date(2019, 12, 31))
    assert "1506 Molde does not begin before 2020-01-01" in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file: it is empty."),
        ("\n\n", "the file: it is empty."),
        (HEAD, "the file: there is nobody in it."),
        ("navn;enhet\nKari;S\n", "the file: the heading has no column for e-mail or Entra id and "),
        ("a@b.example;1506\n", "the file: the heading has no column"),
    ],
)
def test_what_is_no_roster_is_said_so(text, said):
    (told,) = faults(text)
    assert told.startswith(said)


def test_files_in_other_encodings_are_refused_with_what_to_do():
    assert "UTF-32" in str(read(HEAD.encode("utf-32"), MAP, DAY).faults[0])
    assert "neither" in str(read(b"epost;kommune\n\x81\xf0;1506\n", MAP, DAY).faults[0])


def test_the_same_person_in_two_roles_is_a_fault_of_both_rows():
    """Whatever the capitals; neither row is taken, since nobody here knows which is right."""
    rows = "kari@molde.example;;1506;A;ansatt\nKARI@molde.example;K;1506;Bergmo;operator\n"
    found = sheet(HEAD + rows)
    why = "rows 2 and 3 have the same person in different roles. Keep what is right."
    assert [str(each) for each in found.faults] == [f"row 2: {why}", f"row 3: {why}"]
    assert found.entries == []


def test_the_same_row_twice_counts_once_and_is_told():
    found = sheet(HEAD + GOOD + GOOD)
    assert found.faults == []
    assert [each.row for each in found.entries] == [2]
    assert found.notes == ["row 3: the same as an earlier row."]


def test_a_former_account_stands_in_a_column_of_its_own():
    """However it is headed and written."""
    old, new = (f"{n}1111111-aaaa-3333-4444-555555555555" for n in (1, 2))
    for heading in ("Tidligere Entra-ID", "former entra id", "tidlegare_entra_id"):
        for cell in (old, old.upper(), f"{new}/{old}"):
            found = sheet(f"entra-id;{heading};kommune\n{new};{cell};1506\n")
            assert (found.faults, found.unused) == ([], [])
            assert found.entries[0].former == cell.lower()
    found = sheet(f"entra-id;tidligere entra-id;kommune\n{new};kari@molde.example;1506\n")
    assert [each.column for each in found.faults] == ["tidligere entra-id"]
    assert "kari" not in str(found.faults)


def test_units_that_differ_in_their_capitals_are_told():
    found = sheet(f"{HEAD}{GOOD}ola@molde.example;;1506;sentrum Skole;\n")
    assert found.faults == []
    (note,) = found.notes
    assert note.startswith("'Sentrum skole' and 'sentrum Skole' count as different units.")


def test_columns_that_mean_nothing_are_told_and_left_alone():
    found = sheet("epost;kommune;stilling\na@b.example;1506;=cmd\n")
    assert found.unused == ["'stilling'"]
    assert len(found.entries) == 1


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_at_all_become_rows_or_faults(raw):
    found = read(HEAD.encode() + raw, MAP, DAY)
    assert found.entries or found.faults
    assert all("\n" not in str(each) and len(str(each)) < 400 for each in found.faults)
    again = [from_json(to_json(each), MAP, DAY) for each in found.entries]
    assert again == found.entries


@pytest.mark.parametrize(
    "said",
    [None, [], {}, {"row": "2"}, {"row": 2, "municipality": "1506"},
     {"row": 2, "mail": 7, "municipality": "1506"}, {"row": 2, "mail": "x", "municipality": "1506"},
     {"row": 2, "mail": "a@b.example", "municipality": "1502"},
     {"row": 2, "mail": "a@b.example", "municipality": "1506", "unit": "a|b"},
     {"row": 2, "mail": "a@b.example", "municipality": "1506", "unit": ["a"]},
     {"row": 2, "entra": "../x", "municipality": "1506"},
     {"row": 2, "mail": "a@b.example", "upn": "x", "municipality": "1506"},
     {"row": 2, "mail": "a@b.example", "municipality": "1506", "percent": "60"},
     {"row": 2, "mail": "a@b.example", "municipality": "1506", "percent": -1}],
)  # fmt: skip
def test_a_row_over_the_wire_is_checked_as_one_from_a_file(said):
    with pytest.raises(BadCell):
        from_json(said, MAP, DAY)


def test_one_address_has_one_spelling():
    assert plain_mail("KARI@Blåbær.NO") == plain_mail("kari@xn--blbr-roah.no")
    assert LONGEST_LINE < 131_072  # what the csv module takes in one cell


def test_an_operator_or_a_reader_has_municipalities_in_the_scope_column():
    head = "epost;kommune;rolle;omfang\n"
    found = sheet(
        f'{head}ola@molde.example;1506;prosjektleder;"Molde, 1547"\n'
        "per@molde.example;1506;leser;1506\nida@molde.example;1506;prosjektleder;\n"
    )
    assert found.faults == []
    assert [(each.role, each.scope) for each in found.entries] == [
        ("operator", ("1506", "1547")), ("reader", ("1506",)), ("operator", ()),
    ]  # fmt: skip
    assert [from_json(to_json(each), MAP, DAY) for each in found.entries] == found.entries
    for role in ("pådriver", "ansatt", ""):
        assert faults(f"{head}ola@molde.example;1506;{role};1506\n") == [
            "row 2, omfang: only an operator or a reader has municipalities. Leave it empty: a"
            " champion looks after where they work."
        ]
    assert "Nowhere" in faults(f"{head}ola@molde.example;1506;leser;Nowhere\n")[0]
