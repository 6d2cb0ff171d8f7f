"""What the pages reply alike: why something was refused."""

from datetime import UTC, datetime

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from appeals.drafting import services as drafting
from appeals.errors import Conflict
from appeals.invitations import services

REASONS: dict[type[Conflict], str] = {
    drafting.TextNotFinal: lazy_gettext(
        "The text is still a draft. Make it final before you invite organisations."
    ),
    services.SignOnClosed: lazy_gettext(
        "The appeal takes no answers now: it is closed, or its deadline has passed."
    ),
    services.NoContact: lazy_gettext("The registry has no e-mail address for this organisation."),
    services.AddressClosed: lazy_gettext(
        "Nothing is sent to this address any more. Enter another one."
    ),
    services.HeldBack: lazy_gettext(
        "Nobody of this organisation is written to: its addresses asked for no more mail, or "
        "take none. The registry says why."
    ),
    services.MailWaits: lazy_gettext(
        "A mail with this link already waits for its turn. No second one was made."
    ),
    services.InvitationRevoked: lazy_gettext("Restore the invitation first."),
    services.NotChangeable: lazy_gettext(
        "The organisation was invited or has answered in the meantime."
    ),
}

# What a view catches around its transaction, to say it on the page the reader came from.
EXPECTED = tuple(REASONS)


def refused(error: Exception, page: str) -> ResponseReturnValue:
    flash(str(REASONS[type(error)]), "error")  # type: ignore[index]
    return redirect(page, code=303)


def now() -> datetime:
    return datetime.now(UTC)
