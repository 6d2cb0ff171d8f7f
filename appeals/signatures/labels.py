"""How the standing of a signature is called on a page, and how its name is shown."""

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _

from appeals.i18n import format_datetime
from appeals.invitations.labels import VISIBILITIES
from appeals.invitations.models import Visibility
from appeals.signatures.consenting import Standing

__all__ = ["BADGES", "STANDINGS", "VISIBILITIES", "VISIBILITIES_EXPLAINED", "shown"]

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
VISIBILITIES_EXPLAINED = {
    Visibility.PUBLIC: _("The name stands in the published list."),
    Visibility.LATER: _("Until that day it is withheld; the next edition after it names it."),
    Visibility.WITHHELD: _(
        "The name is published nowhere. The list ends with the number of organisations whose "
        "names are withheld for their safety, if they are three or more."
    ),
    Visibility.CONFIDENTIAL: _("The name is published nowhere, and is not counted either."),
}


class Shown(Protocol):
    """Whatever says how a name is shown."""

    @property
    def visibility(self) -> Visibility: ...
    @property
    def public_from(self) -> datetime | None: ...


def shown(by: Shown, zone: ZoneInfo) -> str:
    """Return how a name is shown in one line."""
    if by.public_from is None:
        return str(VISIBILITIES[by.visibility])
    moment = format_datetime(by.public_from.astimezone(zone))
    return str(_("Public from %(moment)s on", moment=moment))
