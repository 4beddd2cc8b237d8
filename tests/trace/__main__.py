"""python -m tests.trace [-v]: what a nudge, a push and an answer run through, and what they cost.

In a process of its own, so that nothing was drawn before. With -v also which files.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
from pathlib import Path

import structlog

from tests.trace import scenes
from tests.trace.calls import counted
from tests.trace.recorded import HAS_OWN, KNOWN, PYTHON

SCENES = {  # (scene, most files, most transactions) as they are aimed at
    "a tick that sends one nudge": (scenes.a_nudge, 30, 6),
    "a tap that confirms a push": (scenes.a_push_confirmed, 22, None),
    "a tap that answers": (scenes.an_answer, None, None),
}


async def main(*, verbose: bool) -> None:
    print(f"{'':30}{'files':>8}{'aim':>6}{'run':>8}{'aim':>6}")
    for name, (scene, files, runs) in SCENES.items():
        trace = await scene()
        aims = (f"<={aim}" if aim else "" for aim in (files, runs))
        print(f"{name:30}{len(trace.files):>8}{next(aims):>6}{trace.runs:>8}{next(aims):>6}")
        for each in trace.files if verbose else ():
            print(f"    {each}")
    whose = ".".join(map(str, PYTHON)) if HAS_OWN else "another Python"
    print(f"\n{'calls, Python and C':30}{'now':>8}{f'  recorded ({whose})'}")
    with tempfile.TemporaryDirectory() as folder:
        for name, calls in (await counted(Path(folder))).items():
            print(f"{name:30}{calls:>8.0f}{KNOWN[name]:>10}")


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    asyncio.run(main(verbose="-v" in sys.argv[1:]))
