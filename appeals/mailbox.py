"""The local mailbox: what would have been mailed, where no SMTP server is set.

It shows sign links and reset links, so it exists only while the service can be
reached from its own machine alone. Nothing rendered is kept: every mail is
composed again for whoever reads it.
"""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from appeals import config, db, mail
from appeals.accounts.guards import asked_on_this_machine, requires
from appeals.accounts.models import Account
from appeals.accounts.permissions import Permission
from appeals.demonstration.loading import codes
from appeals.errors import NotFound
from appeals.mail import Mail, Message
from appeals.paging import Page

blueprint = Blueprint("mailbox", __name__)

PAGE_SIZE = 30


@dataclass(frozen=True)
class Opened:
    """A mail as it would arrive; without `message` it is no longer wanted."""

    mail: Mail
    message: Message | None


@blueprint.get("/mailbox")
@requires(Permission.OPEN_TO_ALL)
def index() -> ResponseReturnValue:
    session = _session_on_this_machine()
    page = _page(session, request.args.get("page", 1, type=int))
    return render_template("mailbox/index.html", page=page, codes=_demonstration_codes(session))


@blueprint.get("/mailbox/<uuid:mail_id>")
@requires(Permission.OPEN_TO_ALL)
def show(mail_id: UUID) -> ResponseReturnValue:
    session = _session_on_this_machine()
    found = mail.get_mail(session, mail_id)
    return render_template("mailbox/show.html", opened=_opened(session, found))


def is_available() -> bool:
    """Whether mail stays here and nobody but this machine can read it."""
    settings = config.settings()
    return settings.smtp is None and settings.on_this_machine


def _session_on_this_machine() -> Session:
    if not is_available() or not asked_on_this_machine():
        raise NotFound
    return db.session()


def _page(session: Session, number: int) -> Page[Opened]:
    found = mail.list_newest(session, page=number, size=PAGE_SIZE)
    opened = [_opened(session, each) for each in found.items]
    return Page(opened, found.number, found.pages, found.total)


def _opened(session: Session, found: Mail) -> Opened:
    before = session.info.get("coalition")
    db.enter(session, found.coalition_id)
    try:
        return Opened(found, mail.compose(session, found))
    finally:
        session.info["coalition"] = before


def _demonstration_codes(session: Session) -> list[tuple[Account, str]]:
    """Return the sign-in codes of this half minute, in the demonstration only."""
    if not config.settings().demonstration:
        return []
    return codes(session)
