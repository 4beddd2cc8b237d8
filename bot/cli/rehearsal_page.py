"""A rehearsal as a page for operators, without scripts and without anything to fetch.

What matters most comes first: whether people will be done in time, and who gets nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from typing import Final

from bot.cli.rehearsal import kinds_of, why_held
from bot.core.delivery.forecast import Forecast
from bot.core.delivery.rehearsal import Rehearsal
from bot.core.languages import as_language
from bot.core.small_parts import TOGETHER
from bot.locale import Words

_GO: Final = "python app.py resume"
_STANDS: Final = ("people", "done", "in_time", "late", "never", "held_out")


def html(words: Words, found: Rehearsal) -> str:
    """The whole page, in the language of `words`."""
    title = words(
        "rehearsal-title",
        first=words.day(found.start, year=True),
        last=words.day(found.last, year=True),
    )
    page = _Page(words, found)
    body = "".join([*page.summary(), *page.outlook(), *page.nothing(), *page.days(),
                    *page.lessons(), *page.held()])  # fmt: skip
    language = words.language
    return _PAGE.format(language=language, title=escape(title), style=_STYLE, body=body)


class _Page:
    """The parts of the page, in order; those without content are empty."""

    def __init__(self, words: Words, found: Rehearsal) -> None:
        self._words = words
        self._found = found

    def summary(self) -> Iterator[str]:
        found, words = self._found, self._words
        reached, people = sum(found.reached.values()), sum(found.people.values())
        cards, to, of = (self._number(each) for each in (found.total, reached, people))
        yield _lead(words("rehearsal-sum", cards=cards, reached=to, people=of))
        yield from map(_lead, self._in_time())
        if found.on_hold:
            yield _lead(words("rehearsal-on-hold", command=_GO))
        if found.left_out:
            yield _line(words("rehearsal-left-out", minimum=found.minimum))
        answered = words("rehearsal-answering", share=found.answering)
        yield _line(answered if found.answering else words("rehearsal-nobody"))

    def _in_time(self) -> Iterator[str]:
        found, words = self._found, self._words
        if found.people and not found.in_plans:
            yield words("rehearsal-no-plan")
        elif found.missing and any(found.deadlines.values()):
            yield words("rehearsal-missing", number=self._number(found.missing))
        elif found.can_all_finish:
            yield words("rehearsal-all-in-time")

    def outlook(self) -> Iterator[str]:
        """How each plan would end, at its own pace, with a sum for each plan."""
        plans = sorted({plan for plan, _ in self._found.outlook})
        if not plans:
            return
        heads = ("plan", "place", *_STANDS, "last")
        groups = [self._plan(plan) for plan in plans]
        yield self._table("outlook", heads, groups, text="rehearsal-outlook-text")

    def _plan(self, plan: str) -> str:
        rows = [(n, each) for (id, n), each in sorted(self._found.outlook.items()) if id == plan]
        named = [(self._place(number), each) for number, each in rows]
        if len(rows) > 1:
            named.append((self._words("rehearsal-all"), sum((e for _, e in rows), Forecast())))
        by = self._found.deadlines.get(plan)
        name = f"{plan}, {self._words('rehearsal-done-by', day=self._date(by))}" if by else plan
        return self._group(name, [(place, self._stands(each)) for place, each in named])

    def _stands(self, each: Forecast) -> list[int | str]:
        return [*(getattr(each, name) for name in _STANDS), self._date(each.last)]

    def nothing(self) -> Iterator[str]:
        by_place: dict[str, list[tuple[str, int]]] = {}
        for (number, reason), n in sorted(self._found.nothing.items(), key=lambda e: -e[1]):
            by_place.setdefault(number, []).append((self._why(reason), n))
        groups = [
            self._group(self._place(number), [(why, [n]) for why, n in by_place[number]])
            for number in sorted(by_place)
        ]
        if groups:
            yield self._table("nothing", ("place", "reason", "people"), groups)

    def days(self) -> Iterator[str]:
        """The cards by day and place, with a sum for each day."""
        kinds = kinds_of(self._found)
        days: dict[date, dict[str, Counter[str]]] = {}
        for card, n in self._found.cards.items():
            days.setdefault(card.day, {}).setdefault(card.municipality, Counter())[card.kind] += n
        if not days:
            yield _line(self._words("rehearsal-days-none"))
            return
        groups = [self._day(day, days[day], kinds) for day in sorted(days)]
        yield self._table("days", ("day", "place", "all"), groups, more=kinds)

    def _day(self, day: date, places: dict[str, Counter[str]], kinds: Sequence[str]) -> str:
        rows = [(self._place(number), places[number]) for number in sorted(places)]
        if len(rows) > 1:
            rows.append((self._words("rehearsal-all"), sum(places.values(), Counter())))
        return self._group(
            self._words.day(day),
            [(name, [row.total(), *(row[kind] for kind in kinds)]) for name, row in rows],
        )

    def lessons(self) -> Iterator[str]:
        lessons: dict[str, Counter[str]] = {}
        for card, n in self._found.cards.items():
            if card.subject:
                lessons.setdefault(self._lesson(card.subject), Counter())[card.kind] += n
        kinds = [e for e in kinds_of(self._found) if any(row[e] for row in lessons.values())]
        rows = [
            f"<tbody>{self._row(_head(title), [row.total(), *(row[e] for e in kinds)])}</tbody>\n"
            for title, row in sorted(lessons.items())
        ]
        if rows:
            yield self._table("lessons", ("lesson", "all"), rows, more=kinds)

    def held(self) -> Iterator[str]:
        groups = [
            self._group(self._place(place), [(self._why(why_held(reason)), [self._kind(kind), n])])
            for (place, kind, reason), n in sorted(self._found.held.items())
        ]
        if groups:
            yield self._table("held", ("place", "reason", "kind", "cards"), groups)

    def _table(
        self, name: str, heads: Sequence[str], groups: Sequence[str], *, text: str = "",
        more: Sequence[str] = (),
    ) -> str:  # fmt: skip
        """A heading and a table. A wide table scrolls by itself, from the keyboard too. `more` are
        kinds of cards, with a column each."""
        named = (self._words(f"rehearsal-{each.replace('_', '-')}") for each in heads)
        titles = [*named, *map(self._kind, more)]
        head = "".join(f'<th scope="col">{escape(each)}</th>' for each in titles)
        told = _line(self._words(text)) if text else ""
        return (
            f'<h2 id="{name}">{escape(self._words(f"rehearsal-{name}"))}</h2>\n{told}'
            f'<div class="table" role="region" tabindex="0" aria-labelledby="{name}">\n'
            f'<table aria-labelledby="{name}">\n<thead><tr>{head}</tr></thead>\n'
            f"{''.join(groups)}</table>\n</div>\n"
        )

    def _group(self, name: str, rows: Sequence[tuple[str, Sequence[int | str]]]) -> str:
        """Rows that belong together under one name, which is written once."""
        first = f'<th scope="rowgroup" rowspan="{len(rows)}">{escape(name)}</th>'
        in_all = self._words("rehearsal-all")
        body = [
            self._row(("" if n else first) + _head(title), cells, is_sum=title == in_all)
            for n, (title, cells) in enumerate(rows)
        ]
        return f"<tbody>\n{''.join(body)}</tbody>\n"

    def _row(self, heads: str, cells: Sequence[int | str], *, is_sum: bool = False) -> str:
        row = '<tr class="sum">' if is_sum else "<tr>"
        return f"{row}{heads}{''.join(map(self._cell, cells))}</tr>\n"

    def _cell(self, cell: int | str) -> str:
        if isinstance(cell, str):
            return f'<td class="text">{escape(cell)}</td>'
        return f'<td class="n{"" if cell else " zero"}">{self._number(cell)}</td>'

    def _number(self, n: int) -> str:
        """As numbers are written in the language: 1 123 in Norwegian, 1,123 in English."""
        between = "," if self._words.language == "en" else "\N{NO-BREAK SPACE}"
        return f"{n:,}".replace(",", between)

    def _place(self, number: str) -> str:
        if number == TOGETHER:
            return self._words("rehearsal-together", minimum=self._found.minimum)
        return self._found.names.get(number, number) or self._words("rehearsal-nowhere")

    def _lesson(self, id: str) -> str:
        title = self._found.titles.get(id)
        return title.to(as_language(self._words.language) or "nb") if title else id

    def _kind(self, kind: str) -> str:
        return self._said("kind", kind)

    def _why(self, reason: str) -> str:
        return self._said("why", reason)

    def _said(self, group: str, word: str) -> str:
        key = f"rehearsal-{group}-{word.replace('_', '-')}"
        return self._words(key) if self._words.has(key) else word

    def _date(self, day: date | None) -> str:
        return self._words.day(day, year=True) if day else ""


def _lead(text: str) -> str:
    return f'<p class="lead">{escape(text)}</p>\n'


def _line(text: str) -> str:
    return f"<p>{escape(text)}</p>\n"


def _head(text: str) -> str:
    return f'<th scope="row">{escape(text)}</th>'


_PAGE: Final = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}</main>
</body>
</html>
"""
_STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.75rem;line-height:1.25}h2{font-size:1.25rem;margin:2.5rem 0 .5rem}"
    ".lead{font-size:1.125rem;font-weight:600;margin:.5rem 0}"
    ".table{overflow-x:auto}"
    "table{border-collapse:collapse}"
    "th,td{padding:.25rem .75rem;text-align:left;font-weight:400;vertical-align:top}"
    "thead th{font-weight:600;vertical-align:bottom;border-bottom:2px solid}"
    "tbody{border-bottom:1px solid #888}"
    ".sum [scope=row],.sum td{font-weight:600}"
    "[scope=row]{white-space:nowrap}[scope=rowgroup]{max-width:14rem}"
    ".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    ".text{white-space:nowrap}"
    ".zero{opacity:.7}"
    "@media(max-width:40rem){th,td{padding:.25rem .4rem}"
    "[scope=row]{white-space:normal;min-width:5.5rem}}"
)
