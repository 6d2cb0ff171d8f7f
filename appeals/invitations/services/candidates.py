"""Who can be reminded: one statement for all invitations of an appeal, without objects."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import mail
from appeals.drafting.models import Appeal
from appeals.invitations.boards import MAILS
from appeals.invitations.models import Invitation
from appeals.invitations.rules import Candidate
from appeals.mail import Mail, MailState
from appeals.organisations.models import Contact

_NEWEST_MAIL = (
    select(Mail.state)
    .where(Mail.subject_id == Invitation.id, Mail.template.in_(MAILS))
    .order_by(Mail.queued_at.desc(), Mail.id.desc())
    .limit(1)
    .correlate(Invitation)
    .scalar_subquery()
)
# The first contact is the one that mail goes to, as `Organisation.contact` has it.
_ADDRESS = (
    select(Contact.email)
    .where(Contact.organisation_id == Invitation.organisation_id)
    .order_by(Contact.position)
    .limit(1)
    .correlate(Invitation)
    .scalar_subquery()
)


def read_candidates(session: Session, appeal: Appeal) -> list[Candidate]:
    """Return what decides about each invitation of the appeal, in the order of choosing."""
    rows = session.execute(
        select(
            Invitation.id,
            Invitation.organisation_id,
            Invitation.handle,
            Invitation.answer,
            Invitation.invited_at,
            Invitation.revoked_at,
            Invitation.reminded_at,
            Invitation.decides_by,
            Invitation.reminders_stopped_at.label("stopped_at"),
            Invitation.reminders,
            _ADDRESS.label("address"),
            _NEWEST_MAIL.label("newest"),
        )
        .where(Invitation.appeal_id == appeal.id)
        .order_by(Invitation.chosen_at, Invitation.id)
    ).mappings()
    found = [dict(each) for each in rows]
    kept_from = mail.suppressed(session, {each["address"] for each in found if each["address"]})
    return [
        Candidate(
            refused=each.pop("newest") is MailState.REFUSED,
            suppressed=each["address"] in kept_from,
            **each,
        )
        for each in found
    ]
