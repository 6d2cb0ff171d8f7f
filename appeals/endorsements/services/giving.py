"""Giving an endorsement: asked for, confirmed by mail, taken back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, mail
from appeals.endorsements.models import (
    Endorsement,
    EndorsementState,
    EndorsementTerms,
    Intake,
    make_handle,
)
from appeals.endorsements.rules import MOST_MAILS
from appeals.errors import Conflict


class EndorsementsClosed(Conflict):
    """The appeal takes no endorsements, or no longer."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What somebody typed; `email` in the form in which mail servers know it."""

    name: str
    place: str
    email: str
    is_named: bool
    language: str


def intake_of(session: Session, appeal_id: UUID) -> Intake:
    terms = select(EndorsementTerms.intake).where(EndorsementTerms.appeal_id == appeal_id)
    return session.scalar(terms) or Intake.CLOSED


def endorse(session: Session, appeal_id: UUID, given: Given, *, now: datetime) -> None:
    """Keep what was given and mail a link to the address; nothing counts before it is confirmed.

    Whether the address is known already shows in the mail alone.
    """
    if intake_of(session, appeal_id) is Intake.CLOSED:
        raise EndorsementsClosed
    db.append_once(
        session,
        Endorsement,
        id=uuid4(),
        handle=make_handle(),
        appeal_id=appeal_id,
        name=given.name,
        place=given.place,
        is_named=given.is_named,
        email=given.email,
        language=given.language,
        state=EndorsementState.PENDING,
        asked_at=now,
        mails=0,
    )
    kept = session.scalars(
        select(Endorsement)
        .where(Endorsement.appeal_id == appeal_id, Endorsement.identity == given.email)
        .with_for_update()
    ).one()
    if kept.state is EndorsementState.HIDDEN or kept.mails >= MOST_MAILS:
        return
    if kept.state is EndorsementState.PENDING:
        kept.name, kept.place, kept.is_named = given.name, given.place, given.is_named
        kept.email, kept.language, kept.asked_at = given.email, given.language, now
    kept.mails += 1
    mail.queue(session, "endorsement", kept.id, now=now)


def confirm(session: Session, endorsement: Endorsement, *, now: datetime) -> None:
    """Count it, or have a coordinator decide; what was confirmed before stays as it is."""
    db.hold(session, endorsement)
    if endorsement.state is not EndorsementState.PENDING:
        return
    intake = intake_of(session, endorsement.appeal_id)
    if intake is Intake.CLOSED:
        raise EndorsementsClosed
    is_open = intake is Intake.OPEN
    endorsement.state = EndorsementState.COUNTED if is_open else EndorsementState.WAITING
    endorsement.confirmed_at = now


def take_back(session: Session, endorsement: Endorsement) -> None:
    """Delete it with everything that is known of the person."""
    session.delete(endorsement)
