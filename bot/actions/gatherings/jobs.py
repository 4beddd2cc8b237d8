"""Jobs of a gathering: begun in the transaction that made them necessary, and then done page by
page.

A page and how far the job has come are one transaction. So a crash loses nothing and does nothing
twice: the loop goes on with every job that is there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from bot.actions.gatherings import audience, changes
from bot.actions.gatherings.guests import jobs_of, load_job, save_job
from bot.core import documents
from bot.core.gatherings.jobs import OPEN, GatheringJob, JobKind
from bot.ports import Tx
from bot.services import Services

AT_ONCE: Final = 8  # pages before the reply, which is all of a small gathering
Page = Callable[[Services, Tx, GatheringJob, datetime], GatheringJob | None]
"""Does the next page: the job as it is then, None if it is done."""
_PAGES: Final[dict[JobKind, Page]] = {
    JobKind.INVITE: audience.invite_page,
    JobKind.TELL: changes.tell_page,
    JobKind.REDRAW: changes.redraw_page,
}


def is_any(tx: Tx) -> bool:
    return bool(tx.find(documents.GATHERING_JOBS, state=OPEN, limit=1))


async def waiting(services: Services) -> list[str]:
    """The ids of jobs that are not done, a page of them."""
    rows = await services.store.run(lambda tx: tx.find(documents.GATHERING_JOBS, state=OPEN))
    return [id for id, _ in rows]


async def advance(services: Services, id: str, at: datetime, pages: int) -> bool:
    """Do so many pages of this job. Whether there is more to do."""
    for _ in range(pages):
        if not await services.store.run(_page(services, id, at)):
            return False
    return True


async def begin_all(services: Services, gathering: str, at: datetime) -> None:
    """The first pages of every job of this gathering, also of those that follow from another; the
    loop does the rest."""
    begun: set[str] = set()
    while new := await services.store.run(partial(_others, gathering=gathering, than=begun)):
        for id in sorted(new):
            await advance(services, id, at, AT_ONCE)
        begun |= new


def _others(tx: Tx, *, gathering: str, than: set[str]) -> set[str]:
    return {each.id for each in jobs_of(tx, gathering)} - than


def _page(services: Services, id: str, at: datetime) -> Callable[[Tx], bool]:
    def change(tx: Tx) -> bool:
        job = load_job(tx, id)
        if job is None:
            return False
        after = _PAGES[job.what](services, tx, job, at)
        if after is None:
            tx.delete(documents.GATHERING_JOBS, id)
            return False
        save_job(tx, after)
        return True

    return change
