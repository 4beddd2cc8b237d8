"""Every act that is written to the audit, by name.

Those are acts on other people, on settings and on content, and every change of somebody's role,
since a role is a right over others. A person's own learning, answers, pauses, language and choices
about their own data are never among them. A name that was used once keeps its meaning.
"""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    # Roles: with role and scope before and after.
    CHAMPION_APPOINTED = "champion_appointed"  # champion of these places: a role, or a new scope
    CHAMPION_DISMISSED = "champion_dismissed"  # an employee again, also by stepping down
    OPERATOR_APPOINTED = "operator_appointed"  # by the roster, or by OPERATORS
    OPERATOR_DISMISSED = "operator_dismissed"  # by the roster, or back after a leaving date
    CHAMPION_SUGGESTED = "champion_suggested"  # a champion asked a colleague
    CHAMPION_REFUSED = "champion_refused"  # an operator's no to someone who was suggested

    # People.
    NEWCOMER_GREETED = "newcomer_greeted"  # a champion's own words to someone new
    HELP_GIVEN = "help_given"  # a champion has taken care of someone who wanted help
    LEAVING_DATE_SET = "leaving_date_set"  # contact with someone ends on a day, or does not
    ROSTER_IMPORTED = "roster_imported"  # rows of a roster took effect, in counts
    ROSTER_ROWS_DROPPED = "roster_rows_dropped"  # rows of people who never appeared wait no longer
    DATA_PURGED = "data_purged"  # what was too old went, in counts by kind

    # Recommending and sharing.
    PUSH_CONFIRMED = "push_confirmed"  # a champion recommends a lesson
    PUSH_UNDONE = "push_undone"  # taken back before anybody got it
    PUSH_WITHDRAWN = "push_withdrawn"  # taken back later
    PUSH_APPROVED = "push_approved"  # an operator's yes to a large one
    PUSH_DENIED = "push_denied"  # an operator's no
    PUSH_LAPSED = "push_lapsed"  # no operator answered in time
    PUSH_STOPPED = "push_stopped"  # its champion lost role or place while it was planned
    SHARE_POSTED = "share_posted"  # the bot posts a lesson in a room for a champion
    SHARE_NOT_POSTED = "share_not_posted"  # and it could not

    # Gatherings.
    GATHERING_CALLED = "gathering_called"  # somebody calls one
    GATHERING_CHANGED = "gathering_changed"  # time, place or text
    GATHERING_CANCELLED = "gathering_cancelled"  # for good
    GATHERING_INVITED = "gathering_invited"  # people were invited, in counts
    GATHERING_NOTES_KEPT = "gathering_notes_kept"  # a link to its minutes

    # Content and sending.
    LESSON_CORRECTED = "lesson_corrected"  # sent cards of it are drawn anew, in counts
    LESSON_WITHDRAWN = "lesson_withdrawn"  # unanswered cards of it are taken back, in counts
    SENDING_HELD = "sending_held"  # nothing goes out unasked
    SENDING_RELEASED = "sending_released"  # sending goes on
    STORE_RESTORED = "store_restored"  # a backup or an export was put back

    # Refused: somebody tried what no card of theirs offers. One entry a day, with how often.
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
