"""The outbox: mails wait here, in the transaction that causes them, until a worker sends them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from appeals import db, jobs
from appeals.errors import NotFound
from appeals.mail.models import Mail, MailState
from appeals.paging import Page, placed


def queue(
    session: Session, template: str, subject_id: UUID, *, now: datetime, **parameters: str
) -> UUID:
    """Have a mail sent after this transaction has been committed; return its id."""
    mail_id = uuid4()
    db.append(
        session,
        Mail,
        id=mail_id,
        template=template,
        subject_id=subject_id,
        parameters=parameters,
        state=MailState.QUEUED,
        queued_at=now,
    )
    jobs.enqueue(session, "mail.deliver", key=f"mail-{mail_id}", mail_id=str(mail_id))
    return mail_id


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
