"""Questions an organisation asks before it answers, and what the coordinators tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from appeals import db, ledger, mail
from appeals.accounts import services as accounts
from appeals.drafting.models import Appeal
from appeals.errors import Conflict, NotFound
from appeals.invitations.models import Invitation, Question
from appeals.invitations.services.actions import Action

# So many may wait for an answer: whoever has the link is not to fill the coordinators' mailboxes.
MOST_OPEN = 5


class TooManyQuestions(Conflict):
    """The organisation has asked as much as can wait for an answer."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as it came, and where its answer goes."""

    text: str
    name: str
    email: str
    language: str


def ask(
    session: Session, invitation_id: UUID, appeal_id: UUID, asked: Asked, *, now: datetime
) -> UUID:
    """Keep a question and mail it to the coordinators; the same one twice is one."""
    waiting = session.scalars(_unanswered().where(Question.invitation_id == invitation_id)).all()
    for known in waiting:
        if (known.text, known.asker_email) == (asked.text, asked.email):
            return known.id
    if len(waiting) >= MOST_OPEN:
        raise TooManyQuestions
    question_id = uuid4()
    db.append(
        session,
        Question,
        id=question_id,
        invitation_id=invitation_id,
        text=asked.text,
        asker_name=asked.name,
        asker_email=asked.email,
        language=asked.language,
        asked_at=now,
    )
    ledger.record(session, Action.ASKED, question_id, now=now, appeal_id=appeal_id)
    tell_coordinators(session, appeal_id, "question", question_id, now=now)
    return question_id


def answer(session: Session, question: Question, text: str, *, by: UUID, now: datetime) -> None:
    """Keep the answer and mail it to whoever asked; what was answered stays as it is."""
    db.hold(session, question)
    if question.answered_at is not None:
        raise Conflict("this question has been answered")
    question.answer, question.answered_at, question.answered_by = text, now, by
    mail.queue(session, "question_answered", question.id, now=now)
    appeal_id = question.invitation.appeal_id
    ledger.record(session, Action.ANSWERED, question.id, now=now, appeal_id=appeal_id, by=by)


def list_questions(session: Session, appeal: Appeal) -> Sequence[Question]:
    """Return the questions about an appeal: those that wait first, the oldest of them first."""
    return session.scalars(
        select(Question)
        .join(Question.invitation)
        .where(Invitation.appeal_id == appeal.id)
        .order_by(Question.answered_at.is_not(None), Question.asked_at, Question.id)
        .options(joinedload(Question.invitation).selectinload(Invitation.organisation))
    ).all()


def questions_of(session: Session, invitation_id: UUID) -> Sequence[Question]:
    asked = select(Question).where(Question.invitation_id == invitation_id)
    return session.scalars(asked.order_by(Question.asked_at, Question.id)).all()


def count_waiting(session: Session, appeal: Appeal) -> int:
    """Return how many questions nobody has answered yet."""
    waiting = select(func.count(Question.id)).join(Question.invitation)
    waiting = waiting.where(Invitation.appeal_id == appeal.id, Question.answered_at.is_(None))
    return session.execute(waiting).scalar_one()


def get_question(session: Session, appeal: Appeal, question_id: UUID) -> Question:
    found = session.scalar(
        select(Question)
        .join(Question.invitation)
        .where(Question.id == question_id, Invitation.appeal_id == appeal.id)
        .options(selectinload(Question.invitation))
    )
    if found is None:
        raise NotFound
    return found


def tell_coordinators(
    session: Session, appeal_id: UUID, template: str, subject_id: UUID, *, now: datetime
) -> None:
    """Mail everybody who coordinates the appeal."""
    for account in accounts.list_coordinators(session, appeal_id):
        mail.queue(session, template, subject_id, now=now, account_id=str(account.id))


def _unanswered() -> Select[Question]:
    return select(Question).where(Question.answered_at.is_(None)).order_by(Question.asked_at)
