"""The short code of an invitation: typed on a page of ours, it opens what the link opens."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import codes, config, db
from appeals.invitations.models import Handover, Invitation
from appeals.organisations.models import Contact
from appeals.tokens import Claim

PATH = "/code"
MASKED = "•••••-•••••"


def code_of(invitation: Invitation) -> str:
    """Return the code that belongs to the invitation's newest link."""
    return codes.code(config.settings().secret_keys, _claim(invitation))


def page_url() -> str:
    return config.settings().base_url + PATH


def find(session: Session, address: str, typed: str) -> Invitation | None:
    """Return the invitation that was mailed to this address with this code; enter its coalition."""
    keys = config.settings().secret_keys
    with db.everywhere(session):
        asked = session.scalars(
            select(Invitation).where(
                Invitation.revoked_at.is_(None), Invitation.id.in_(_written_to(session, address))
            )
        ).all()
    # All are tried, so that the time tells nothing of how many there are with this code.
    found = [each for each in asked if codes.matches(keys, _claim(each), typed)]
    if len(found) != 1:
        return None
    db.enter(session, found[0].coalition_id)
    return found[0]


def _written_to(session: Session, address: str) -> list[UUID]:
    """Return the invitations whose mails go to this address: a contact's, or a colleague's."""
    contacts = select(Contact.organisation_id).where(Contact.email_index == address)
    invited = select(Invitation.id).where(Invitation.organisation_id.in_(contacts))
    handed = (
        select(Invitation.id)
        .join(Handover, Handover.invitation_id == Invitation.id)
        .where(Handover.to_email_index == address, Handover.number == Invitation.link_number)
    )
    return [*session.scalars(invited), *session.scalars(handed)]


def _claim(invitation: Invitation) -> Claim:
    return Claim(invitation.id, invitation.link_number)
