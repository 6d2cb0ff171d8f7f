"""What the coordinators' pages reply alike: why something was refused."""

from datetime import UTC, datetime

from flask import flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from appeals.errors import Conflict
from appeals.reviewing import services

REASONS: dict[type[Conflict], str] = {
    services.CommentsClosed: lazy_gettext(
        "The appeal takes no comments now. Say until when they are taken, then ask partners."
    ),
    services.ReviewerRevoked: lazy_gettext("Restore the link first."),
    services.MailWaits: lazy_gettext(
        "A mail with this link already waits for its turn. No second one was made."
    ),
    services.NotRemovable: lazy_gettext(
        "The partner was asked or has commented in the meantime. You can revoke the link."
    ),
}

# What a view catches around its transaction, to say it on the page the reader came from.
EXPECTED = tuple(REASONS)


def refused(error: Exception, page: str) -> ResponseReturnValue:
    flash(str(REASONS[type(error)]), "error")  # type: ignore[index]
    return redirect(page, code=303)


def now() -> datetime:
    return datetime.now(UTC)
