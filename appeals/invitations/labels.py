"""How states and lists are called on a page, and what a state means."""

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from appeals.correspondence.labels import KINDS
from appeals.drafting.models import ListKind
from appeals.invitations.models import DeadlineKind, NoticeMode, Outcome, Unit, Visibility
from appeals.invitations.rules import BoardState, Spared
from appeals.invitations.schedule import Course, Timing
from appeals.invitations.services import Behaviour
from appeals.mail.labels import CAUSES, CLOSED, HEARD, MAIL_STATES, in_words, waits

__all__ = [
    "BADGES",
    "BEHAVIOURS",
    "CAUSES",
    "CLOSED",
    "COURSES",
    "COURSE_BADGES",
    "DEADLINES",
    "HEARD",
    "KINDS",
    "LISTS",
    "MAIL_STATES",
    "MEANINGS",
    "MODES",
    "OUTCOMES",
    "OUTCOME_BADGES",
    "SPARED",
    "STATES",
    "STEPS",
    "UNITS",
    "VISIBILITIES",
    "in_words",
    "timing",
    "waits",
]

BEHAVIOURS = {
    Behaviour.JOINED: _("Joined an appeal before"),
    Behaviour.MOSTLY: _("Joined at least half of those it was asked to"),
    Behaviour.NEVER: _("Was asked and never joined"),
    Behaviour.SILENT: _("Was asked and never answered"),
    Behaviour.NEW: _("Was never asked"),
}

