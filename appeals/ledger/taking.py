"""Who took which file out of the house: so that it can be said later where a name may have gone.

It is kept apart from the acts, because taking a file changes nothing (RFC 9110, 9.2.1).
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db
from appeals.ledger.models import Taken


def note_taken(session: Session, appeal_id: UUID, name: str, *, by: UUID, now: datetime) -> None:
    """Note that an account took the file of this name; names of files say nothing of anybody."""
    db.append(session, Taken, at=now, appeal_id=appeal_id, account_id=by, name=name)


def list_taken(session: Session, appeal_id: UUID, *, since: datetime) -> Sequence[Taken]:
    """Return what was taken from this moment on, the last first."""
    found = select(Taken).where(Taken.appeal_id == appeal_id, Taken.at >= since)
    return session.scalars(found.order_by(Taken.at.desc(), Taken.id.desc())).all()
