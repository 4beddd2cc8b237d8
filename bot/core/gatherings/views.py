"""What the cards of a gathering are drawn from, for those invited and for the host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.gatherings.attendance import Estimate
from bot.core.gatherings.form import GatheringForm
from bot.core.gatherings.gathering import Audience, Gathering
from bot.core.gatherings.reply import Reply
from bot.core.gatherings.savings import Ledger
from bot.core.people.person import Person


@dataclass(frozen=True, slots=True)
class Guest:
    """A gathering for somebody invited. `host` is the host's name, "" once they are erased. `reply`
    is the stored answer. `link` is the address of the calendar file, "" if there is none. `problem`
    is "", "late" (it has begun), "early", "over" or "choose"."""

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
        """Whether they can answer the questions afterwards now."""
        open_ = self.gathering.takes_pulse(self.at)
        return open_ and self.came and not self.reply.pulsed_at


@dataclass(frozen=True, slots=True)
class Said:
    """Who said something of a gathering, and when (a moment). `kind` is that of the actor; `name`
    is a person's or a token's, "" for the command line and for somebody who is gone."""

    kind: str
    name: str
    at: str


@dataclass(frozen=True, slots=True)
class AudienceChoice:
    """An audience to choose. `places` are names: "Molde", "Sentrum skole, Molde"."""

    audience: Audience
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hosting:
    """A gathering for its host. `counts` has invited, yes, maybe, no and came, as they may be told
    where `least` people are the fewest (see `bot.core.gatherings.shown_counts`). `figures` has the
    answers afterwards by question, None if they may not be shown; `ledger` is what it saved, None
    until attendance is final. `names` has the names of municipalities by number. `homes` has how
    many came from where, without few people; `said` is who said so, None if
    they were counted, and then `counted` is how many were, None for few. `estimate` is somebody's
    own, by `estimated`. `inviting`: not all invitations are planned yet."""

    person: Person
    gathering: Gathering
    counts: Mapping[str, int | None]
    choices: tuple[AudienceChoice, ...]
    at: datetime
    figures: Mapping[str, Mapping[str, int]] | None = None
    ledger: Ledger | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    came: bool = False
    link: str = ""
    problem: str = ""
    homes: Mapping[str, int] = field(default_factory=dict)
    said: Said | None = None
    counted: int | None = 0
    estimate: Estimate | None = None
    estimated: Said | None = None
    least: int = 1
    inviting: bool = False


@dataclass(frozen=True, slots=True)
class InvitationPreview:
    """Before the invitations are sent: `asked` is the number of people not invited before. If it is
    more than the host may invite, `too_many` is that limit, else 0."""

    person: Person
    gathering: Gathering
    choice: AudienceChoice
    asked: int
    too_many: int = 0


@dataclass(frozen=True, slots=True)
class Filling:
    """A form to fill in, for a new gathering or for changing the one with this `id`. `nonce` keeps
    a doubled tap from making two gatherings. `problem` is as from `plan_of`, or "quota"."""

    person: Person
    form: GatheringForm
    venues: tuple[tuple[str, str], ...]
    wide: bool
    nonce: str = ""
    id: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Mine:
    """A person's gatherings, the next one first: those they are invited to, and those they host."""

    person: Person
    invited: tuple[Guest, ...]
    hosting: tuple[Gathering, ...]
    may_call: bool
