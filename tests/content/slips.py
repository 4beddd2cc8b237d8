"""Slips of the pen, each with the fault that must come of it; `test_faults` makes them."""

from __future__ import annotations

from typing import NamedTuple

from bot.content.faults import Kind
from tests.content.samples import COURSE, LESSON, SECOND, png

COURSE_FILE = "courses/kurs/course.yaml"
MAP = "municipalities.yaml"


class Slip(NamedTuple):
    """`old` in the file becomes `new`: `kind` is found `below` lines under that place."""

    old: str
    new: str
    kind: Kind
    says: str = ""
    below: int = 0
    file: str = "courses/kurs/moter.yaml"
    language: str = ""


B = "    - ett\n"  # a line in the body in bokmål
SLIPS = [
    Slip("minutes: 3", "minuts: 3", Kind.UNKNOWN_KEY, "Did you mean `minutes`?"),
    Slip("{nb: Prøv nå, nn", "{no: Prøv nå, nn", Kind.UNKNOWN_KEY, "Did you mean `nb`?"),
    Slip("minutes: 3", "? [a, b]\n: c\nminutes: 3", Kind.UNKNOWN_KEY),
    Slip("minutes: 3\n", "", Kind.MISSING_KEY, "Add `minutes:`", below=-2),
    Slip("minutes: 3", "minutes:", Kind.MISSING_KEY, "Add `minutes:`"),
    Slip("minutes: 3", "minutes: 3\nminutes: 2", Kind.DUPLICATE_KEY, "is on line 3", below=1),
    Slip("nn: Møte,", "nn: Møte, nn: Møter,", Kind.DUPLICATE_KEY, "Keep one"),
    Slip("minutes: 3", 'minutes: "3"', Kind.WRONG_TYPE, "without quotes"),
    Slip("minutes: 3", "minutes: yes", Kind.WRONG_TYPE, "whole number"),
    Slip("minutes: 3", "minutes: 3.5", Kind.WRONG_TYPE),
    Slip("minutes: 3", "minutes: [3]", Kind.WRONG_TYPE),
    Slip("correct: [b]", "correct: b", Kind.WRONG_TYPE, "must be a list"),
    Slip("{nb: Prøv nå, nn: Prøv no, en: Try it}", "Prøv nå", Kind.WRONG_TYPE, "`nb`, `nn`, `en`"),
    Slip("nb: Prøv nå", "nb: [Prøv nå]", Kind.WRONG_TYPE, "one text", language="nb"),
    Slip("minutes: 3", "minutes: 4", Kind.OUT_OF_RANGE, "Choose 1 to 3"),
    Slip("version: 1", "version: 0", Kind.OUT_OF_RANGE),
    Slip("passing: 2", "passing: 4", Kind.OUT_OF_RANGE, "Choose 1 to 3"),
    Slip("passing: 2", "passing: 0", Kind.OUT_OF_RANGE),
    Slip("correct: [b]", "correct: []", Kind.OUT_OF_RANGE),
    Slip("correct: [b]", "correct: [a, b]", Kind.OUT_OF_RANGE, "Give it 1 to 1"),
    Slip("kind: single", "kind: singel", Kind.BAD_CHOICE, "Did you mean `single`?"),
    Slip("{id: sant,", "{id: ja,", Kind.BAD_CHOICE, "`sant` and `usant`"),
    Slip("id: usant,", "id: 'false',", Kind.BAD_CHOICE, "Did you mean `usant`?"),
    Slip("id: hva-forst", "id: Hva først", Kind.BAD_ID, "a-z, 0-9 and hyphens"),
    Slip("id: hva-forst", f"id: {'a' * 61}", Kind.BAD_ID, "at most 60"),
    Slip("{id: a,", "{id: 'a,c',", Kind.BAD_ID, "comma would split"),
    Slip("id: flere", "id: hva-forst", Kind.DUPLICATE_ID, "Rename one"),
    Slip("{id: z,", "{id: x,", Kind.DUPLICATE_ID, "Rename one"),
    Slip("correct: [x, y]", "correct: [x, x]", Kind.DUPLICATE_ID),
    Slip("correct: [b]", "correct: [c]", Kind.WRONG_CORRECT, "The options are a, b"),
    Slip("correct: [usant]", "correct: [true]", Kind.WRONG_CORRECT, "Did you mean `sant`?"),
    Slip("correct: [usant]", "correct: [no]", Kind.WRONG_CORRECT, "sant, usant"),
    Slip("nb: Y, nn: Y", "nb: x, nn: Y", Kind.SAME_TEXT, "`x` and `y`", language="nb"),
    Slip("{id: sant,", "{id: sant, text: {nb: Ja},", Kind.UNKNOWN_KEY, "Leave `text` out"),
    Slip("checked: 2026-11-22", "checked: 22.11.2026", Kind.BAD_DATE, "2026-11-22"),
    Slip("checked: 2026-11-22", "checked: 2026-02-30", Kind.BAD_DATE),
    Slip("checked: 2026-11-22", "checked: yesterday", Kind.BAD_DATE),
    Slip("url: https://", "url: http://", Kind.BAD_URL, "begin with https://"),
    Slip("url: https://", "url: https://me@", Kind.BAD_URL, "user name"),
    Slip("url: https://s", "url: https://s s", Kind.BAD_URL, "blank"),
    Slip("url: https://s", "url: https://[s", Kind.BAD_URL, "not an address"),
    Slip("url: https://support.microsoft.com/teams", "url: https://x", Kind.BAD_URL, "host name"),
    Slip("(https://", "(http://", Kind.BAD_URL, "the link `help`", language="en"),
    Slip(
        "url: https://support.microsoft.com/teams\n",
        f"url: https://s.no/{'x' * 500}\n",
        Kind.BAD_URL,
        "longer than 500",
    ),
    Slip(
        "url: https://support.microsoft.com/teams\n",
        "url: {nb: 'http://a.no'}\n",
        Kind.BAD_URL,
        language="nb",
    ),
    Slip("url: https://support.microsoft.com/teams\n", "url: {}\n", Kind.NO_LANGUAGE),
    Slip("{nb: Prøv nå, nn: Prøv no, en: Try it}", "{nb: '', nn: }", Kind.NO_LANGUAGE, "one of nb"),
    Slip("nn: Møte,", f"nn: {'M' * 81},", Kind.TOO_LONG, "80 is the most", language="nn"),
    Slip("nn: Møte,", 'nn: "Mø\\n\\nte",', Kind.TOO_LONG, "one line", language="nn"),
    Slip(B, "    - e\u200bt\n", Kind.STRANGE_CHARACTER, "U+200B", language="nb"),
    Slip(B, "    - e\u202et\n", Kind.STRANGE_CHARACTER, "U+202E", language="nb"),
    Slip(B, "    - e\tt\n", Kind.STRANGE_CHARACTER, "U+0009", language="nb"),
    Slip(B, "    # Tittel\n", Kind.MARKDOWN, "a heading", language="nb"),
    Slip(B, "    ===\n", Kind.MARKDOWN, "a heading", language="nb"),
    Slip(B, "    ---\n", Kind.MARKDOWN, "a line", language="nb"),
    Slip(B, "    | a | b |\n", Kind.MARKDOWN, "a table", language="nb"),
    Slip(B, "    ![x](https://x.no/y.png)\n", Kind.MARKDOWN, "an image", language="nb"),
    Slip(B, "    Skriv `dir`\n", Kind.MARKDOWN, "code", language="nb"),
    Slip(B, "    ```\n", Kind.MARKDOWN, "code", language="nb"),
    Slip(B, "        print\n", Kind.MARKDOWN, "an indented line", language="nb"),
    Slip(B, "    <b>ett</b>\n", Kind.MARKDOWN, "HTML", language="nb"),
    Slip(B, "    > ett\n", Kind.MARKDOWN, "a quotation", language="nb"),
    Slip(B, "    ~~ett~~\n", Kind.MARKDOWN, "struck-out", language="nb"),
    Slip("Du er **med**.\n\n", "Du er **med.\n\n", Kind.MARKDOWN, "never closed", language="nb"),
    Slip("nb: X,", "nb: '`X`',", Kind.MARKDOWN, "question flere, option x, text", language="nb"),
    Slip("id: flere", "id:", Kind.MISSING_KEY, "question 2 has no `id`"),
    Slip("nb: X,", "nb: '**X**',", Kind.MARKDOWN, "shown as it stands", language="nb"),
    Slip("nb: X,", "nb: '*Ikke* X',", Kind.MARKDOWN, "shown as it stands", language="nb"),
    Slip("nb: X,", "nb: _Ikke_ X,", Kind.MARKDOWN, "shown as it stands", language="nb"),
    Slip("(https://", "(https:// ", Kind.BAD_URL, "blank", language="en"),
    Slip(B, "    - e\u2028t\n", Kind.STRANGE_CHARACTER, "U+2028"),
    Slip("file: moter.png", "file: annet.png", Kind.PICTURE, "no such picture"),
    Slip("file: moter.png", f"file: {'a' * 300}.png", Kind.PICTURE, "can't be read"),
    Slip("  file: moter.png\n", "", Kind.MISSING_KEY, "Add `file:`"),
    Slip("file: moter.png", "file: ../moter.png", Kind.PICTURE, "ending in .png"),
    Slip("id: moter", "id: mote", Kind.FILE_NAME, "Call the file mote.yaml"),
    Slip("minutes: 3", "minutes: &m 3", Kind.ALIAS, "have a meaning of their own"),
    Slip("minutes: 3", "minutes: *m", Kind.ALIAS, "quotes"),
    Slip("minutes: 3", "minutes: !!python/object:os.system 3", Kind.ALIAS),
    Slip("minutes: 3", "minutes: [[[[[[[[3]]]]]]]]", Kind.TOO_DEEP),
    Slip("minutes: 3", "minutes: 3\n---\nx: y", Kind.SYNTAX, "second document", below=1),
    Slip("minutes: 3", "minutes: 3: 4", Kind.SYNTAX, "quotes"),
    Slip("minutes: 3", "minutes: [3", Kind.SYNTAX, below=1),
    Slip(B, "    - e\x07t\n", Kind.STRANGE_CHARACTER, "U+0007"),
    Slip("minutes: 3", "\tminutes: 3", Kind.SYNTAX),
    Slip("{nb: Prøv nå,", "{nb: **Prøv** nå,", Kind.SYNTAX, "begins with a sign"),
    Slip("- {url:", "- {link:", Kind.UNKNOWN_KEY),
    Slip("id: kurs", "id: kurset", Kind.FILE_NAME, "Call the folder kurset", file=COURSE_FILE),
    Slip("employee", "ansatt", Kind.BAD_CHOICE, "`champion`", file=COURSE_FILE),
    Slip("moter, lyd", "moter, lyd, bilde", Kind.COURSE, "bilde.yaml", file=COURSE_FILE),
    Slip("moter, lyd", "moter, lyd, lyd", Kind.DUPLICATE_ID, file=COURSE_FILE),
    Slip("moter, lyd", "moter, lyd, 'A b'", Kind.BAD_ID, file=COURSE_FILE),
    Slip("[moter, lyd]", "[]", Kind.OUT_OF_RANGE, file=COURSE_FILE),
    Slip('number: "1502"', "number: 150", Kind.BAD_ID, "four digits", file=MAP),
    Slip('number: "1502"', 'number: "1506"', Kind.DUPLICATE_ID, below=1, file=MAP),
    Slip("form: neutral", "form: bokmal", Kind.BAD_CHOICE, "Did you mean `bokmål`?", file=MAP),
    Slip("form: neutral", "forme: neutral", Kind.UNKNOWN_KEY, "`form`", file=MAP),
    Slip("2019-12-31", "2019-13-31", Kind.BAD_DATE, file=MAP),
    Slip("2019-12-31", "2019-11-30", Kind.MERGER, "does not stand on the day after", file=MAP),
    Slip("2019-12-31", "2019-12-30", Kind.MERGER, "day after 2019-12-30", file=MAP),
    Slip(", valid_to: 2019-12-31", "", Kind.MERGER, "Add its last day", file=MAP),
    Slip('into: "1506"', 'into: "1507"', Kind.MERGER, "not here", file=MAP),
    Slip('into: "1506"', 'into: "1502"', Kind.MERGER, "back to itself", file=MAP),
    Slip(
        "valid_from: 2020-01-01",
        "valid_from: 2020-01-01, valid_to: 2019-01-01",
        Kind.MERGER,
        "before valid_from",
        file=MAP,
    ),
    Slip("[molde.kommune.no]", "[molde]", Kind.DOMAIN, "molde.kommune.no", below=0, file=MAP),
    Slip("[molde.kommune.no]", "[a.no, A.no]", Kind.DOMAIN, "also 1506's", file=MAP),
    Slip('leaves: "1506"', 'leaves: "1507"', Kind.TRANSFER, "Did you mean", file=MAP),
    Slip('leaves: "1506"', 'leaves: "1502"', Kind.TRANSFER, "not stand on 2020-12-31", file=MAP),
    Slip('joins: "1535"', 'joins: "1506"', Kind.TRANSFER, "leaves and joins", file=MAP),
    Slip("day: 2021-01-01", "day: 2021-02-30", Kind.BAD_DATE, file=MAP),
    Slip("unit: Kleive skole, ", "", Kind.MISSING_KEY, "Add `unit:`", file=MAP),
    Slip("Kleive skole", "K" * 81, Kind.TRANSFER, "80 is the most", file=MAP),
    Slip("name: Molde", f"name: {'M' * 61}", Kind.TOO_LONG, "60 is the most", file=MAP),
    Slip("[molde.kommune.no]", f"[{'å' * 70}.no]", Kind.DOMAIN, "not an e-mail", file=MAP),
    Slip("name: Molde", "name: ''", Kind.MISSING_KEY, "Add `name:`", file=MAP),
]


