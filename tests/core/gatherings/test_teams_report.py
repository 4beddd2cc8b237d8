"""The attendance report from Teams: every shape it has had, and hostile ones."""

from __future__ import annotations

import codecs
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.gatherings.report_text import MOST_BYTES
from bot.core.gatherings.teams_report import Participant, read

ENGLISH = """1. Summary
Meeting title\tChampions in autumn
Attended participants\t4
Start time\t10/22/26, 9:58:02 AM
End time\t10/22/26, 11:03:11 AM
Meeting duration\t1h 5m 9s
Average attendance time\t55m 13s

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Bo "Bosse" Berg\t10/22/26, 9:58:02 AM\t10/22/26, 11:03:11 AM\t1h 5m 9s\tBo@molde.example\tbo@molde.example\tOrganizer
Anne Ås\t10/22/26, 10:00:00 AM\t10/22/26, 11:00:00 AM\t55m\t\tanne_vestnes.example#EXT#@molde.onmicrosoft.com\tPresenter
Anne Ås\t10/22/26, 11:00:30 AM\t10/22/26, 11:01:00 AM\t30s\t\tanne_vestnes.example#EXT#@molde.onmicrosoft.com\tPresenter
=cmd|' /C calc'!A0\t10/22/26, 10:00:00 AM\t10/22/26, 10:01:00 AM\t1m\t\t\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Somebody Else\t10/22/26, 9:58:02 AM\t10/22/26, 11:03:11 AM\t1h 5m 9s\telse@molde.example\tAttendee
"""  # noqa: E501 - as Teams writes it
NORWEGIAN = """1. Sammendrag
Møtetittel\tSamling
Starttidspunkt\t22.10.2026, 09:58:02

2. Deltakere
Navn\tFørste gang med\tForlot sist\tVarighet i møte\tE-post\tDeltaker-ID (UPN)\tRolle
Bo Berg\t22.10.2026, 09:58:02\t22.10.2026, 11:03:11\t1 t 5 min 9 s\tbo@molde.example\tbo@molde.example\tArrangør

3. Aktiviteter i møtet
"""  # noqa: E501
UNNUMBERED = """Meeting Summary
Total Number of Participants\t2
Meeting Title\tSamling
Meeting Start Time\t10/22/2026, 9:58:02 AM

Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)
Bo Berg\t10/22/2026, 9:58:02 AM\t10/22/2026, 10:03:02 AM\t5m\tbo@molde.example\tOrganizer\tbo@molde.example
Bo Berg\t10/22/2026, 10:05:02 AM\t10/22/2026, 10:15:02 AM\t10m\tbo@molde.example\tOrganizer\tbo@molde.example
"""  # noqa: E501
ACTIONS = """Full Name\tUser Action\tTimestamp
Bo Berg\tJoined before\t10/22/2026, 9:58:02 AM
Bo Berg\tLeft\t10/22/2026, 10:03:02 AM
Anne Ås\tJoined\t10/22/2026, 10:03:02 AM
"""
UNHEARD_OF = NORWEGIAN.replace("Navn\tFørste", "Имя\tFørste").replace("Varighet i møte", "Время")
UNHEARD_OF = UNHEARD_OF.replace("E-post", "Почта").replace("Deltaker-ID (UPN)", "ИД")


def utf16(text: str) -> bytes:
    return codecs.BOM_UTF16_LE + text.replace("\n", "\r\n").encode("utf-16-le")


