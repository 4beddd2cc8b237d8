"""The store's own facts, each under a key of its own: about nobody."""

from __future__ import annotations

from msgspec import Struct, field


class Secret(Struct, frozen=True):
    """What signs links and hides who was erased, in hex."""

    value: str


class KeptLessons(Struct, frozen=True):
    """The keys of the lessons that are kept, since no verb hands out a whole collection."""

    keys: tuple[str, ...] = ()


class SeenPlans(Struct, frozen=True):
    """A fingerprint of plans, calendars and budget, and the plans' ids, as they were last seen."""

    mark: str
    names: tuple[str, ...] = ()


RESTORED = "restored"  # why a restored store holds sending back


class Hold(Struct, frozen=True, omit_defaults=True):
    """Whether sending is held back, and why: `RESTORED`, or in an operator's words. Moments are
    texts, "" for none: held since `at`, until `until` at the latest, released at `released`.
    `passes` are the kinds of cards that are sent all the same."""

    held: bool
    why: str = ""
    at: str = ""
    until: str = ""
    released: str = ""
    passes: tuple[str, ...] = ()

    def stops(self, kind: str) -> bool:
        """Whether a card of this kind may not go now."""
        return self.held and kind not in self.passes


class Recount(Struct, frozen=True):
    """How far the counts of an earlier version have been brought to today's definitions: up to the
    person with this `oldest` and key, or done."""

    oldest: str = ""
    key: str = ""
    done: bool = False


class Renumbering(Struct, frozen=True):
    """The day (ISO date) since which nobody is recorded as moved for a new number alone."""

    since: str


class Migrated(Struct, frozen=True):
    """The one-off changes that were made to the documents, by name, each with the version of
    Pådriver that made it."""

    names: dict[str, str] = field(default_factory=dict)


class FarJump(Struct, frozen=True):
    """The clock went from the moment `before` to `ahead` at once."""

    before: str
    ahead: str


class ClockSeen(Struct, frozen=True):
    """The newest moment that the bot has seen, and the jumps, oldest first, that have led to it so
    lately that the clock may be wrong."""

    latest: str
    jumps: tuple[FarJump, ...] = ()


class WaitingNews(Struct, frozen=True):
    """When (a moment) a row of the roster with an address began to wait last."""

    at: str


class AddressRound(Struct, frozen=True):
    """The round on which Teams is asked again about people: the day (ISO date) of the newest one,
    and how far it has come: up to the person with this `oldest` and key, or done."""

    day: str
    oldest: str = ""
    key: str = ""
    done: bool = False


class DailyWork(Struct, frozen=True):
    """The day (ISO date) of the newest turn at some daily work: begun until the moment `until`, or
    done."""

    day: str
    until: str = ""
    done: bool = False
