"""The ledger: one row an act, in the transaction of the act, never changed.

Entries carry identifiers and no names, so that erasing personal data leaves
the ledger whole.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, Session, mapped_column

from appeals import db


class Entry(db.Base, db.Owned):
    """An act: what was done to which thing, by whom, when."""

    __tablename__ = "ledger_entry"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    action: Mapped[str]
    appeal_id: Mapped[UUID | None] = mapped_column(index=True)
    subject_id: Mapped[UUID]
    account_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


def record(
    session: Session,
    action: StrEnum,
    subject_id: UUID,
    *,
    now: datetime,
    appeal_id: UUID | None = None,
    by: UUID | None = None,
    **details: str | int | None,
) -> None:
    """Write down an act. `by` is the account; a partner acts without one."""
    db.append(
        session,
        Entry,
        at=now,
        action=action.value,
        appeal_id=appeal_id,
        subject_id=subject_id,
        account_id=by,
        details=details,
    )
