"""Consent to a changed text: who is told, who is asked again, and whose signature lapses."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from appeals import db, jobs, mail
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, ConsentDefault, Revision
from appeals.signatures.consenting import Change, Signed, Standing, standing
from appeals.signatures.listed import Listed
from appeals.signatures.models import Ending, Signature
from appeals.signatures.services import actions
from appeals.signatures.services.actions import Action
from appeals.signatures.services.turn import change_invitation, end_unsaid, take_turn, tell_contacts

# Which mail tells of it.
_TOLD_BY = {Standing.EARLIER: "text_changed", Standing.TO_CONFIRM: "consent"}
_AT_ONCE = 50


def list_changes(session: Session, appeal_id: UUID) -> list[Change]:
    """Return the revisions that changed a text which had been made final before."""
    classed = select(
        Revision.number, Revision.change, Revision.consent_until, Revision.consent_default
    ).where(Revision.appeal_id == appeal_id, Revision.change.is_not(None))
    return [
        Change(number, kind, until, default)
        for number, kind, until, default in session.execute(classed.order_by(Revision.number))
        if kind is not None
    ]


def standings(
    session: Session, appeal: Appeal, signatures: Iterable[Signature | Listed], *, now: datetime
) -> dict[UUID, Standing]:
    """Return how each of these signatures stands to the present text."""
    present = drafting.latest_locked(session, appeal)
    if present is None:
        return {}
    changes = list_changes(session, appeal.id)
    return {
        each.id: standing(signed(each), present.set_hash, changes, now=now) for each in signatures
    }


def signed(signature: Signature | Listed) -> Signed:
    revision = signature.revision
    return Signed(revision.number, revision.set_hash, signature.imported_from is not None)


@drafting.when_opened
def announce_change(session: Session, appeal: Appeal, now: datetime) -> None:
    """Mail those who signed an earlier text: what was changed, or that they are asked again.

    Each is told once of each revision, however often the appeal is opened.
    """
    present = drafting.latest_locked(session, appeal)
    if present is None:
        return
    active = _active(session, appeal)
    stand = standings(session, appeal, active, now=now)
    told = _told(session, active, present)
    for signature in active:
        template = _TOLD_BY.get(stand[signature.id])
        if template is None or signature.id in told:
            continue
        for contact in signature.organisation.contacts:
            mail.queue(
                session,
                template,
                signature.id,
                now=now,
                contact_id=str(contact.id),
                revision=str(present.number),
            )


@jobs.periodic(seconds=20)
def let_lapse() -> None:
    """End what was not confirmed in time where that had been announced."""
    session = db.session()
    with db.everywhere(session):
        due = session.scalars(_lapsed().limit(_AT_ONCE)).all()
    for signature_id in due:
        with db.transaction() as writing:
            _let_lapse(writing, signature_id)


def _let_lapse(session: Session, signature_id: UUID) -> None:
    with db.everywhere(session):
        signature = session.get(Signature, signature_id)
    if signature is None or not signature.counts:
        return
    turn = take_turn(session, signature.invitation_id, now=db.clock(session))
    present = drafting.latest_locked(session, signature.invitation.appeal)
    if turn.current is None or turn.current.id != signature_id or present is None:
        return
    changes = list_changes(session, turn.facts.appeal_id)
    stands = standing(signed(signature), present.set_hash, changes, now=turn.facts.moment)
    if stands is not Standing.LAPSING:
        return
    end_unsaid(turn, signature, Ending.LAPSED)
    # The organisation has not answered about this text: it can be asked, and can sign.
    change_invitation(turn, answer=None, answered_at=None)
    actions.record_signature(
        turn,
        Action.LAPSED,
        signature.id,
        list_kind=signature.list_kind,
        language=signature.language_read,
        text_hash=signature.revision.set_hash,
    )
    tell_contacts(turn, "lapsed", signature.id)


def _lapsed() -> Select[UUID]:
    changed = (
        select(Revision)
        .where(Revision.consent_default == ConsentDefault.DROP, Revision.consent_until < db.Clock())
        .subquery()
    )
    return (
        select(Signature.id)
        .join(Revision, Revision.id == Signature.revision_id)
        .join(changed, changed.c.appeal_id == Signature.appeal_id)
        .where(Signature.ended_at.is_(None), changed.c.number > Revision.number)
        .order_by(Signature.id)
        .distinct()
    )


def _active(session: Session, appeal: Appeal) -> Sequence[Signature]:
    return session.scalars(
        select(Signature)
        .where(Signature.appeal_id == appeal.id, Signature.ended_at.is_(None))
        .options(selectinload(Signature.revision), selectinload(Signature.organisation))
    ).all()


def _told(session: Session, signatures: Sequence[Signature], present: Revision) -> set[UUID]:
    """Return the signatures whose organisations have been told of this revision."""
    ids = [each.id for each in signatures]
    mails = session.scalars(
        select(mail.Mail).where(
            mail.Mail.subject_id.in_(ids), mail.Mail.template.in_(_TOLD_BY.values())
        )
    )
    return {
        each.subject_id for each in mails if each.parameters.get("revision") == str(present.number)
    }
