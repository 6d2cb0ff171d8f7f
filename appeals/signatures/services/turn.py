"""The turn of one answer: who else decides about the same waits, and the time is judged."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from appeals import db, mail
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, Phase, Revision
from appeals.errors import Conflict, NotFound
from appeals.invitations import services as invitations
from appeals.invitations.models import Answer, Invitation
from appeals.signatures import facts as reading
from appeals.signatures.facts import Facts
from appeals.signatures.models import Ending, Signature


class SignOnClosed(Conflict):
    """The appeal does not take answers: not yet, no longer, or the deadline has passed."""

    def __init__(self, questions_to: str = "") -> None:
        super().__init__()
        self.questions_to = questions_to


class TextChanged(Conflict):
    """The text is no longer the one the reader was shown."""


@dataclass(frozen=True, kw_only=True)
class Representative:
    """The person who answers on behalf of the invited organisation."""

    name: str
    role: str


@dataclass(frozen=True)
class Turn:
    """An invitation whose answer is decided now, alone, and all that this depends on."""

    session: Session
    facts: Facts
    # The signature that counts, if any.
    current: Signature | None
    now: datetime


_LOCKS = (
    select(Appeal.id)
    .join(Invitation, Invitation.appeal_id == Appeal.id)
    .where(Invitation.id == bindparam("id"))
    .with_for_update(read=True, of=Appeal),
    select(Invitation.id).where(Invitation.id == bindparam("id")).with_for_update(),
)


def take_turn(session: Session, invitation_id: UUID, *, now: datetime) -> Turn:
    """Wait for others who decide about the same invitation or change the appeal.

    On PostgreSQL the row locks make two clicks queue; on SQLite the transaction
    itself does. The clock is asked only after the wait. What is decided is noted
    under no later moment than the one that is judged, lest it seem to have come
    after the deadline. Enters the coalition of the invitation.
    """
    session.flush()
    if not db.is_alone(session):
        for lock in _LOCKS:
            session.connection().execute(lock, {"id": invitation_id})
    facts = reading.find_facts(session, invitation_id)
    if facts is None:
        raise NotFound
    db.enter(session, facts.coalition_id)
    current = session.get_one(Signature, facts.signature_id) if facts.signature_id else None
    return Turn(session, facts, current, min(now, facts.moment))


def demand_open(turn: Turn) -> None:
    """Raise `SignOnClosed` where no answers are taken."""
    facts = turn.facts
    is_open = takes_answers(facts.phase, facts.deadline_utc, facts.moment)
    if not is_open or facts.revoked_at or facts.revision_id is None:
        raise SignOnClosed(facts.reply_to)


def takes_answers(phase: Phase, deadline: datetime | None, moment: datetime) -> bool:
    """Return whether an appeal in this phase with this deadline takes answers at `moment`."""
    return phase is Phase.SIGN_ON and (deadline is None or moment <= deadline)


def get_present_text(session: Session, appeal: Appeal) -> Revision:
    """Return the revision that is signed now; raise `SignOnClosed` where there is none."""
    revision = drafting.latest_revision(session, appeal)
    if revision is None:
        raise SignOnClosed
    return revision


def end(turn: Turn, signature: Signature, ending: Ending, representative: Representative) -> None:
    signature.ended_by_name, signature.ended_by_role = representative.name, representative.role
    end_unsaid(turn, signature, ending)


def end_unsaid(turn: Turn, signature: Signature, ending: Ending) -> None:
    """End a signature about which nobody has said anything."""
    signature.ended_at, signature.ending = turn.now, ending
    # The database allows one active signature: this one must leave before another comes.
    turn.session.flush()


_CHANGE = update(Invitation).where(Invitation.id == bindparam("invitation_id"))


def change_invitation(turn: Turn, **values: object) -> None:
    """Write into the row itself; an object made of it before does not notice."""
    turn.session.connection().execute(_CHANGE, {"invitation_id": turn.facts.id, **values})


def note_answer(
    turn: Turn, answer: Answer, representative: Representative, reason: str = ""
) -> None:
    change_invitation(
        turn,
        answer=answer,
        answered_at=turn.now,
        answered_by_name=representative.name,
        answered_by_role=representative.role,
        decline_reason=reason or None,
        answer_basis=None,
        decides_by=None,
        opened_at=turn.facts.opened_at or turn.now,
    )


def tell_contacts(turn: Turn, template: str, signature_id: UUID) -> None:
    """Mail every contact of the organisation: whoever did not sign learns that somebody did."""
    for contact_id in reading.contacts_of(turn.facts):
        mail.queue(turn.session, template, signature_id, now=turn.now, contact_id=str(contact_id))


def tell_coordinators(
    turn: Turn, template: str, subject_id: UUID, *, by: UUID | None = None
) -> None:
    """Mail the coordinators who want to hear of every answer; most appeals have none."""
    if turn.facts.tells_at_once:
        invitations.tell_at_once(
            turn.session, turn.facts.appeal_id, template, subject_id, by=by, now=turn.now
        )
