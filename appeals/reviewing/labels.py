"""How the states of reviewers and comments are called on a page, and what they mean."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from appeals.drafting import labels as drafting
from appeals.drafting.models import Segment
from appeals.mail.labels import MAIL_STATES, waits
from appeals.reviewing.models import CommentState
from appeals.reviewing.rules import ReviewState

__all__ = [
    "BADGES",
    "COMMENT_BADGES",
    "COMMENT_STATES",
    "MAIL_STATES",
    "MEANINGS",
    "STATES",
    "waits",
]

STATES = {
    ReviewState.CHOSEN: _("Chosen"),
    ReviewState.QUEUED: _("Queued"),
    ReviewState.SENT: _("Sent"),
    ReviewState.REFUSED: _("Not delivered"),
    ReviewState.UNKNOWN: _("Perhaps sent"),
    ReviewState.SILENT: _("Silent"),
    ReviewState.COMMENTED: _("Has commented"),
    ReviewState.REVOKED: _("Link revoked"),
}
MEANINGS = {
    ReviewState.CHOSEN: _("The partner is to be asked; nothing has been sent yet."),
    ReviewState.QUEUED: _("The mail waits for its turn."),
    ReviewState.SENT: _("The mail went out, or the link was passed on, less than a day ago."),
    ReviewState.REFUSED: _(
        "The mail could not be delivered. Check the address, then send the mail again."
    ),
    ReviewState.UNKNOWN: _(
        "The mail server never said whether it took the mail. Send it again if it did not arrive."
    ),
    ReviewState.SILENT: _("A day or more has passed and nothing was heard."),
    ReviewState.COMMENTED: _("The partner has commented or proposed another wording."),
    ReviewState.REVOKED: _("A coordinator revoked the link; it does not work."),
}
BADGES = {state: state.value for state in ReviewState} | {
    ReviewState.CHOSEN: "open",
    ReviewState.REFUSED: "error",
    ReviewState.UNKNOWN: "error",
    ReviewState.COMMENTED: "signed",
}
COMMENT_STATES = {
    CommentState.OPEN: _("Open"),
    CommentState.ANSWERED: _("Has an answer"),
    CommentState.ACCEPTED: _("Accepted"),
    CommentState.DECLINED: _("Not accepted"),
    CommentState.WITHDRAWN: _("Taken back"),
}
COMMENT_BADGES = {
    CommentState.OPEN: "open",
    CommentState.ANSWERED: "final",
    CommentState.ACCEPTED: "signed",
    CommentState.DECLINED: "declined",
    CommentState.WITHDRAWN: "revoked",
}


def place(segment: Segment | None) -> str:
    """Return what the place in the text is called that a comment is about."""
    if segment is None:
        return str(gettext("A part that is no longer in the text"))
    return str(
        gettext(
            "Segment %(number)s (%(kind)s)",
            number=segment.position + 1,
            kind=drafting.KINDS[segment.kind],
        )
    )
