"""What must be otherwise in a restored database than in the one that was copied.

Between the backup and its restore the service went on: nobody here knows which of
the mails that waited then have gone out since.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection, and_, delete, func, update
from sqlalchemy.orm import Session

from appeals import db, mail
from appeals.accounts.models import AccountSession
from appeals.backups.contents import session_on
from appeals.invitations import services as invitations
from appeals.mail import UNDERWAY, Mail, MailState
from appeals.workers import Worker


@dataclass(frozen=True)
class Changed:
    """How much was changed; mails of which it is unknown whether they were sent, and so on."""

    mails: int
    sessions: int
    jobs: int
    reminders: int


def settle(connection: Connection, *, made_at: datetime) -> Changed:
    """Stop all mail, sign everybody out, and let nothing that was under way go on by itself."""
    with session_on(connection) as session, session.begin(), db.everywhere(session):
        now = db.clock(session)
        mail.pause(session, now=now)
        # Before the plans, whose news to the coordinators may wait and go out.
        doubtful = _doubt_mails(session, made_at=made_at, now=now)
        session.execute(delete(Worker))
        return Changed(
            mails=doubtful,
            sessions=_count(session, delete(AccountSession)),
            jobs=_forget_jobs(session),
            reminders=invitations.pass_over(session),
        )


def _doubt_mails(session: Session, *, made_at: datetime, now: datetime) -> int:
    """Leave to a human what may have gone out since; what was to wait for longer still waits."""
    waits = and_(Mail.state == MailState.QUEUED, func.coalesce(Mail.not_before, now) > now)
    reason = f"restored from the backup of {made_at.isoformat(timespec='minutes')}"
    changed = _count(
        session,
        update(Mail)
        .where(Mail.state.in_(UNDERWAY), ~waits)
        .values(state=MailState.UNKNOWN, reason=reason, taken_until=None, handed_over_at=now),
    )
    # Their jobs are gone; each gets another when its hour has come.
    session.execute(update(Mail).where(waits).values(handed_over_at=None))
    return changed


def _forget_jobs(session: Session) -> int:
    """Delete the jobs that send mails, done or not; the others do nothing twice."""
    schema = None if session.get_bind().dialect.name == "sqlite" else "dbos"
    if not sa.inspect(session.connection()).has_table("workflow_status", schema=schema):
        return 0
    jobs = sa.table("workflow_status", sa.column("workflow_uuid", sa.String), schema=schema)
    return _count(session, delete(jobs).where(jobs.c.workflow_uuid.like("mail-%")))


def _count(session: Session, statement: sa.Executable) -> int:
    options = {"synchronize_session": False}
    changed: int = session.execute(statement, execution_options=options).rowcount  # type: ignore[attr-defined]
    return changed
