"""What people still know: the share of follow-up questions answered correctly, by municipality and
by the time since the lesson."""

from __future__ import annotations

from dataclasses import dataclass

from bot.actions.figures.reports import Reports, When, all_municipalities
from bot.actions.learning.followup import BANDS


@dataclass(frozen=True, slots=True)
class Band:
    """`days` is "1-7", "8-28" or "29+": the actual gap. `share` is right of answered, 0 to 1.
    All three are None where the municipality's figures are hidden, or where those who answered
    are too few, however many answers they gave."""

    days: str
    answered: int | None
    right: int | None
    share: float | None


@dataclass(frozen=True, slots=True)
class MunicipalityRecall:
    number: str
    name: str | None
    bands: tuple[Band, ...]


async def recall_by_municipality(reports: Reports, when: When) -> tuple[MunicipalityRecall, ...]:
    """Every municipality of today's map, in order of number. Answers are counted where the person
    was when they gave them."""
    rows = await all_municipalities(reports, When(when.today))
    counts = await reports.store.read(lambda tx: tx.counts("recall|"))
    places: dict[tuple[str, str, str], int] = {}
    for name, n in counts.items():
        _, place, days, word = name.split("|")
        number = reports.municipalities.resolve(place, when.today) if place else ""
        places[number, days, word] = places.get((number, days, word), 0) + n
    return tuple(
        MunicipalityRecall(
            row.number, row.name, _bands(row.number, row.suppressed, places, reports.minimum)
        )
        for row in rows
    )


def _bands(
    number: str, hidden: bool, places: dict[tuple[str, str, str], int], minimum: int
) -> tuple[Band, ...]:
    found = []
    for _, _, days in BANDS:
        right = places.get((number, days, "right"), 0)
        answered = right + places.get((number, days, "wrong"), 0)
        if hidden or (answered and places.get((number, days, "people"), 0) < minimum):
            found.append(Band(days, None, None, None))
        else:
            share = round(right / answered, 3) if answered else None
            found.append(Band(days, answered, right, share))
    return tuple(found)
