"""What the row of a delivery says of it: its state, why, and what is to be mended about it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class DeliveryState(StrEnum):
    """The first three are together called waiting."""

    PLANNED = "planned"  # to be taken up when it is due
    CLAIMED = "claimed"  # taken up; nothing was sent
    ATTEMPTING = "attempting"  # it is being sent this moment
    SENT = "sent"  # it arrived
    UNCERTAIN = "uncertain"  # it may have arrived: never sent again by itself
    FAILED = "failed"  # it did not arrive, and is not tried any more
    BLOCKED = "blocked"  # the person has blocked the bot
    SKIPPED = "skipped"  # it was not to go any more


WAITING: Final = (DeliveryState.PLANNED, DeliveryState.CLAIMED, DeliveryState.ATTEMPTING)
OUT: Final = (DeliveryState.SENT, DeliveryState.UNCERTAIN)  # there, as far as anybody knows
ENDED: Final = (*OUT, DeliveryState.FAILED, DeliveryState.BLOCKED, DeliveryState.SKIPPED)
STATES: Final = WAITING + ENDED


class FixMark(StrEnum):
    """What is still to be done about a card."""

    NONE = ""
    CORRECT = "correct"  # to be drawn anew in its place
    WITHDRAW = "withdraw"  # to be taken back
    INTERRUPTED = "interrupted"  # a crash left it uncertain: its journey is to be told


class Reason(StrEnum):
    """Why a card is not to go, or not now, or did not arrive; and why somebody gets none."""

    NONE = ""  # nothing is in its way
    # Nothing may come to this person.
    LEFT = "left"  # they have left their work
    BLOCKED = "blocked"  # they have blocked the bot
    NOT_INSTALLED = "not_installed"  # they don't have the app
    STOPPED = "stopped"  # they want nothing unasked
    PAUSED = "paused"  # not yet; or never, where the pause is longer than a card is wanted for
    # Nothing is planned for them now.
    PENDING = "pending"  # a card is on its way
    FAILED = "failed"  # the last one failed: it is tried again after a day or more
    HOURS = "hours"  # it waits for their hours
    BUDGET = "budget"  # it waits until they have had fewer lately
    SPREAD = "spread"  # it waits its turn among many
    WAITING = "waiting"  # the next card comes later
    RESTING = "resting"  # nothing more until they are back
    HELD_OUT = "held_out"  # of the plan, to measure its effect
    ON_HOLD = "on_hold"  # all sending is held back
    DUE = "due"  # something is planned: nothing is in its way
    # This card is not wanted any more.
    GONE = "gone"  # its person is not known any more, or what it is about; or their conversation
    DONE = "done"  # what it asks for is done; or everything is
    STALE = "stale"  # it is too old
    NO_PLAN = "no_plan"  # the plan that wanted it is not theirs any more; or none is
    NO_MOMENT = "no_moment"  # there is no moment for it within a week
    NO_PUSH = "no_push"  # they want no recommendations
    NO_RECRUIT = "no_recruit"  # they want no questions about units without a champion
    HAD_IT = "had_it"  # they have had it lately
    CANCELLED = "cancelled"  # the gathering is
    MOVED = "moved"  # the gathering was
    OVER = "over"  # the gathering is
    DECLINED = "declined"  # they don't come to the gathering
    WITHDRAWN = "withdrawn"  # it was taken back
    UNDONE = "undone"  # whoever recommended it took it back at once
    CONTENT_GONE = "content_gone"  # there is nothing to draw any more
    CONTENT_STOPPED = "content_stopped"  # what it shows was too big for others
    # It may go later.
    HALF_PLANNED = "half_planned"  # asked again in a minute, when all rows of its push are there
    PUT_OFF = "put_off"  # to the person's next hours, or until there is room in their budget
    THROTTLED = "throttled"  # others of the tenant go first
    CIRCUIT = "circuit"  # nothing is sent for the tenant at the moment
    OPENED = "opened"  # the conversation is there now: sending in it takes a turn of its own
    # It went wrong.
    TRIES = "tries"  # tried for hours
    TOO_BIG = "too_big"  # Teams takes no card of that size
    CARD_BROKEN = "card_broken"  # it can't be drawn
    BROKEN = "broken"  # what is stored can't be read
    UNKNOWN_KIND = "unknown_kind"  # no subject declares it: nobody knows how to draw it
    INTERRUPTED = "interrupted"  # a crash, while it was being sent
    RESTORED = "restored"  # from a copy in which it was being sent, or was about to be


class Choice(StrEnum):
    """What somebody chose on a card, by the button that they tapped."""

    NONE = ""
    LATER = "later"  # to be reminded of it
    PAUSE = "pause"  # nothing for a while
    STOP = "stop"  # nothing unasked
    RESUME = "resume"  # all of it again
    LESSON = "lesson"  # to begin its lesson
    QUIZ = "quiz"  # likewise, with the questions


BEGUN: Final = (Choice.LESSON, Choice.QUIZ)


class Trouble(StrEnum):
    """What an ended row without a card tells of trying again."""

    NONE = ""  # nothing went wrong
    FAILED = "failed"  # it may go well another time
    LOST = "lost"  # there is nothing to send any more
