"""python app.py explain: why somebody gets nothing now, in sentences."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Final, TextIO

from bot.actions.delivery import explanation
from bot.actions.delivery.explanation import Explanation
from bot.cli.tools import Tools
from bot.core.people.hours import zone_of
from bot.errors import Refused

SENTENCES: Final[Mapping[str, str]] = {
    "due": "Something is due: it goes out at the bot's next look, in seconds while it runs.",
    "on_hold": "Something is due, but all sending is held back. Say: python app.py resume",
    "spread": "Something is due, and spread over the morning, since the bot was away.",
    "left": "They have left, so nothing is sent any more.",
    "blocked": "They have blocked the bot in Teams. It notices when they write or unblock it.",
    "not_installed": "They don't have the app in Teams. Check the setup policy.",
    "stopped": "They have said that they want nothing unasked. Only they can change that.",
    "paused": "They have paused. Only they can change that.",
    "resting": "Three lessons in a row went unanswered, so the bot rests until they write or tap.",
    "held_out": "They are in the plan's hold-out, which gets nothing, for measuring effect.",
    "no_plan": "No plan is for their municipality or unit.",
    "done": "They have had all lessons of their plans.",
    "waiting": "Nothing is due yet.",
    "hours": "Something waits for their working hours, which are {hours}, or for a holiday to end.",
    "budget": "They have had what one person gets (CARDS_A_DAY, CARDS_A_WEEK).",
    "pending": "A card for them is on its way.",
    "failed": "The last card failed. It is tried again, and let be after the third time.",
}


async def explain(args: Namespace, tools: Tools, out: TextIO) -> int:
    """Explain why somebody gets nothing, from the store, whether or not the bot is running. Raises
    `Refused` if the person is unknown."""
    async with tools.services(False) as services:
        found = await explanation.explain(services, args.person, args.at or tools.now())
    if found.reason == "unknown":
        raise Refused(
            why="Nobody is known by that. An address is known once they have used the bot, or the"
            " roster has it; who was never seen in Teams gets nothing."
        )
    out.write("".join(f"{each}\n" for each in _sentences(found)))
    return 0


def _sentences(found: Explanation) -> list[str]:
    said = SENTENCES.get(found.reason, found.reason).format(hours=found.hours)
    lines = [f"{found.reason}: {said}"]
    if found.plan:
        after = f"; after it: {', '.join(found.waiting)}" if found.waiting else ""
        lines.append(f"Their plan now: {found.plan}{after}.")
    if found.next_at and found.next_at.year < 9999:
        zone = zone_of(found.time_zone)
        lines.append(
            f"The bot looks at them again {found.next_at.astimezone(zone):%A %Y-%m-%d %H:%M}"
            f" ({zone.key})."
        )
    return lines
