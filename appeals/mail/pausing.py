"""Pausing: all mail of the installation stops within a second, and goes on where it stopped."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from appeals import db
from appeals.mail.models import Mail, MailState, Outlet

IS_PAUSED = exists().where(Outlet.paused_at.is_not(None))


def pause(session: Session, *, now: datetime) -> bool:
    """Let nothing more out until `resume`; return False if it was so already."""
    return _set(session, now, was_paused=False)


def resume(session: Session) -> bool:
    """Let mail out again; return False if it was not paused."""
    return _set(session, None, was_paused=True)


def paused_since(session: Session) -> datetime | None:
    return session.scalar(select(Outlet.paused_at))


@dataclass(frozen=True)
class Status:
    """What an operator wants to know about the mail of all coalitions."""

    counts: Counter[MailState]
    paused_since: datetime | None
    # When the mail that has waited longest was queued, and when the next one is due.
    oldest_waiting: datetime | None
    next_try: datetime | None


def status(session: Session) -> Status:
    waits = Mail.state == MailState.QUEUED
    with db.everywhere(session):
        by_state = session.execute(select(Mail.state, func.count()).group_by(Mail.state))
        counts = Counter({state: number for state, number in by_state})
        oldest = session.scalar(select(func.min(Mail.queued_at)).where(waits))
        due_at_once = session.scalar(
            select(Mail.id).where(waits, Mail.not_before.is_(None)).limit(1)
        )
        later = session.scalar(select(func.min(Mail.not_before)).where(waits))
    now = db.clock(session)
    due = now if due_at_once else later
    return Status(counts, paused_since(session), oldest, due and max(due, now))


def _set(session: Session, moment: datetime | None, *, was_paused: bool) -> bool:
    before = Outlet.paused_at.is_not(None) if was_paused else Outlet.paused_at.is_(None)
    changed = session.execute(update(Outlet).where(before).values(paused_at=moment))
    return bool(changed.rowcount)  # type: ignore[attr-defined]
