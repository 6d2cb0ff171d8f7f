"""How the states of endorsements and requests are called."""

from flask_babel import lazy_gettext as _

from appeals.endorsements.models import EndorsementState, RequestState

STATES = {
    EndorsementState.WAITING: _("Wait for you"),
    EndorsementState.COUNTED: _("Counted"),
    EndorsementState.HIDDEN: _("Taken out"),
    EndorsementState.PENDING: _("Not confirmed yet"),
}

# The badge and its label.
REQUESTS = {
    RequestState.OPEN: ("warning", _("Waits for you")),
    RequestState.ACCEPTED: ("signed", _("Invited")),
    RequestState.DECLINED: ("declined", _("Declined")),
}
