"""What the ledger keeps: acts, and for each appeal a log of those that decide who stands under it.

Acts, leaves and checkpoints are append-only, and the database itself refuses to
change them. What opens a leaf stands apart, so that it can be erased.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from appeals import db, sealed


class Entry(db.Base, db.Owned):
    """An act: what was done to which thing, by whom, when; identifiers and no names."""

    __tablename__ = "ledger_entry"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    action: Mapped[str]
    appeal_id: Mapped[UUID | None] = mapped_column(index=True)
    subject_id: Mapped[UUID]
    account_id: Mapped[UUID | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class Taken(db.Base, db.Owned):
    """A file that an account took: no act, and yet to be known when a name has to vanish."""

    __tablename__ = "file_taken"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    appeal_id: Mapped[UUID] = mapped_column(index=True)
    account_id: Mapped[UUID]
    name: Mapped[str]


class Leaf(db.Base, db.Owned):
    """An act as the log of its appeal has it, for good; nothing in it says a name.

    Its place is given a moment after the act, once, by whoever signs the log.
    """

    __tablename__ = "ledger_leaf"
    __table_args__ = (
        UniqueConstraint("appeal_id", "position"),
        Index("ix_ledger_leaf_thread_id_number", "thread_id", "number"),
        Index(
            "ix_ledger_leaf_waiting",
            "appeal_id",
            sqlite_where=text("position IS NULL"),
            postgresql_where=text("position IS NULL"),
        ),
    )

    # Indices cost every signature; nobody looks for the leaves of a coalition.
    coalition_id: Mapped[UUID] = mapped_column(ForeignKey("coalition.id"))
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    appeal_id: Mapped[UUID]
    # The leaves about one thing, such as one organisation's answer, follow each other.
    thread_id: Mapped[UUID]
    position: Mapped[int | None]
    # Lower-case hex SHA-256 as in RFC 9162, over the entry.
    hash: Mapped[str]
    # Canonical JSON, see `recording.py`.
    entry: Mapped[str] = mapped_column(Text)


class Opening(db.Base, db.Owned):
    """What opens the commitments of a leaf; erased, the leaf stands and says nothing more.

    `printed` is what the published lists say anyway, `personal` is nobody else's business.
    """

    __tablename__ = "ledger_opening"

    coalition_id: Mapped[UUID] = mapped_column(ForeignKey("coalition.id"))
    leaf_number: Mapped[int] = mapped_column(ForeignKey("ledger_leaf.number"), primary_key=True)
    # Nonces in hex, contents as canonical JSON.
    printed_nonce: Mapped[str | None]
    printed: Mapped[str | None] = mapped_column(Text)
    personal_nonce: Mapped[str | None]
    personal: Mapped[str | None] = mapped_column(sealed.SealedText("ledger_opening.personal"))


class Log(db.Base, db.Owned):
    """How far the log of an appeal has come. All of it can be found out again from the leaves."""

    __tablename__ = "ledger_log"

    appeal_id: Mapped[UUID] = mapped_column(primary_key=True)
    # What the log is called in its checkpoints; kept, whatever the service's address becomes.
    origin: Mapped[str]
    size: Mapped[int]
    # The frontier of the tree in hex, see `merkle.Frontier`.
    peaks: Mapped[list[str]] = mapped_column(JSON)
    # What the last look found wrong; nothing is signed or published before it is gone.
    fault: Mapped[str | None]
    checked_at: Mapped[datetime | None]


class SignedCheckpoint(db.Base, db.Owned):
    """A checkpoint as it was signed and may have been handed out."""

    __tablename__ = "ledger_checkpoint"

    appeal_id: Mapped[UUID] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    note: Mapped[str] = mapped_column(Text)
    signed_at: Mapped[datetime]
