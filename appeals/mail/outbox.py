"""The outbox: a mail is a row of the transaction that causes it, and waits here for its turn.

A worker hands what waits over to the job queue, some at a time. So whoever signs
does not wait for the queue's own book-keeping, and two thousand invitations stand
in the way of nobody's receipt.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.orm import Session

from appeals import config, db, jobs
from appeals.errors import NotFound
from appeals.mail.composing import rank_of
from appeals.mail.models import Mail, MailState
from appeals.mail.pausing import IS_PAUSED
from appeals.paging import Page, placed

Subjects = Select[UUID]

# Few enough for those who sign meanwhile, and for a receipt that comes behind them.
_AT_ONCE = 20
_WAITING = (
    select(Mail.id, Mail.attempt)
    .where(
        Mail.handed_over_at.is_(None),
        or_(Mail.not_before.is_(None), Mail.not_before <= db.Clock()),
        ~IS_PAUSED,
    )
    .order_by(Mail.rank, Mail.queued_at, Mail.id)
)
# Whatever has been handed over for longer, such as one whose composing fails, holds up nobody.
_MINUTE = timedelta(minutes=1)


def queue(
    session: Session,
    template: str,
    subject_id: UUID,
    *,
    now: datetime,
    not_before: datetime | None = None,
    sender: UUID | None = None,
    **parameters: str,
) -> UUID:
    """Have a mail sent once this transaction has been committed; return its id.

    With `not_before` it waits at least until that moment. `sender` is the account
    whose doing it is, whose rate counts for mails to many.
    """
    mail_id = uuid4()
    common = _common(template, now=now, not_before=not_before) | {"by_id": sender}
    db.append(session, Mail, id=mail_id, subject_id=subject_id, parameters=parameters, **common)
    return mail_id


def queue_all(
    session: Session,
    template: str,
    mails: Iterable[tuple[UUID, dict[str, str]]],
    *,
    now: datetime,
) -> None:
    """Have many mails sent as `queue` does: of each its subject and its parameters."""
    rows = (
        {"id": uuid4(), "subject_id": subject_id, "parameters": parameters}
        for subject_id, parameters in mails
    )
    db.append_all(session, Mail, rows, **_common(template, now=now))


def _common(
    template: str, *, now: datetime, not_before: datetime | None = None
) -> dict[str, object]:
    return {
        "template": template,
        "rank": rank_of(template),
        "attempt": 0,
        "failures": 0,
        "doubts": 0,
        "state": MailState.QUEUED,
        "queued_at": now,
        "not_before": not_before,
    }


def undo_until(now: datetime) -> datetime | None:
    """Return until when mails to many wait for a second thought; None where they need not."""
    held = config.settings().undo_seconds
    return now + timedelta(seconds=held) if held else None


def held_back(session: Session, templates: Sequence[str], subjects: Subjects) -> list[Mail]:
    """Return the mails about these that wait for a second thought, and keep them waiting."""
    found = select(Mail).where(*_held(templates, subjects)).with_for_update()
    return list(session.scalars(found))


def count_held(
    session: Session, templates: Sequence[str], subjects: Subjects
) -> tuple[int, datetime | None]:
    """Return how many mails `held_back` names, and until when the first of them waits."""
    counted = select(func.count(), func.min(Mail.not_before))
    number, until = session.execute(counted.where(*_held(templates, subjects))).one()
    return number, until


def _held(templates: Sequence[str], subjects: Subjects) -> tuple[ColumnElement[bool], ...]:
    return (
        Mail.template.in_(templates),
        Mail.subject_id.in_(subjects),
        Mail.state == MailState.QUEUED,
        Mail.handed_over_at.is_(None),
        Mail.delay.is_(None),
        Mail.not_before > db.Clock(),
    )


@jobs.periodic(seconds=0.2)
def hand_over() -> None:
    """Make jobs of the mails that are due, by rank and age; each taking has a key of its own."""
    with db.everywhere(db.session()):
        if db.session().scalar(_WAITING.limit(1)) is None:
            return
    with db.transaction() as session, db.everywhere(session):
        room = _AT_ONCE - _outstanding(session)
        if room <= 0:
            return
        due = session.execute(_WAITING.limit(room).with_for_update(skip_locked=True)).all()
        for mail_id, attempt in due:
            key = f"mail-{mail_id}.{attempt}" if attempt else f"mail-{mail_id}"
            jobs.enqueue(session, "mail.deliver", key=key, mail_id=str(mail_id))
        session.execute(
            update(Mail)
            .where(Mail.id.in_([mail_id for mail_id, _attempt in due]))
            .values(handed_over_at=db.clock(session))
        )


def _outstanding(session: Session) -> int:
    handed_over = Mail.handed_over_at > db.clock(session) - _MINUTE
    waits = Mail.state == MailState.QUEUED
    return session.scalar(select(func.count()).where(waits, handed_over)) or 0


def latest(
    session: Session, subject_ids: Iterable[UUID], templates: Sequence[str]
) -> dict[UUID, Mail]:
    """Return the newest mail of these templates about each of these things."""
    rows = session.scalars(
        select(Mail)
        .where(Mail.subject_id.in_(list(subject_ids)), Mail.template.in_(templates))
        .order_by(Mail.queued_at, Mail.id)
    )
    return {mail.subject_id: mail for mail in rows}


def get_mail(session: Session, mail_id: UUID) -> Mail:
    """Return a mail of whichever coalition; for the local mailbox alone."""
    with db.everywhere(session):
        found = session.get(Mail, mail_id)
    if found is None:
        raise NotFound
    return found


def list_newest(session: Session, *, page: int, size: int) -> Page[Mail]:
    """Return mails of all coalitions; for the local mailbox alone."""
    with db.everywhere(session):
        total = session.scalar(select(func.count()).select_from(Mail)) or 0
        number, pages = placed(page, total, size)
        newest = select(Mail).order_by(Mail.queued_at.desc(), Mail.id)
        found = session.scalars(newest.limit(size).offset((number - 1) * size)).all()
    return Page(found, number, pages, total)
