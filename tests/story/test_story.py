"""Every figure of every report agrees with the ledger, from the first autumn to the last lesson."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.story.accounts import disagreements
from tests.story.cast import LAST_DAY
from tests.story.life import COUNTED, Story, told

PEOPLE = int(os.environ.get("STORY_PEOPLE", "500"))
# Of those who take up most of what comes, at least so many have passed every lesson of the course
# by the last day: about six in ten, since nobody here takes a failed quiz again.
DONE = 0.5


@pytest.mark.slow
async def test_the_rollout_is_done_by_the_middle_of_september_and_adds_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    story = told(tmp_path, PEOPLE)
    counted, wrong = 0, []
    async with story.program.started():
        async for day in story.live():
            account = await disagreements(story, day)
            counted += account.compared
            wrong += account.wrong
            with capsys.disabled():
                _say(story, f"{day}: {account.compared} figures, {len(account.wrong)} disagree")
                print(*account.wrong[:9], sep="\n", end="", flush=True)
        await _ends_well(story)
    assert wrong == []
    assert counted > 300 * len(COUNTED)


def _say(story: Story, sentence: str) -> None:
    """How far it has come: the whole of it takes a while."""
    taps, cards = story.program.tally, story.program.teams.arrivals
    print(f"\n{sentence}; {taps} taps and words, {cards} cards", end="", flush=True)


async def _ends_well(story: Story) -> None:
    """Those who take up what comes have been through the course, and champions through both."""
    people = story.ledger.people(LAST_DAY, dated=False)
    for course, folk in (
        ("teams-fra-forste-dag", [each for each in people if each.began.year < 2020]),
        ("suksesspadriver", [each for each in people if each.who.champion]),
    ):
        willing = [each for each in folk if each.who.keen > 0.5]
        done = [e for e in willing if set(story.ledger.courses[course]) <= e.passed.keys()]
        assert len(done) >= DONE * len(willing), (course, len(done), len(willing))
    held = (await story.program.api("/api/v1/gatherings"))["gatherings"]
    assert len(held) == 2
