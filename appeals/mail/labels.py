"""How the states of a mail are called on a page."""

from flask_babel import lazy_gettext as _

from appeals.mail.models import MailState
from appeals.mail.suppression import Cause

MAIL_STATES = {
    MailState.QUEUED: _("Waits for its turn"),
    MailState.SENDING: _("Is being sent"),
    MailState.TRANSMITTING: _("Is being sent"),
    MailState.SENT: _("Accepted by the mail server"),
    MailState.KEPT: _("Kept in the local mailbox"),
    MailState.REFUSED: _("Refused by the mail server"),
    MailState.DROPPED: _("Not sent, because it no longer fitted when its turn came"),
    MailState.UNKNOWN: _(
        "Perhaps sent: the mail server never answered. Send it again if it did not arrive."
    ),
}
CAUSES = {
    Cause.UNSUBSCRIBED: _("asked for no more mail"),
    Cause.COMPLAINED: _("reported our mail as unwanted"),
    Cause.BOUNCED: _("its mail server says that there is no such address"),
}
