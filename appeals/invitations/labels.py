"""How states and lists are called on a page, and what a state means."""

from flask_babel import lazy_gettext as _

from appeals.correspondence.labels import KINDS
from appeals.drafting.models import ListKind
from appeals.invitations.rules import BoardState
from appeals.mail.labels import MAIL_STATES, waits

__all__ = ["BADGES", "KINDS", "LISTS", "MAIL_STATES", "MEANINGS", "STATES", "STEPS", "waits"]

STATES = {
    BoardState.CHOSEN: _("Chosen"),
    BoardState.QUEUED: _("Queued"),
    BoardState.SENT: _("Sent"),
    BoardState.REFUSED: _("Not delivered"),
    BoardState.UNKNOWN: _("Perhaps sent"),
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
    BoardState.UNKNOWN: _(
        "The mail server never said whether it took the mail. Send it again if it did not arrive."
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
    BoardState.REFUSED: "error",
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
