"""Handing an invitation over: a colleague gets a link of their own, the older ones end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from appeals import db, mail
from appeals.errors import Conflict
from appeals.invitations.models import Handover, Invitation

# Whoever has the link is not to send mail to as many strangers as they like.
MOST = 5


class HandedOverTooOften(Conflict):
    """The invitation has been handed over as often as can be done without a coordinator."""


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """Who answers from now on, and in which language they are written to."""

    name: str
    email: str
    language: str


def hand_over(
    session: Session,
    invitation_id: UUID,
    link_number: int,
    to: Colleague,
    *,
    by_name: str,
    by_role: str,
    now: datetime,
) -> UUID:
    """Make a new link and mail it to the colleague; `link_number` is that of the newest so far."""
    made = select(func.count(Handover.id)).where(Handover.invitation_id == invitation_id)
    if session.execute(made).scalar_one() >= MOST:
        raise HandedOverTooOften
    handover_id = uuid4()
    db.append(
        session,
        Handover,
        id=handover_id,
        invitation_id=invitation_id,
        number=link_number + 1,
        given_by_name=by_name,
        given_by_role=by_role,
        to_name=to.name,
        to_email=to.email,
        language=to.language,
        handed_over_at=now,
    )
    session.connection().execute(
        update(Invitation).where(Invitation.id == invitation_id).values(link_number=link_number + 1)
    )
    mail.queue(session, "handover", handover_id, now=now)
    return handover_id


def list_handovers(session: Session, invitation_id: UUID) -> Sequence[Handover]:
    """Return the handovers of an invitation, the newest first."""
    made = select(Handover).where(Handover.invitation_id == invitation_id)
    return session.scalars(made.order_by(Handover.number.desc())).all()
