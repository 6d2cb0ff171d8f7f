"""What is kept of a statement: for some hours what was read, for good what became an appeal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appeals import db
from appeals.drafting.models import Appeal, Revision
from appeals.drafting.parity import Level


class StatementUpload(db.Base, db.Owned):
    """A statement somebody has shown and not made an appeal of; only they can see it.

    `content` is what was read of the files, packed; the files themselves are not
    kept. `outcome` is what was found in it, once that is done.
    """

    __tablename__ = "statement_upload"

    id: Mapped[db.PrimaryKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    filenames: Mapped[list[str]] = mapped_column(JSON)
    content: Mapped[bytes]
    outcome: Mapped[bytes | None]
    uploaded_at: Mapped[datetime] = mapped_column(index=True)


class ImportedStatement(db.Base, db.Owned):
    """Where an appeal comes from: the files, and the revision that says what they said."""

    __tablename__ = "imported_statement"

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), unique=True)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    filenames: Mapped[list[str]] = mapped_column(JSON)
    imported_at: Mapped[datetime]
    imported_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    appeal: Mapped[Appeal] = relationship()
    revision: Mapped[Revision] = relationship()


class ImportedFinding(db.Base, db.Owned):
    """Something the audit found, to be mended in the appeal; somebody says when it is."""

    __tablename__ = "imported_finding"

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), index=True)
    position: Mapped[int]
    code: Mapped[str]
    level: Mapped[Level] = mapped_column(db.stored_by_value(Level))
    # What goes into its sentence, and the places: language, file, first line, piece of text.
    values: Mapped[dict[str, str]] = mapped_column(JSON)
    places: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    mended_at: Mapped[datetime | None]
    mended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
