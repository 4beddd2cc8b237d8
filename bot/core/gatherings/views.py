"""What a gathering's cards are drawn from: as someone invited sees it, and as its host does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.gatherings.form import GatheringForm
from bot.core.gatherings.gathering import Audience, Gathering
from bot.core.gatherings.reply import Reply
from bot.core.gatherings.savings import Ledger
from bot.core.people.person import Person


@dataclass(frozen=True, slots=True)
class Guest:
    """`host` is the name of whoever invites, "" once they are erased. `reply` is the stored
    answer. `link` is where the calendar file is, "" if nowhere. `problem`: "", "late" (it has
    begun), "early", "over", "choose"."""

    person: Person
    gathering: Gathering
    host: str
    reply: Reply
    at: datetime
    link: str = ""
    problem: str = ""

    @property
    def answer(self) -> str:
        return self.reply.answer

    @property
    def came(self) -> bool:
        return bool(self.reply.came_at)

    @property
    def is_asked(self) -> bool:
        """The two questions afterwards are theirs to answer now."""
        open_ = self.gathering.takes_pulse(self.at)
        return open_ and self.came and not self.reply.pulsed_at


@dataclass(frozen=True, slots=True)
class AudienceChoice:
    """Someone to invite: `places` by name, "Molde" or "Sentrum skole, Molde"; [] of many."""

    audience: Audience
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hosting:
    """`counts` are facts of this gathering: invited, yes, maybe, no, came. `figures` are the
    answers afterwards by question, None while they may not be shown; `ledger` what it saved, None
    until attendance is final. `names` are municipalities by number."""

    person: Person
    gathering: Gathering
    counts: Mapping[str, int]
    choices: tuple[AudienceChoice, ...]
    at: datetime
    figures: Mapping[str, Mapping[str, int]] | None = None
    ledger: Ledger | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    came: bool = False
    link: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class InvitationPreview:
    """Before the invitations go: how many are asked who were not before. `too_many`: this host may
    invite at most so many, 0 where that is no matter."""

    person: Person
    gathering: Gathering
    choice: AudienceChoice
    asked: int
    too_many: int = 0


@dataclass(frozen=True, slots=True)
class Filling:
    """A form to fill in: a new gathering, or one that is to be changed (`id`). `nonce` makes a
    doubled tap one gathering. `problem` as from `plan_of`, or "quota"."""

    person: Person
    form: GatheringForm
    venues: tuple[tuple[str, str], ...]
    wide: bool
    nonce: str = ""
    id: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Mine:
    """A person's gatherings, the next first: those they are invited to and those they call."""

    person: Person
    invited: tuple[Guest, ...]
    hosting: tuple[Gathering, ...]
    may_call: bool
