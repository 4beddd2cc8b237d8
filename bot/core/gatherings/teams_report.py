"""Reads the attendance report of a meeting in Teams, which its organiser can download.

The file has had several shapes, and its headings are in the language of whoever downloaded it:

- UTF-16 with tabs, in sections "1. Summary", "2. Participants", "3. In-Meeting Activities";
- the same without numbers: a summary, then a table with a row for each time somebody joined;
- a bare list, "Full Name, User Action, Timestamp", without addresses and durations;
- any of these saved again as UTF-8 with commas or semicolons.

https://support.microsoft.com/office/manage-meeting-attendance-reports-in-microsoft-teams-ae7cf170-530c-47d3-84c1-3aedac74d310

Columns are known by their headings, and those in a language that is not known here by what stands
in them. The file is not trusted, and no fault quotes it: faults may be kept somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.core.gatherings.report_text import BadReport, Cells, cells, lines_of, separator_of
from bot.core.people.roster import BadCell, mail_of

_SECTION: Final = re.compile(r'"?([1-9])\.\s+\S')
_PARTICIPANTS: Final = "2"
_HEADINGS: Final[Mapping[str, str]] = {
    "name": "name fullname participant participantname displayname navn namn fulltnavn fulltnamn"
    " deltaker deltakar deltager deltagare fullständigtnamn fuldenavn",
    "mail": "email emailaddress useremail mail epost epostadresse epostadressa mailadresse",
    "upn": "participantidupn participantid upn userprincipalname deltakeridupn deltakaridupn"
    " deltakerid deltakarid",
    "duration": "inmeetingduration duration meetingduration attendanceduration varighet varigheit"
    " varighetimøtet varighetimøte varigheitimøtet varigheitimøte møtevarighet møtevarigheit"
    " tidimøtet",
    "role": "role rolle",
    "action": "useraction action brukerhandling brukarhandling handling",
}
_MEANS: Final = {word: means for means, words in _HEADINGS.items() for word in words.split()}
_ORGANISER: Final = frozenset("organizer organiser arrangør møtearrangør organisator".split())
_UNIT: Final = r"(?:(\d{{1,4}})\s*(?:{})\.?[\s,]*)?"
_DURATION: Final = re.compile(
    _UNIT.format("h|hrs?|hours?|t|timer?|tim|std")
    + _UNIT.format("m|min|mins|minutes?|minutt|minutter")
    + _UNIT.format("s|sec|secs|seconds?|sek|sekund|sekunder"),
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)")
_DATE: Final = re.compile(r"(?<!\d)(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?!\d)")
_GUEST: Final = "#ext#"  # in the name of somebody from another organisation


@dataclass(frozen=True, slots=True)
class ReportFault:
    """What is wrong: `row` is the line in the file from 1, 0 for the whole file."""

    row: int
    why: str
    mend: str

    def __str__(self) -> str:
        return f"{f'row {self.row}' if self.row else 'the file'}: {self.why} {self.mend}"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who was in the meeting, however many times they joined. `mails` are the addresses
    they may be known by. `seconds` is None if the file does not say how long they stayed."""

    name: str
    mails: tuple[str, ...] = ()
    seconds: int | None = None
    organiser: bool = False

    def stayed(self, least: timedelta) -> bool:
        return self.seconds is None or self.seconds >= least.total_seconds()


@dataclass(frozen=True, slots=True)
class TeamsReport:
    """`participants` are in the file's order, each once. `days` are the days on which the meeting
    may have been, as 03/04 may be two."""

    participants: tuple[Participant, ...] = ()
    faults: tuple[ReportFault, ...] = ()
    days: frozenset[date] = frozenset()

    def is_of(self, day: date) -> bool:
        """Whether it may be of a meeting on that day; a moment in UTC may be on the next."""
        return not self.days or any(abs(each - day) <= timedelta(days=1) for each in self.days)


def read(raw: bytes) -> TeamsReport:
    """The participants and faults of a file. Raises nothing."""
    try:
        lines = lines_of(raw)
        heading, rows = _table(lines)
        separator = separator_of(lines[heading], _meaning)
        found = _columns(lines, heading, rows, separator)
    except BadReport as bad:
        return TeamsReport(faults=(ReportFault(0, *bad.args),))
    faults: list[ReportFault] = []
    people = [each for row in rows for each in _row(lines[row], row + 1, separator, found, faults)]
    if not people and not faults:
        faults.append(ReportFault(0, "there is nobody in it.", "Download it after the meeting."))
    return TeamsReport(tuple(_merged(people)), tuple(faults), _days(lines[:heading]))


def _table(lines: Sequence[str]) -> tuple[int, list[int]]:
    """The line with the heading of the table of participants, and the lines of its rows."""
    start = _beginning(lines)
    heading = next((n for n in range(start, len(lines)) if lines[n].strip()), None)
    if heading is None:
        raise BadReport("there is no table of participants in it.", "Download the report again.")
    rows = []
    for n in range(heading + 1, len(lines)):
        if not lines[n].strip(' \t,;"') or _SECTION.match(lines[n]):
            break
        rows.append(n)
    return heading, rows


