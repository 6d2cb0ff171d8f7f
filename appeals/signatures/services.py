"""Signing, correcting, declining, withdrawing and recording: what an organisation decides.

A signature is never changed. Whatever follows it, a correction, a renewal for a
newer text or a withdrawal, ends the row and is told in the ledger.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, defer

from appeals import db, ledger, mail
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, ListKind, Phase, Revision
from appeals.errors import Conflict, Invalid
from appeals.invitations.models import Answer, Invitation
from appeals.signatures import printing
from appeals.signatures.models import Ending, Signature


class Action(StrEnum):
    """What the ledger says of signatures."""

    SIGNED = "signature.signed"
    RECORDED = "signature.recorded"
    CORRECTED = "signature.corrected"
    RENEWED = "signature.renewed"
    WITHDRAWN = "signature.withdrawn"
    DECLINED = "invitation.declined"
    OPENED = "invitation.opened"


class SignOnClosed(Conflict):
    """The appeal does not take answers: not yet, no longer, or the deadline has passed."""


class TextChanged(Conflict):
    """The text is no longer the one the reader was shown; `revision` is the present one."""

    def __init__(self, revision: Revision) -> None:
        super().__init__("the text has changed")
        self.revision = revision


@dataclass(frozen=True, kw_only=True)
class Representative:
    """The person who answers on behalf of the invited organisation."""

    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Consent:
    """What was decided about which text: `text_hash` is the set hash the reader was shown."""

    list_kind: ListKind
    representative: Representative
    language_read: str
    text_hash: str


def sign(session: Session, invitation: Invitation, consent: Consent, *, now: datetime) -> Signature:
    """Put the invited organisation's name under the appeal, or correct how it stands there.

    Sending the same form twice gives the same signature and one mail.
    """
    revision, current, now = _take_turn(session, invitation, now)
    if revision.set_hash != consent.text_hash:
        raise TextChanged(revision)
    if consent.language_read not in revision.hashes:
        raise Invalid("the text was not read in a language of the appeal")

    if current and _says_the_same(current, invitation, consent, revision):
        return current
    return _place(session, invitation, revision, consent, current, now=now)


def record(
    session: Session,
    invitation: Invitation,
    consent: Consent,
    basis: str,
    *,
    by: UUID,
    now: datetime,
) -> Signature:
    """Enter a signature that came by other ways; it is labelled with who entered it and why."""
    revision, current, now = _take_turn(session, invitation, now)
    if current:
        raise Conflict("this organisation has already signed")
    return _place(session, invitation, revision, consent, None, now=now, by=by, basis=basis)


def decline(
    session: Session,
    invitation: Invitation,
    representative: Representative,
    reason: str,
    *,
    now: datetime,
) -> None:
    """Note that the organisation does not sign; a signature it gave before is withdrawn."""
    _revision, current, now = _take_turn(session, invitation, now)
    if _has_declined(invitation, representative, reason):
        return
    if current:
        withdraw(session, invitation, representative, reason, now=now)
        return
    _answered(invitation, Answer.DECLINED, representative, reason, now=now)
    _record(session, Action.DECLINED, invitation.id, invitation, now=now)


def withdraw(
    session: Session,
    invitation: Invitation,
    representative: Representative,
    reason: str,
    *,
    now: datetime,
) -> None:
    """Take the organisation's name back; this is possible as long as its link is good."""
    db.hold(session, invitation)
    current = find_active(session, invitation)
    if current is None:
        return
    now = min(now, db.clock(session))
    _end(session, current, Ending.WITHDRAWN, representative, now=now)
    _answered(invitation, Answer.WITHDRAWN, representative, reason, now=now)
    _record_signature(session, Action.WITHDRAWN, current, now=now)
    _tell_contacts(session, "withdrawal", current, now=now)


def note_opened(session: Session, invitation: Invitation, *, now: datetime) -> None:
    """Remember when somebody first began to answer."""
    if invitation.opened_at is None:
        invitation.opened_at = now
        _record(session, Action.OPENED, invitation.id, invitation, now=now)


_ACTIVE = select(Signature).where(
    Signature.appeal_id == bindparam("appeal_id"),
    Signature.organisation_id == bindparam("organisation_id"),
    Signature.ended_at.is_(None),
)


def find_active(session: Session, invitation: Invitation) -> Signature | None:
    return session.scalar(
        _ACTIVE,
        {"appeal_id": invitation.appeal_id, "organisation_id": invitation.organisation_id},
    )


def get_signature(session: Session, signature_id: UUID) -> Signature:
    return session.get_one(Signature, signature_id)


def check_open(session: Session, appeal: Appeal) -> datetime:
    """Return the moment, by the database's clock, in which the appeal takes answers."""
    moment = db.clock(session)
    if not takes_answers(appeal.phase, appeal.deadline, moment):
        raise SignOnClosed
    return moment


def takes_answers(phase: Phase, deadline: datetime | None, moment: datetime) -> bool:
    """Return whether an appeal in this phase with this deadline takes answers at `moment`."""
    return phase is Phase.SIGN_ON and (deadline is None or moment <= deadline)


# The newest revision, with the signature that counts beside it: one query for both.
_TEXT_AND_SIGNATURE = (
    select(Revision, Signature)
    .outerjoin(
        Signature,
        (Signature.appeal_id == Revision.appeal_id)
        & (Signature.organisation_id == bindparam("organisation_id"))
        & Signature.ended_at.is_(None),
    )
    .where(Revision.appeal_id == bindparam("appeal_id"))
    .order_by(Revision.number.desc())
    .limit(1)
    .options(defer(Revision.segments))
)


