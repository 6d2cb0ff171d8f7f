"""What became of the mails to an organisation, and writing to somebody else of it."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import mail
from appeals.errors import Conflict, NotFound
from appeals.invitations.boards import MAILS
from appeals.invitations.models import Invitation
from appeals.invitations.services.sending import resend
from appeals.invitations.services.state import MailWaits, demand_askable
from appeals.mail import Bounce, Mail
from appeals.organisations import services as organisations
from appeals.organisations.models import Contact, ContactDetails


class AddressClosed(Conflict):
    """This address is written to no more."""


@dataclass(frozen=True)
class Sent:
    """A mail to the organisation and what was heard of it, the newest first."""

    mail: Mail
    heard: Sequence[Bounce]


def history(session: Session, invitation: Invitation) -> list[Sent]:
    """Return what was sent to the organisation about this appeal, the newest first."""
    mails = session.scalars(
        select(Mail)
        .where(Mail.subject_id == invitation.id, Mail.template.in_(MAILS))
        .order_by(Mail.queued_at.desc(), Mail.id)
    ).all()
    heard = mail.of_mails(session, [each.id for each in mails])
    return [Sent(each, heard.get(each.id, [])) for each in mails]


def next_contact(session: Session, invitation: Invitation) -> Contact | None:
    """Return the first contact after the one mail goes to that may be written to."""
    others = invitation.organisation.contacts[1:]
    closed = mail.suppressed(session, [each.email for each in others])
    return next((each for each in others if each.email not in closed), None)


def write_to(
    session: Session, invitation: Invitation, contact_id: UUID, *, by: UUID | None, now: datetime
) -> None:
    """Make another contact the first of the organisation, and mail the link there."""
    demand_askable(invitation, now)
    contacts = invitation.organisation.contacts
    wanted = next((each for each in contacts if each.id == contact_id), None)
    if wanted is None:
        raise NotFound
    first = ContactDetails(wanted.name, wanted.email, wanted.language)
    known = invitation.organisation.details.contacts
    others = [each for each in known if each != first]
    _send(session, invitation, (first, *others), by=by, now=now)


def correct_address(
    session: Session, invitation: Invitation, email: str, *, by: UUID | None, now: datetime
) -> None:
    """Replace the address of the first contact, and mail the link there."""
    demand_askable(invitation, now)
    first, *others = invitation.organisation.details.contacts
    _send(session, invitation, (replace(first, email=email), *others), by=by, now=now)


def _send(
    session: Session,
    invitation: Invitation,
    contacts: Iterable[ContactDetails],
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    first, *others = contacts
    if not mail.may_write_to(session, first.email):
        raise AddressClosed
    details = replace(invitation.organisation.details, contacts=(first, *others))
    organisations.update_organisation(session, invitation.organisation, details, by=by, now=now)
    session.flush()
    with suppress(MailWaits):  # that mail finds the new address when its turn comes
        resend(session, invitation, by=by, now=now)
