"""Made-up maps with mergers and transfers, for properties that hold on any."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from bot.core.people.municipalities import Municipalities, Municipality, Transfer
from bot.core.people.places import place_of

NUMBERS = ("0001", "0002", "0003", "0004", "0005", "0006")
DAYS = st.dates(date(2019, 1, 1), date(2024, 1, 1))
UNITS = ("A", "B")


@st.composite
def maps(draw: st.DrawFn) -> Municipalities:
    """Each may merge into a later one, so that there are no circles."""
    entries = []
    for n, number in enumerate(NUMBERS):
        after = draw(st.sampled_from(("", *NUMBERS[n + 1 :])))
        last = draw(DAYS) if after else None
        entries.append(Municipality(number, f"M{n % 4}", valid_to=last, merged_into=after))
    moves = st.builds(Transfer, st.sampled_from(UNITS), *[st.sampled_from(NUMBERS)] * 2, DAYS)
    found = draw(st.lists(moves, max_size=2))
    return Municipalities.of(entries, (each for each in found if each.leaves < each.joins))


RECORDED = st.sampled_from([place_of(n, unit) for n in NUMBERS for unit in ("", *UNITS)])
