"""Reservations: what a signatory does not stand behind in one segment of the text.

Printed only where both want it: the organisation that allowed it when it signed,
and a coordinator who wrote it down in every language of the appeal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from appeals import db, ledger
from appeals.drafting.models import Appeal, Revision
from appeals.errors import Conflict, Invalid, NotFound
from appeals.signatures.models import Reservation, Signature
from appeals.signatures.services.actions import Action
from appeals.signatures.services.turn import Turn


@dataclass(frozen=True, kw_only=True)
class Reserved:
    """A reservation as the organisation gave it."""

    segment_id: UUID
    text: str
    may_print: bool


def check(turn: Turn, reserved: Reserved | None) -> None:
    """Raise `Invalid` where the reservation is about nothing that is signed."""
    if reserved is None:
        return
    revision = turn.session.get_one(Revision, turn.facts.revision_id)
    if str(reserved.segment_id) not in {segment["id"] for segment in revision.segments}:
        raise Invalid("this part does not stand in the text that is signed")


def keep(turn: Turn, signature_id: UUID, reserved: Reserved | None, language: str) -> None:
    """Keep the reservation with its signature; what was agreed about the very same one holds on."""
    if reserved is None:
        return
    former = reservation_of(turn.session, turn.current.id) if turn.current else None
    same = former if former and said(former) == reserved else None
    db.append(
        turn.session,
        Reservation,
        signature_id=signature_id,
        segment_id=reserved.segment_id,
        language=language,
        text=reserved.text,
        may_print=reserved.may_print,
        wordings=same.wordings if same else {},
        decided_at=same.decided_at if same else None,
        decided_by=same.decided_by if same else None,
    )


def of(session: Session, signature_id: UUID) -> Reserved | None:
    found = reservation_of(session, signature_id)
    return said(found) if found else None


def reservation_of(session: Session, signature_id: UUID) -> Reservation | None:
    return session.scalar(select(Reservation).where(Reservation.signature_id == signature_id))


def reservations_of(session: Session, appeal: Appeal) -> dict[UUID, Reservation]:
    """Return the reservations to signatures that have not ended, by signature."""
    return {each.signature_id: each for each in list_reservations(session, appeal)}


def list_reservations(session: Session, appeal: Appeal) -> Sequence[Reservation]:
    """Return the reservations to signatures that have not ended, the oldest first."""
    return session.scalars(
        select(Reservation)
        .join(Reservation.signature)
        .where(Signature.appeal_id == appeal.id, Signature.ended_at.is_(None))
        .order_by(Signature.decided_at, Signature.id)
        .options(
            joinedload(Reservation.signature).joinedload(Signature.organisation),
            joinedload(Reservation.signature).joinedload(Signature.revision),
        )
    ).all()


def get_reservation(session: Session, appeal: Appeal, reservation_id: UUID) -> Reservation:
    found = session.scalar(
        select(Reservation)
        .join(Reservation.signature)
        .where(Reservation.id == reservation_id, Signature.appeal_id == appeal.id)
    )
    if found is None:
        raise NotFound
    return found


def decide(
    session: Session,
    reservation: Reservation,
    wordings: Mapping[str, str],
    *,
    by: UUID,
    now: datetime,
) -> None:
    """Print the reservation in these words, by language; with none it is not printed."""
    if wordings and not reservation.may_print:
        raise Conflict("the organisation does not want this printed")
    reservation.wordings = dict(wordings)
    reservation.decided_at, reservation.decided_by = now, by
    ledger.record(
        session,
        Action.RESERVATION_PRINTED if wordings else Action.RESERVATION_KEPT,
        reservation.id,
        now=now,
        appeal_id=reservation.signature.appeal_id,
        by=by,
        logged=ledger.Logged(
            printed={
                "reservation": dict(wordings),
                "signature": ledger.newest(session, reservation.signature.invitation_id),
            }
        ),
    )


def said(kept: Reservation) -> Reserved:
    """Return a reservation as the organisation gave it, without what became of it."""
    return Reserved(segment_id=kept.segment_id, text=kept.text, may_print=kept.may_print)
