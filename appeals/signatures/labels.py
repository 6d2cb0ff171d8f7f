"""How the standing of a signature to the present text is called on a page."""

from flask_babel import lazy_gettext as _

from appeals.signatures.consenting import Standing

STANDINGS = {
    Standing.PRESENT: _("Signed the present text"),
    Standing.EARLIER: _("Signed before a correction"),
    Standing.TO_CONFIRM: _("To confirm the present text"),
    Standing.KEPT: _("Has not confirmed the present text"),
    Standing.LAPSING: _("Is about to lapse"),
}
BADGES = {
    Standing.EARLIER: "info",
    Standing.TO_CONFIRM: "warning",
    Standing.KEPT: "warning",
    Standing.LAPSING: "error",
}
