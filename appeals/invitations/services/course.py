"""The course of a sign link: revoked, restored, made anew, shown to a coordinator."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import db
from appeals.invitations import links
from appeals.invitations.models import Invitation
from appeals.invitations.services.actions import Action, record
from appeals.invitations.services.sending import resend
from appeals.invitations.services.state import (
    InvitationRevoked,
    MailWaits,
    demand_final,
    demand_reachable,
    open_if_final,
)


def revoke(session: Session, invitation: Invitation, *, by: UUID | None, now: datetime) -> None:
    """Make every link of the invitation stop working; an answer already given stays."""
    if not invitation.is_revoked:
        invitation.revoked_at = now
        record(session, Action.REVOKED, invitation, by=by, now=now)


def restore(session: Session, invitation: Invitation, *, by: UUID | None, now: datetime) -> None:
    """Make the newest link work again."""
    if invitation.is_revoked:
        invitation.revoked_at = None
        record(session, Action.RESTORED, invitation, by=by, now=now)


def new_link(
    session: Session,
    invitation: Invitation,
    *,
    send: bool = True,
    by: UUID | None,
    now: datetime,
) -> None:
    """Make a new link; the older ones only explain that there is a newer one."""
    if send:
        demand_reachable(session, invitation, now)
    elif invitation.is_revoked:
        raise InvitationRevoked
    db.hold(session, invitation)
    invitation.link_number += 1
    record(session, Action.LINK_RENEWED, invitation, by=by, now=now, number=invitation.link_number)
    if send:
        with suppress(MailWaits):  # that mail holds the new link as well
            resend(session, invitation, by=by, now=now)


def show_link(session: Session, invitation: Invitation, *, by: UUID | None, now: datetime) -> str:
    """Return the sign link for a coordinator to pass on; that it was seen is recorded.

    An organisation without an address is invited by this.
    """
    demand_final(invitation.appeal, now)
    if invitation.is_revoked:
        raise InvitationRevoked
    open_if_final(session, invitation.appeal, by=by, now=now)
    invitation.invited_at = invitation.invited_at or now
    record(session, Action.LINK_SHOWN, invitation, by=by, now=now, number=invitation.link_number)
    return links.url_of(invitation)