def _beginning(lines: Sequence[str]) -> int:
    """The line after "2. Participants"; where no section is numbered, the first that looks like the
    heading of a table of people."""
    numbered = False
    for n, line in enumerate(lines):
        if section := _SECTION.match(line):
            numbered = True
            if section[1] == _PARTICIPANTS:
                return n + 1
    known = [] if numbered else [n for n, line in enumerate(lines) if _is_heading(line)]
    if not known:
        why = 'it has no section "2. Participants".'
        raise BadReport(why, "Is it the attendance report of a meeting in Teams?")
    return known[0]


def _is_heading(line: str) -> bool:
    try:
        means = {_meaning(each) for each in cells(line, separator_of(line, _meaning))}
    except BadReport:
        return False
    return "name" in means and bool(means & {"mail", "upn", "duration", "action"})


def _meaning(heading: str) -> str:
    return _MEANS.get("".join(filter(str.isalpha, heading.casefold())), "")


Columns = dict[str, int]


def _columns(lines: Sequence[str], heading: int, rows: Sequence[int], separator: str) -> Columns:
    """Which column is what: by the headings, and then by what stands in those that are unknown."""
    found: Columns = {}
    names = cells(lines[heading], separator)
    for n, name in enumerate(names):
        if means := _meaning(name):
            found.setdefault(means, n)
    unknown = [n for n in range(1, len(names)) if n not in found.values()]
    sample = list(_readable(lines, rows, separator))
    for n in unknown:
        said = [row[n] for row in sample if n < len(row) and row[n]]
        if said and all("@" in each for each in said):
            found.setdefault("upn" if "mail" in found else "mail", n)
        elif said and all(_seconds(each) is not None for each in said):
            found.setdefault("duration", n)
    if "name" not in found and not found.keys() & {"mail", "upn"}:
        why = "the table of participants has neither names nor addresses."
        raise BadReport(why, "Is it the attendance report of a meeting in Teams?")
    return found


def _readable(lines: Sequence[str], rows: Sequence[int], separator: str) -> Iterator[Cells]:
    for row in rows[:50]:
        try:
            yield cells(lines[row], separator)
        except BadReport:
            continue


def _row(
    line: str, number: int, separator: str, columns: Columns, faults: list[ReportFault]
) -> Iterator[Participant]:
    try:
        row = cells(line, separator)
        said = {name: row[n] if n < len(row) else "" for name, n in columns.items()}
        yield _participant(said)
    except BadReport as bad:
        faults.append(ReportFault(number, *bad.args))


def _participant(said: Mapping[str, str]) -> Participant:
    mails = tuple(dict.fromkeys(_mails(said.get("mail", ""), said.get("upn", ""))))
    name = " ".join(said.get("name", "").split())
    if not name and not mails:
        raise BadReport("it has neither a name nor an address.", "Take the row out.")
    seconds = _seconds(said["duration"]) if "duration" in said else None
    if "duration" in said and seconds is None:
        raise BadReport("the duration can't be read.", 'Write it as "1h 5m 3s".')
    return Participant(name, mails, seconds, said.get("role", "").casefold() in _ORGANISER)


def _mails(*said: str) -> Iterator[str]:
    """Addresses in their canonical spelling. A guest's name in the host's organisation holds the
    real address: ola_molde.example#EXT#@host.onmicrosoft.com."""
    for each in said:
        local, guest, _ = each.casefold().partition(_GUEST)
        name, _, domain = local.rpartition("_")
        for address in (f"{name}@{domain}" if guest else "", each):
            try:
                yield mail_of(address)
            except BadCell:
                continue


def _seconds(said: str) -> int | None:
    """A duration: "1h 5m 3s", "1 t 5 min 3 s", "01:05:03"; None for anything else."""
    found = _CLOCK.fullmatch(said) or _DURATION.fullmatch(said)
    if found is None or not any(found.groups()):
        return None
    hours, minutes, seconds = (int(each or 0) for each in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def _merged(people: Iterable[Participant]) -> list[Participant]:
    """Each person once, with all the time they stayed. Those without an address are known apart by
    their names alone, so that two of one name count as one."""
    found: dict[str, Participant] = {}
    for each in people:
        key = each.mails[-1] if each.mails else f"|{each.name.casefold()}"
        before = found.get(key)
        found[key] = each if before is None else _both(before, each)
    return list(found.values())


def _both(one: Participant, other: Participant) -> Participant:
    known = one.seconds is not None and other.seconds is not None
    seconds = (one.seconds or 0) + (other.seconds or 0) if known else None
    mails = tuple(dict.fromkeys((*one.mails, *other.mails)))
    return Participant(one.name, mails, seconds, one.organiser or other.organiser)


def _days(summary: Sequence[str]) -> frozenset[date]:
    return frozenset(day for line in summary for found in _DATE.findall(line) for day in _in(found))


def _in(parts: tuple[str, str, str]) -> Iterator[date]:
    """The dates that three numbers may be: year first, or day or month first."""
    a, b, c = map(int, parts)
    year = c + 2000 if c < 100 else c
    for y, m, d in ((a, b, c), (year, b, a), (year, a, b)):
        if 2015 <= y <= 2200 and 1 <= m <= 12 and 1 <= d <= 31:
            try:
                yield date(y, m, d)
            except ValueError:
                continue
