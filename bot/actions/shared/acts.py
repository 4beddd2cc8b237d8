"""Every act that is recorded in the audit, by name.

These are acts on other people, on settings and on content, and every change of a role, since a role
gives rights over others. People's own learning, answers, pauses, language and choices about their
own data are never recorded. A name that has been used keeps its meaning.
"""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    # Roles: with role and scope before and after.
    CHAMPION_APPOINTED = "champion_appointed"  # became champion of these places, or got a new scope
    CHAMPION_DISMISSED = "champion_dismissed"  # became an employee again, perhaps by stepping down
    OPERATOR_APPOINTED = "operator_appointed"  # of everything, or of these places
    OPERATOR_DISMISSED = "operator_dismissed"  # perhaps back after a leaving date
    READER_APPOINTED = "reader_appointed"  # sees the figures of everything, or of these places
    READER_DISMISSED = "reader_dismissed"
    CHAMPION_SUGGESTED = "champion_suggested"  # a champion asked a colleague
    CHAMPION_REFUSED = "champion_refused"  # an operator said no to somebody who was suggested

    # People.
    NEWCOMER_GREETED = "newcomer_greeted"  # a champion welcomed somebody new
    HELP_GIVEN = "help_given"  # a champion helped somebody who wanted help
    LEAVING_DATE_SET = "leaving_date_set"  # a leaving date was set or removed
    ACCOUNT_MOVED = "account_moved"  # everything about a person went over to another account
    ROSTER_IMPORTED = "roster_imported"  # rows of a roster took effect, in counts
    ROSTER_ROWS_DROPPED = "roster_rows_dropped"  # waiting rows were deleted
    DATA_PURGED = "data_purged"  # what was too old was purged, in counts by kind

    # Recommending and sharing.
    PUSH_CONFIRMED = "push_confirmed"  # a champion recommended a lesson
    PUSH_UNDONE = "push_undone"  # cancelled before anybody got it
    PUSH_WITHDRAWN = "push_withdrawn"  # withdrawn later
    PUSH_APPROVED = "push_approved"  # an operator approved a large push
    PUSH_DENIED = "push_denied"  # an operator said no to it
    PUSH_LAPSED = "push_lapsed"  # no operator answered in time
    PUSH_STOPPED = "push_stopped"  # its champion lost role or place while it was planned
    BROADCAST_CONFIRMED = "broadcast_confirmed"  # an operator sent a lesson or a message to many
    BROADCAST_UNDONE = "broadcast_undone"  # cancelled before anybody got it
    BROADCAST_WITHDRAWN = "broadcast_withdrawn"  # withdrawn later
    SHARE_POSTED = "share_posted"  # the bot posts a lesson in a chat for a champion
    SHARE_NOT_POSTED = "share_not_posted"  # it could not be posted

    # Gatherings.
    GATHERING_CALLED = "gathering_called"  # somebody called a gathering
    GATHERING_CHANGED = "gathering_changed"  # time, place or text
    GATHERING_CANCELLED = "gathering_cancelled"  # this can't be undone
    GATHERING_INVITED = "gathering_invited"  # people were invited, in counts
    GATHERING_ENTERED = "gathering_entered"  # one that was held before the bot came
    GATHERING_REPORT_IMPORTED = "gathering_report_imported"  # who came, by Teams, in counts
    GATHERING_CAME_SAID = "gathering_came_said"  # the host said how many came
    GATHERING_ESTIMATED = "gathering_estimated"  # an operator's own estimate of what it saved
    GATHERING_NOTES_KEPT = "gathering_notes_kept"  # a link to its minutes

    # Content and sending.
    LESSON_CORRECTED = "lesson_corrected"  # its sent cards are redrawn, in counts
    LESSON_WITHDRAWN = "lesson_withdrawn"  # its unanswered cards are withdrawn, in counts
    SENDING_HELD = "sending_held"  # nothing is sent by itself
    SENDING_RELEASED = "sending_released"  # sending goes on
    STORE_RESTORED = "store_restored"  # the store was made from a backup or an export

    # Refused: somebody tried what none of their cards offers. One entry a day, with how often.
    CHAMPION_FORGED_SUGGESTION = "champion_forged_suggestion"
    CHAMPION_FORGED_ANSWER = "champion_forged_answer"
    CHAMPION_FORGED_APPOINTING = "champion_forged_appointing"
    CHAMPION_FORGED_GREETING = "champion_forged_greeting"
    PUSH_REFUSED_ROLE = "push_refused_role"
    PUSH_REFUSED_SCOPE = "push_refused_scope"
    PUSH_REFUSED_FORGED = "push_refused_forged"
    PUSH_REFUSED_APPROVAL = "push_refused_approval"
    SHARE_REFUSED_UNKNOWN = "share_refused_unknown"
    SHARE_REFUSED_ROLE = "share_refused_role"
    SHARE_REFUSED_LESSON = "share_refused_lesson"
    SHARE_REFUSED_FORGED = "share_refused_forged"
    SHARE_REFUSED_ELSEWHERE = "share_refused_elsewhere"