def test_the_file_as_teams_gives_it():
    """Who left and came back is one; who was never named has no address."""
    found = read(utf16(ENGLISH))
    assert found.faults == ()
    bo, anne, other = found.participants
    assert bo == Participant('Bo "Bosse" Berg', ("bo@molde.example",), 3909, True)
    assert anne.mails[0] == "anne@vestnes.example"
    assert (anne.seconds, anne.organiser) == (3330, False)
    assert (other.mails, other.seconds) == ((), 60)
    assert [each.stayed(timedelta(minutes=5)) for each in found.participants] == [True, True, False]
    assert found.is_of(date(2026, 10, 22))
    assert not found.is_of(date(2026, 10, 29))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [(NORWEGIAN, 3909), (UNHEARD_OF, 3909), (UNNUMBERED, 900)],
    ids=["norwegian", "a language nobody foresaw", "without sections"],
)
def test_other_languages_and_versions(text: str, seconds: int):
    found = read(utf16(text))
    assert found.faults == ()
    (bo,) = found.participants
    assert bo == Participant(bo.name, ("bo@molde.example",), seconds, bo.organiser)
    assert found.is_of(date(2026, 10, 22))


def test_the_oldest_has_neither_addresses_nor_durations():
    found = read(utf16(ACTIONS))
    assert [(each.name, each.mails, each.seconds) for each in found.participants] == [
        ("Bo Berg", (), None),
        ("Anne Ås", (), None),
    ]


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
def test_a_file_that_was_saved_again(separator: str, encoding: str):
    """As a spreadsheet does it: quotation marks around what holds the separator."""
    lines = (
        separator.join(f'"{each}"' if separator in each else each for each in line.split("\t"))
        for line in NORWEGIAN.splitlines()
    )
    assert (
        read("\n".join(lines).encode(encoding)).participants == read(utf16(NORWEGIAN)).participants
    )


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "it is empty"),
        (b"\xff\xfe", "it is empty"),
        (b" \n" * 100, "it is empty"),
        (b"PK\x03\x04", "it is a workbook"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "it is no text"),
        (b"\xff\xfe\x00", "damaged UTF-16"),
        (b"x" * (MOST_BYTES + 1), "larger than 4 MB"),
        (b"person;kommune\nola@molde.example;1506\n", "no section"),
        (utf16("1. Summary\nMeeting title\tx\n"), "no section"),
        (utf16("1. Summary\n\n2. Participants\n"), "no table"),
        (utf16(ENGLISH.split("Bo ")[0]), "there is nobody in it"),
        (utf16("2. Participants\nA\tB\nola\t1\n"), "neither names nor addresses"),
    ],
    ids=range(12),
)
def test_what_is_no_report_is_refused_with_a_sentence(raw: bytes, why: str):
    found = read(raw)
    assert why in str(found.faults[0])
    assert str(found.faults[0]).startswith("the file: ")
    assert found.participants == ()


def test_a_fault_names_its_row_and_nobody():
    bad = ENGLISH.replace("\t55m\t", "\tlong\t").replace("=cmd|' /C calc'!A0", "")
    found = read(utf16(bad))
    assert [each.row for each in found.faults] == [12, 14]
    assert "Anne" not in str(found.faults)
    assert len(found.participants) == 2  # Bo, and Anne's other row


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: utf16(ENGLISH[:900] + text))
)
def test_no_file_is_more_than_it_can_take(raw: bytes):
    found = read(raw)
    assert found.participants or found.faults


def test_a_report_in_another_encoding_is_refused_by_its_line():
    """Saved again by an old program; what Teams writes is UTF-16."""
    text = ENGLISH.replace("\t", ";")
    for encoding, why in (("cp850", "DOS text"), ("mac_roman", "MacRoman")):
        (told,) = read(text.encode(encoding)).faults
        assert "in row 12" in str(told)
        assert why in str(told)
    broken = text.replace("Anne Ås", "Anne Åsvær", 1).encode().replace("æ".encode(), b"\xe6")
    found = read(broken)
    assert [(each.row, "broken" in each.why) for each in found.faults] == [(12, True)]
    assert "Anne Ås" in [each.name for each in found.participants]


def test_signs_around_an_address_in_a_report_are_taken_off():
    text = ENGLISH.replace("Bo@molde.example", "\u200bSMTP:Bo@molde.example\u200b")
    assert read(utf16(f"{text}\x1a\0")).participants[0].mails == ("bo@molde.example",)
