"""The digests that were made: one a day for each coordinator of an appeal."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from appeals import db


class Digest(db.Base, db.Owned):
    """A day whose events were looked through; `mail_id` is None where nothing had happened."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("account_id", "appeal_id", "day"),)

    id: Mapped[db.PrimaryKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), index=True)
    # In the appeal's time zone.
    day: Mapped[date]
    covers_until: Mapped[datetime]
    mail_id: Mapped[UUID | None]
