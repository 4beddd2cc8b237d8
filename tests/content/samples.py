"""A small content directory that is right, to be made wrong in one place at a time."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from pathlib import Path
from typing import Final

from bot.content.check import CheckReport, check

TODAY: Final = date(2026, 11, 23)

COURSE: Final = """\
id: kurs
title: {nb: Kurset, nn: Kurset, en: The course}
audience: employee
lessons: [moter, lyd]
"""

LESSON: Final = """\
id: moter
version: 1
minutes: 3
title: {nb: Møter, nn: Møte, en: Meetings}
picture:
  file: moter.png
  alt: {nb: To på skjerm, nn: To på skjerm, en: Two on a screen}
body:
  nb: |
    Du er **med**.

    - ett
    - to
  nn: |
    Du er **med**.
  en: |
    You are *in*, see [help](https://support.microsoft.com/teams).
try_it: {nb: Prøv nå, nn: Prøv no, en: Try it}
learned: {nb: Du kan bli med., nn: Du kan bli med., en: You can join.}
link:
  url: https://support.microsoft.com/teams
  text: {nb: Les mer, nn: Les meir, en: Read more}
passing: 2
questions:
  - id: hva-forst
    kind: single
    text: {nb: Hva?, nn: Kva?, en: What?}
    correct: [b]
    reread: {nb: Les om det., nn: Les om det., en: Read about it.}
    options:
      - {id: a, text: {nb: Ja, nn: Ja, en: Yes}, feedback: {nb: Nei., nn: Nei., en: No.}}
      - {id: b, text: {nb: Nei, nn: Nei, en: No}, feedback: {nb: Ja., nn: Ja., en: Yes.}}
  - id: flere
    kind: multiple
    text: {nb: Hvilke?, nn: Kva for?, en: Which?}
    correct: [x, y]
    reread: {nb: Les, nn: Les, en: Read}
    options:
      - {id: x, text: {nb: X, nn: X, en: X}, feedback: {nb: Ja, nn: Ja, en: Yes}}
      - {id: y, text: {nb: Y, nn: Y, en: Y}, feedback: {nb: Ja, nn: Ja, en: Yes}}
      - {id: z, text: {nb: Z, nn: Z, en: Z}, feedback: {nb: Nei, nn: Nei, en: No}}
  - id: sant-nok
    kind: true_false
    text: {nb: Er det sant?, nn: Er det sant?, en: Is it true?}
    correct: [usant]
    reread: {nb: Les, nn: Les, en: Read}
    options:
      - {id: sant, feedback: {nb: Nei, nn: Nei, en: No}}
      - {id: usant, feedback: {nb: Ja, nn: Ja, en: Yes}}
sources:
  - {url: "https://support.microsoft.com/teams", checked: 2026-11-22}
"""

SECOND: Final = LESSON.replace("id: moter", "id: lyd").replace(
    """\
picture:
  file: moter.png
  alt: {nb: To på skjerm, nn: To på skjerm, en: Two on a screen}
""",
    "",
)

MUNICIPALITIES: Final = """\
municipalities:
  - {number: "1502", name: Molde, form: neutral, valid_to: 2019-12-31, merged_into: "1506"}
  - {number: "1506", name: Molde, form: neutral, valid_from: 2020-01-01,
     domains: [molde.kommune.no]}
  - {number: "1535", name: Vestnes, form: nynorsk}
transfers:
  - {unit: Kleive skole, leaves: "1506", joins: "1535", day: 2021-01-01}
"""


def png(width: int = 40, height: int = 30, padding: int = 0) -> bytes:
    """A whole PNG of one colour; `padding` bytes of text make it larger."""
    row = b"\x00" + b"\x7f" * width
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + _chunk(b"tEXt", b"Comment\x00" + b"x" * padding)
        + _chunk(b"IDAT", zlib.compress(row * height))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


class Content:
    """A content directory on disk."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.course = directory / "courses" / "kurs"
        (self.course / "pictures").mkdir(parents=True)
        self.write("courses/kurs/course.yaml", COURSE)
        self.write("courses/kurs/moter.yaml", LESSON)
        self.write("courses/kurs/lyd.yaml", SECOND)
        self.write("courses/kurs/pictures/moter.png", png())
        self.write("municipalities.yaml", MUNICIPALITIES)

    def write(self, name: str, content: str | bytes) -> None:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def change(self, old: str, new: str, name: str = "courses/kurs/moter.yaml") -> int:
        """Put `new` for the one place that says `old`; its line."""
        text = (self.directory / name).read_text("utf-8")
        assert text.count(old) >= 1, f"the sample does not say {old!r}"
        self.write(name, text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def check(self) -> CheckReport:
        return check(self.directory, today=TODAY)