WARNED = [
    Slip(", nn: Møte,", ",", Kind.LANGUAGE_MISSING, "1 of 24 texts", language="nn"),
    Slip("checked: 2026-11-22", "checked: 2025-11-01", Kind.OLD_SOURCE, "more than a year ago"),
    Slip("checked: 2026-11-22", "checked: 2026-12-24", Kind.OLD_SOURCE, "still to come"),
    Slip(LESSON[LESSON.index("sources:") :], "", Kind.NO_SOURCE, "names no source"),
]


class Place(NamedTuple):
    """`files` are written below `courses/`: `kind` is found in the file `where`."""

    kind: Kind
    where: str
    files: dict[str, str | bytes]
    says: str = ""


OTHER = COURSE.replace("id: kurs", "id: annet")
MINE = "kurs/moter.yaml"
FIFTH = "  - {id: q4}\n  - {id: q5}\nsources:"
SIXTH = "{id: u}\n      - {id: v}\n      - {id: w}\n      - {id: z"
PLACES = [
    Place(
        Kind.COURSE,
        "kurs/lapp.yaml",
        {"kurs/lapp.yaml": LESSON.replace("moter", "lapp")},
        "no course",
    ),
    Place(Kind.COURSE, "lapp.yaml", {"lapp.yaml": LESSON}, "folder of a course"),
    Place(Kind.FILE_NAME, "kurs/lapp.yml", {"kurs/lapp.yml": LESSON}, "Rename it"),
    Place(
        Kind.COURSE,
        "annet/course.yaml",
        {
            "annet/course.yaml": OTHER.replace("moter, lyd", "ny, moter"),
            "annet/ny.yaml": SECOND.replace("id: lyd", "id: ny"),
        },
        "in one course only",
    ),
    Place(
        Kind.DUPLICATE_ID,
        "xtra/lyd.yaml",
        {
            "xtra/course.yaml": OTHER.replace("annet", "xtra").replace("moter, lyd", "lyd"),
            "xtra/lyd.yaml": SECOND,
        },
        "also in courses/kurs",
    ),
    Place(Kind.UNREADABLE, "tom/course.yaml", {"tom/x.txt": ""}, "no such file"),
    Place(
        Kind.PICTURE,
        "kurs/pictures/moter.png",
        {"annet/pictures/moter.png": png()},
        "same name",
    ),
    Place(Kind.EMPTY, MINE, {MINE: ""}),
    Place(Kind.EMPTY, MINE, {MINE: "# ingenting\n"}),
    Place(Kind.WRONG_TYPE, MINE, {MINE: "- a\n"}),
    Place(Kind.NOT_UTF8, MINE, {MINE: b"\n\nid: m\xf8ter\n"}, "moter.yaml:3: "),
    Place(Kind.STRANGE_CHARACTER, MINE, {MINE: "\n\nid: m\x00ter\n"}, "moter.yaml:3: "),
    Place(Kind.OUT_OF_RANGE, MINE, {MINE: LESSON.replace("sources:", FIFTH)}, "5 entries"),
    Place(Kind.OUT_OF_RANGE, MINE, {MINE: LESSON.replace("{id: z", SIXTH)}, "6 entries"),
    Place(Kind.NOT_UTF8, MINE, {MINE: LESSON.encode("utf-16")}),
    Place(Kind.TOO_BIG, MINE, {MINE: "a" * 65_537}, "65,536"),
    Place(Kind.OUT_OF_RANGE, f"../{MAP}", {f"../{MAP}": "municipalities: []"}),
]
