"""How the states of endorsements are called."""

from flask_babel import lazy_gettext as _

from appeals.endorsements.models import EndorsementState

STATES = {
    EndorsementState.WAITING: _("Wait for you"),
    EndorsementState.COUNTED: _("Counted"),
    EndorsementState.HIDDEN: _("Taken out"),
    EndorsementState.PENDING: _("Not confirmed yet"),
}