VISIBILITIES = {
    Visibility.PUBLIC: _("Public at once"),
    Visibility.LATER: _("Public after a date"),
    Visibility.WITHHELD: _("Withheld, but counted"),
    Visibility.CONFIDENTIAL: _("Confidential"),
}
STATES = {
    BoardState.CHOSEN: _("Chosen"),
    BoardState.QUEUED: _("Queued"),
    BoardState.SENT: _("Sent"),
    BoardState.REFUSED: _("Not delivered"),
    BoardState.BOUNCED: _("Came back"),
    BoardState.UNKNOWN: _("Perhaps sent"),
    BoardState.SUPPRESSED: _("Not written to"),
    BoardState.SILENT: _("Silent"),
    BoardState.OPENED: _("Opened"),
    BoardState.DECIDES: _("Decides later"),
    BoardState.DISPUTED: _("Disputed"),
    BoardState.SIGNED: _("Signed"),
    BoardState.SUPPORTS: _("Supports"),
    BoardState.DECLINED: _("Declined"),
    BoardState.WITHDRAWN: _("Withdrawn"),
    BoardState.REVOKED: _("Revoked"),
}
MEANINGS = {
    BoardState.CHOSEN: _("The organisation is to be invited; nothing has been sent to it yet."),
    BoardState.QUEUED: _("The mail waits for its turn."),
    BoardState.SENT: _(
        "The mail went out, or a coordinator passed the link on, less than three days ago."
    ),
    BoardState.REFUSED: _(
        "The mail could not be delivered. Check the address, then send the mail again."
    ),
    BoardState.BOUNCED: _(
        "The mail came back: there is no such mailbox. Write to another contact, or correct "
        "the address."
    ),
    BoardState.UNKNOWN: _(
        "The mail server never said whether it took the mail. Send it again if it did not arrive."
    ),
    BoardState.SUPPRESSED: _(
        "None of its addresses is written to: it asked for no more mail, or its server takes none."
    ),
    BoardState.SILENT: _("Three days or more have passed and nothing was heard."),
    BoardState.OPENED: _(
        "Somebody began to answer. A mere visit does not count, because mail scanners open "
        "every link."
    ),
    BoardState.DECIDES: _(
        "The organisation’s own board decides on a day it has named; it is not reminded before."
    ),
    BoardState.DISPUTED: _(
        "Somebody of the organisation contests the answer given in its name. The name is left "
        "out of every list until coordinators have decided."
    ),
    BoardState.SIGNED: _("The organisation stands in the list of signatories."),
    BoardState.SUPPORTS: _("The organisation stands in the list of supporters."),
    BoardState.DECLINED: _("The organisation does not take part; it may have said why."),
    BoardState.WITHDRAWN: _("The organisation had signed and took its name back."),
    BoardState.REVOKED: _("A coordinator revoked the invitation; its link does not work."),
}
# The badges of the design that have a name of their own are used under that name.
BADGES = {state: state.value for state in BoardState} | {
    BoardState.CHOSEN: "open",
    BoardState.DECIDES: "stale",
    BoardState.DISPUTED: "warning",
    BoardState.SUPPRESSED: "warning",
    BoardState.REFUSED: "error",
    BoardState.BOUNCED: "error",
    BoardState.UNKNOWN: "error",
    BoardState.WITHDRAWN: "declined",
}
# How far an invitation can come; see `Figures.funnel`.
STEPS = {
    "chosen": _("Chosen"),
    "invited": _("Invited"),
    "opened": _("Began to answer"),
    "answered": _("Answered"),
    "joined": _("Signed or support"),
}
LISTS = {
    ListKind.SIGNATORY: _("Signatories"),
    ListKind.SUPPORTER: _("Supporters"),
}
DEADLINES = {
    DeadlineKind.SOFT: _("The date to answer by"),
    DeadlineKind.FINAL: _("The deadline for signing"),
}
UNITS = {Unit.DAYS: _("days before"), Unit.HOURS: _("hours before")}
COURSES = {
    Course.UNDATED: _("Waits until its deadline is set"),
    Course.COMING: _("Planned"),
    Course.DUE: _("Going out"),
    Course.TOO_LATE: _("Missed"),
}
COURSE_BADGES = {
    Course.UNDATED: "stale",
    Course.COMING: "open",
    Course.DUE: "queued",
    Course.TOO_LATE: "error",
}
OUTCOMES = {
    Outcome.SENT: _("Sent"),
    Outcome.MISSED: _("Missed"),
    Outcome.STOPPED: _("Not sent: reminders were stopped"),
}
OUTCOME_BADGES = {Outcome.SENT: "sent", Outcome.MISSED: "error", Outcome.STOPPED: "revoked"}
SPARED = {
    Spared.UNASKED: _("not invited yet"),
    Spared.ANSWERED: _("has answered"),
    Spared.REVOKED: _("invitation revoked"),
    Spared.STOPPED: _("you have stopped its reminders"),
    Spared.NO_ADDRESS: _("it has no e-mail address"),
    Spared.UNWILLING: _("does not want to be asked about this topic"),
    Spared.SUPPRESSED: _("unsubscribed, or its address takes no mail"),
    Spared.REFUSED: _("the last mail was not delivered"),
    Spared.DECIDES: _("its board decides later"),
    Spared.CAPPED: _("reminded as often as you allow"),
    Spared.RECENT: _("invited or reminded shortly before"),
}
MODES = {
    NoticeMode.DIGEST: _("In one mail a day"),
    NoticeMode.AT_ONCE: _("A mail for each, at once"),
    NoticeMode.NONE: _("Not by mail"),
}


def timing(planned: Timing) -> str:
    """Say when a reminder is due: so long before which deadline."""
    return str(_counted(planned.before)[planned.unit, planned.deadline])


def _counted(number: int) -> dict[tuple[Unit, DeadlineKind], str]:
    return {
        (Unit.DAYS, DeadlineKind.SOFT): ngettext(
            "%(num)s day before the date to answer by",
            "%(num)s days before the date to answer by",
            number,
        ),
        (Unit.DAYS, DeadlineKind.FINAL): ngettext(
            "%(num)s day before the deadline", "%(num)s days before the deadline", number
        ),
        (Unit.HOURS, DeadlineKind.SOFT): ngettext(
            "%(num)s hour before the date to answer by",
            "%(num)s hours before the date to answer by",
            number,
        ),
        (Unit.HOURS, DeadlineKind.FINAL): ngettext(
            "%(num)s hour before the deadline", "%(num)s hours before the deadline", number
        ),
    }
