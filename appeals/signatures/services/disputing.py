"""Disputes: the organisation itself says that a signature was not given in its name.

From then on the name is held out of every list. One coordinator can find that
the signature stands; that it does not, two have to say.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from appeals import db
from appeals.drafting.models import Appeal
from appeals.errors import Conflict, NotFound
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.ledger import Logged
from appeals.signatures import logged
from appeals.signatures.models import Dispute, Ending, Resolution, Signature
from appeals.signatures.services import actions
from appeals.signatures.services.actions import Action
from appeals.signatures.services.turn import (
    Representative,
    Turn,
    change_invitation,
    end_unsaid,
    take_turn,
    tell_contacts,
)


class SignatureEnded(Conflict):
    """The signature has been corrected, withdrawn or taken out since; there is no name to hold."""


class SecondCoordinatorNeeded(Conflict):
    """Who proposed to invalidate a signature cannot be who confirms it."""


def dispute(turn: Turn, signature_id: UUID, who: Representative, reason: str) -> UUID:
    """Hold the organisation's name out of every list and tell coordinators and contacts why.

    The same dispute raised twice is one.
    """
    known = find_open(turn.session, turn.facts.id)
    if known:
        return known.id
    if turn.current is None or turn.current.id != signature_id:
        raise SignatureEnded
    dispute_id = uuid4()
    db.append(
        turn.session,
        Dispute,
        id=dispute_id,
        invitation_id=turn.facts.id,
        signature_id=signature_id,
        raised_by_name=who.name,
        raised_by_role=who.role,
        reason=reason,
        raised_at=turn.now,
    )
    change_invitation(turn, disputed_at=turn.now)
    actions.record(
        turn,
        Action.DISPUTED,
        signature_id,
        logged=Logged(thread=turn.facts.id, personal=logged.ended_by(who.name, who.role, reason)),
        dispute=str(dispute_id),
    )
    appeal_id = turn.facts.appeal_id
    invitations.tell_coordinators(turn.session, appeal_id, "dispute", dispute_id, now=turn.now)
    tell_contacts(turn, "disputed", dispute_id)
    return dispute_id


def uphold(session: Session, dispute: Dispute, reason: str, *, by: UUID, now: datetime) -> None:
    """Find that the signature stands: the name counts again."""
    turn = _turn(session, dispute, now)
    _end(turn, dispute, Resolution.STANDS, reason, by)


def propose_invalidation(
    session: Session, dispute: Dispute, reason: str, *, by: UUID, now: datetime
) -> None:
    """Find that the signature is not the organisation's; another coordinator must agree."""
    turn = _turn(session, dispute, now)
    dispute.proposed_by, dispute.resolution_reason = by, reason
    actions.record(
        turn, Action.DISPUTE_PROPOSED, dispute.id, by=by, logged=Logged(thread=turn.facts.id)
    )


def invalidate(session: Session, dispute: Dispute, *, by: UUID, now: datetime) -> None:
    """Agree with who proposed it: the name is taken out, and the organisation can answer anew."""
    turn = _turn(session, dispute, now)
    if dispute.proposed_by in {None, by}:
        raise SecondCoordinatorNeeded
    if turn.current:
        end_unsaid(turn, turn.current, Ending.INVALIDATED)
        actions.record_signature(
            turn,
            Action.INVALIDATED,
            turn.current.id,
            list_kind=turn.current.list_kind,
            language=turn.current.language_read,
            text_hash=turn.current.revision.set_hash,
            by=by,
        )
        change_invitation(turn, answer=None, answered_at=None)
    _end(turn, dispute, Resolution.INVALID, dispute.resolution_reason or "", by)


def find_open(session: Session, invitation_id: UUID) -> Dispute | None:
    return session.scalar(
        select(Dispute).where(Dispute.invitation_id == invitation_id, Dispute.resolved_at.is_(None))
    )


def latest_dispute(session: Session, signature_id: UUID) -> Dispute | None:
    """Return the newest dispute about a signature, also one that has been resolved."""
    found = select(Dispute).where(Dispute.signature_id == signature_id)
    return session.scalars(found.order_by(Dispute.raised_at.desc()).limit(1)).first()


def list_disputes(session: Session, appeal: Appeal) -> Sequence[Dispute]:
    """Return the disputes of an appeal, the open ones first."""
    return session.scalars(
        select(Dispute)
        .join(Dispute.invitation)
        .where(Invitation.appeal_id == appeal.id)
        .order_by(Dispute.resolved_at.is_not(None), Dispute.raised_at.desc())
        .options(
            joinedload(Dispute.invitation).selectinload(Invitation.organisation),
            joinedload(Dispute.signature).joinedload(Signature.revision),
        )
    ).all()


def get_dispute(session: Session, appeal: Appeal, dispute_id: UUID) -> Dispute:
    found = session.scalar(
        select(Dispute)
        .join(Dispute.invitation)
        .where(Dispute.id == dispute_id, Invitation.appeal_id == appeal.id)
    )
    if found is None:
        raise NotFound
    return found


def _turn(session: Session, dispute: Dispute, now: datetime) -> Turn:
    turn = take_turn(session, dispute.invitation_id, now=now)
    db.hold(session, dispute)
    if dispute.resolved_at is not None:
        raise Conflict("this dispute has been resolved")
    return turn


def _end(turn: Turn, dispute: Dispute, found: Resolution, reason: str, by: UUID) -> None:
    dispute.resolution, dispute.resolution_reason = found, reason
    dispute.resolved_at, dispute.resolved_by = turn.now, by
    change_invitation(turn, disputed_at=None)
    actions.record(
        turn,
        Action.DISPUTE_ENDED,
        dispute.id,
        by=by,
        logged=Logged(thread=turn.facts.id, result=found.value),
        found=found.value,
    )
    tell_contacts(turn, "dispute_resolved", dispute.id)