def get_text_and_signature(
    session: Session, invitation: Invitation
) -> tuple[Revision, Signature | None]:
    """Return what `get_present_text` and `find_active` do."""
    found = session.execute(
        _TEXT_AND_SIGNATURE,
        {"appeal_id": invitation.appeal_id, "organisation_id": invitation.organisation_id},
    ).first()
    if found is None:
        raise SignOnClosed
    return found[0], found[1]


def get_present_text(session: Session, appeal: Appeal) -> Revision:
    """Return the revision that is signed now; raise `SignOnClosed` where there is none."""
    revision = drafting.latest_revision(session, appeal)
    if revision is None:
        raise SignOnClosed
    return revision


def _take_turn(
    session: Session, invitation: Invitation, now: datetime
) -> tuple[Revision, Signature | None, datetime]:
    """Wait for others who decide about the same invitation or lock the text; then judge the time.

    On PostgreSQL the row locks make two clicks queue; on SQLite the transaction
    itself does. The clock is asked only after the wait. What is decided is noted
    under no later moment than the one that was judged, lest it seem to have come
    after the deadline.
    """
    db.hold(session, invitation)
    appeal = invitation.appeal
    db.hold(session, appeal, read=True)
    if invitation.is_revoked:
        raise SignOnClosed
    judged = check_open(session, appeal)
    return *get_text_and_signature(session, invitation), min(now, judged)


def _place(
    session: Session,
    invitation: Invitation,
    revision: Revision,
    consent: Consent,
    current: Signature | None,
    *,
    now: datetime,
    by: UUID | None = None,
    basis: str | None = None,
) -> Signature:
    organisation = invitation.organisation
    renewed = current is not None and current.revision_id != revision.id
    signature = Signature(
        id=uuid4(),
        appeal_id=invitation.appeal_id,
        organisation=organisation,
        invitation=invitation,
        revision=revision,
        list_kind=consent.list_kind,
        language_read=consent.language_read,
        names=printing.names_of(organisation, invitation.appeal),
        countries=list(organisation.countries),
        representative_name=consent.representative.name,
        representative_role=consent.representative.role,
        signed_at=current.signed_at if current else now,
        decided_at=now,
        recorded_by=by,
        basis=basis,
        hand_position=_kept_position(current, consent.list_kind),
    )
    action = Action.RECORDED if by else Action.SIGNED
    if current:
        action = Action.RENEWED if renewed else Action.CORRECTED
        ending = Ending.RENEWED if renewed else Ending.CORRECTED
        _end(session, current, ending, consent.representative, now=now)
    session.add(signature)
    supports = consent.list_kind is ListKind.SUPPORTER
    answer = Answer.SUPPORTS if supports else Answer.SIGNED
    _answered(invitation, answer, consent.representative, now=now)
    _record_signature(session, action, signature, now=now, by=by)
    _tell_contacts(session, "receipt", signature, now=now)
    return signature


def _kept_position(current: Signature | None, list_kind: ListKind) -> int | None:
    """Return the place made by hand; in the other list it would be somebody else's."""
    if current is None or current.list_kind is not list_kind:
        return None
    return current.hand_position


def _says_the_same(
    signature: Signature, invitation: Invitation, consent: Consent, revision: Revision
) -> bool:
    """Return whether the page asked for nothing but what the signature says already.

    The page showed the registry's present names: who confirms them there takes them.
    """
    organisation = invitation.organisation
    return (
        signature.revision_id == revision.id
        and signature.names == printing.names_of(organisation, invitation.appeal)
        and signature.countries == list(organisation.countries)
        and signature.list_kind is consent.list_kind
        and signature.representative_name == consent.representative.name
        and signature.representative_role == consent.representative.role
    )


def _has_declined(invitation: Invitation, representative: Representative, reason: str) -> bool:
    """Return whether this refusal is known: the same form sent again, also one that withdrew."""
    return (
        invitation.answer in {Answer.DECLINED, Answer.WITHDRAWN}
        and invitation.decline_reason == (reason or None)
        and invitation.answered_by_name == representative.name
        and invitation.answered_by_role == representative.role
    )


def _end(
    session: Session,
    signature: Signature,
    ending: Ending,
    representative: Representative,
    *,
    now: datetime,
) -> None:
    signature.ended_at, signature.ending = now, ending
    signature.ended_by_name, signature.ended_by_role = representative.name, representative.role
    # The database allows one active signature: this one must leave before another comes.
    session.flush()


def _tell_contacts(session: Session, template: str, signature: Signature, *, now: datetime) -> None:
    """Mail every contact of the organisation: whoever did not sign learns that somebody did."""
    for contact in signature.invitation.organisation.contacts:
        mail.queue(session, template, signature.id, now=now, contact_id=str(contact.id))


def _answered(
    invitation: Invitation,
    answer: Answer,
    representative: Representative,
    reason: str = "",
    *,
    now: datetime,
) -> None:
    invitation.answer, invitation.answered_at = answer, now
    invitation.answered_by_name = representative.name
    invitation.answered_by_role = representative.role
    invitation.decline_reason = reason or None
    invitation.opened_at = invitation.opened_at or now


def _record_signature(
    session: Session,
    action: Action,
    signature: Signature,
    *,
    now: datetime,
    by: UUID | None = None,
) -> None:
    details = {
        "list": signature.list_kind.value,
        "language": signature.language_read,
        "text_hash": signature.revision.set_hash,
    }
    _record(session, action, signature.id, signature.invitation, now=now, by=by, **details)


def _record(
    session: Session,
    action: Action,
    subject_id: UUID,
    invitation: Invitation,
    *,
    now: datetime,
    by: UUID | None = None,
    **details: str,
) -> None:
    ledger.record(
        session,
        action,
        subject_id,
        now=now,
        appeal_id=invitation.appeal_id,
        by=by,
        organisation=str(invitation.organisation_id),
        **details,
    )
