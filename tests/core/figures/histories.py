"""Random histories of people who join, learn, move, merge, leave, come back and are erased, as the
bot counts them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.core.figures.month_counts import DayCounts
from bot.core.people import municipality_counts
from bot.core.people.municipalities import Municipalities, Municipality
from bot.core.people.person import Leaving, Person
from bot.core.values import replace

MERGED = {"valid_to": date(2019, 12, 31), "merged_into": "1506"}
MAP = Municipalities.of(
    [
        Municipality("1502", "Molde", **MERGED),
        Municipality("1543", "Nesset", **MERGED),
        Municipality("1545", "Midsund", **MERGED),
        Municipality("1506", "Molde", date(2020, 1, 1)),
        Municipality("1535", "Vestnes"),
        Municipality("1539", "Rauma"),
    ]
)
PLACES = ("", "1502", "1543", "1545", "1506", "1535")
LEARNED = ("started", "lesson:meeting:started", "lesson:meeting:passed")
FIRST = date(2019, 12, 20)
STEP = st.tuples(
    st.sampled_from(("join", "learn", "move", "leave", "back", "erase", "wait")),
    st.sampled_from(PLACES),
    st.integers(0, 7),
)


@dataclass
class Crowd:
    """People with what they have done, and their counts, kept by the bot's own functions."""

    people: dict[int, tuple[Person, dict[str, str]]]
    counts: Counter[str]
    day: date = FIRST

    def join(self, place: str, how_many: int) -> None:
        for _ in range(how_many):
            number = max(self.people, default=-1) + 1
            person = Person(f"t:{number}", "t", str(number), f"{self.day}", municipality=place)
            self.people[number] = (person, {"people": ""})
            self.counts.update(municipality_counts.joined(person, f"{self.day}"))

    def learn(self, _: str, which: int) -> None:
        for key, (person, done) in self._pick(which):
            if "started" in done:
                continue
            self.counts.update(municipality_counts.happened(person, f"{self.day}", LEARNED))
            self.people[key] = (person, done | dict.fromkeys(LEARNED, f"{self.day}"))

    def move(self, place: str, which: int) -> None:
        self._change(which, municipality=place)

    def leave(self, _: str, which: int) -> None:
        self._change(which, left_on=f"{self.day}", leaving=Leaving.COUNTED)

    def back(self, _: str, which: int) -> None:
        self._change(which, left_on="")

    def erase(self, _: str, which: int) -> None:
        for key, (person, done) in self._pick(which):
            self.counts.update(municipality_counts.erased(person, f"{self.day}", done))
            del self.people[key]

    def wait(self, _: str, days: int) -> None:
        self.day += timedelta(days=days)

    def _change(self, which: int, **changes: Any) -> None:
        for key, (person, done) in self._pick(which):
            after = replace(person, **changes)
            self.counts.update(municipality_counts.carried(person, after, f"{self.day}", done))
            self.people[key] = (after, done)

    def _pick(self, which: int) -> list[tuple[int, tuple[Person, dict[str, str]]]]:
        return [item for item in self.people.items() if item[0] == which]


@st.composite
def histories(draw: st.DrawFn, steps: tuple[str, ...] = ()) -> dict[str, int]:
    """Every count after up to 40 steps; only those named in `steps`, if any are."""
    crowd = Crowd({}, Counter())
    for do, place, n in draw(st.lists(STEP, max_size=40)):
        if not steps or do in steps:
            getattr(crowd, do)(place, n)
    return {name: n for name, n in crowd.counts.items() if n}


def day_counts(counts: dict[str, int]) -> DayCounts:
    return DayCounts({name: n for name, n in counts.items() if name.startswith("day|")})
