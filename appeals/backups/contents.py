"""What a database holds: its schema's revision, rows by table, and whether its logs agree."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, select

from appeals import db, ledger, models
from appeals.db import ScopedSession
from appeals.ledger.models import Leaf, SignedCheckpoint
from appeals.migrate import revision_of


@dataclass(frozen=True)
class LogState:
    """A log: its last checkpoint, and the kinds of what is wrong with it."""

    appeal_id: UUID
    entries: int
    signed_at: datetime | None
    faults: tuple[str, ...]


def session_on(connection: Connection) -> ScopedSession:
    """Return a session of its own on this connection, whose transaction it is part of."""
    return ScopedSession(bind=connection, join_transaction_mode="create_savepoint")


def clock(connection: Connection) -> datetime:
    return connection.execute(select(db.Clock())).scalar_one()


def revision(connection: Connection) -> str:
    return revision_of(connection) or ""


def count_rows(connection: Connection) -> dict[str, int]:
    """Count the rows of our tables, by name."""
    found = sorted(set(sa.inspect(connection).get_table_names()) & set(models.Base.metadata.tables))
    counted = select(sa.func.count())
    return {name: connection.scalar(counted.select_from(sa.table(name))) or 0 for name in found}


def check_logs(connection: Connection) -> list[LogState]:
    """Compare each log with its checkpoints, its leaves and the tables of the features."""
    with session_on(connection) as session:
        with db.everywhere(session):
            logs = session.execute(select(Leaf.coalition_id, Leaf.appeal_id).distinct()).all()
        return [_state(session, *each) for each in sorted(logs)]


def _state(session: ScopedSession, coalition_id: UUID, appeal_id: UUID) -> LogState:
    db.enter(session, coalition_id)
    entries = session.scalar(select(sa.func.count()).where(Leaf.appeal_id == appeal_id)) or 0
    signed = select(sa.func.max(SignedCheckpoint.signed_at))
    return LogState(
        appeal_id,
        entries,
        session.scalar(signed.where(SignedCheckpoint.appeal_id == appeal_id)),
        _faults(session, appeal_id),
    )


def _faults(session: ScopedSession, appeal_id: UUID) -> tuple[str, ...]:
    try:
        found = ledger.check(session, appeal_id)
    except (LookupError, TypeError, ValueError):
        # Rows that cannot even be compared are all the more worth a backup.
        return ("unreadable",)
    return tuple(sorted({fault.kind.value for fault in found}))
