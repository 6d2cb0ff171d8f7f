"""What a coordinator has changed in the mails of an appeal."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from appeals import db
from appeals.correspondence.kinds import MailKind


class MailText(db.Base, db.Owned):
    """The text of one kind of mail in one language; without a row it is the shipped one."""

    __tablename__ = "mail_text"
    __table_args__ = (UniqueConstraint("appeal_id", "kind", "language"),)

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    kind: Mapped[MailKind] = mapped_column(db.stored_by_value(MailKind))
    language: Mapped[str]
    # None where the shipped text stands, so that a better one reaches this appeal too.
    subject: Mapped[str | None]
    body: Mapped[str | None]
    # Whether the whole appeal stands below.
    with_appeal: Mapped[bool]
    updated_at: Mapped[datetime]
    updated_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
