"""Invitations: one for each organisation asked, with its sign link and its answer."""

import secrets
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appeals import db
from appeals.drafting.models import Appeal, ListKind
from appeals.organisations.models import Organisation


class Answer(StrEnum):
    """What the organisation has answered; an invitation without one is open."""

    SIGNED = "signed"
    SUPPORTS = "supports"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # signed before, and took its name back


class Invitation(db.Base, db.Owned):
    """An organisation asked to sign or to support an appeal.

    Its id is the secret part of the sign link's payload and appears nowhere
    else; pages and cookies use `handle`.
    """

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("appeal_id", "organisation_id"),)

    id: Mapped[db.PrimaryKey]
    handle: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_hex(8))
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    list_kind: Mapped[ListKind] = mapped_column(db.stored_by_value(ListKind))
    language: Mapped[str]
    # The number of the newest link; older ones explain themselves.
    link_number: Mapped[int] = mapped_column(default=1)
    chosen_at: Mapped[datetime]
    invited_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    # When somebody first began to answer; a visit alone may be a mail scanner's.
    opened_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    answer: Mapped[Answer | None] = mapped_column(db.stored_by_value(Answer))
    answered_at: Mapped[datetime | None]
    # Who gave this answer on behalf of the organisation.
    answered_by_name: Mapped[str | None]
    answered_by_role: Mapped[str | None]
    decline_reason: Mapped[str | None]
    # How a coordinator who entered a refusal knows of it; a signature keeps its own.
    answer_basis: Mapped[str | None]
    # The end of the day on which the organisation's own body decides, as it has promised.
    decides_by: Mapped[datetime | None]
    # While the organisation itself contests its answer, the name is held out of every list.
    disputed_at: Mapped[datetime | None]

    appeal: Mapped[Appeal] = relationship()
    organisation: Mapped[Organisation] = relationship()

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def is_silent(self) -> bool:
        """Invited, not revoked, and without an answer."""
        return self.invited_at is not None and not self.is_revoked and self.answer is None


class Question(db.Base, db.Owned):
    """What an organisation wants to know before it answers, and what it was told."""

    __tablename__ = "question"

    id: Mapped[db.PrimaryKey]
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id"), index=True)
    text: Mapped[str]
    # Who asked, and where the answer goes.
    asker_name: Mapped[str]
    asker_email: Mapped[str]
    # The interface language in which it was asked.
    language: Mapped[str]
    asked_at: Mapped[datetime]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    invitation: Mapped[Invitation] = relationship()


class Handover(db.Base, db.Owned):
    """A link given by one person of the organisation to another; the older ones stop working."""

    __tablename__ = "handover"

    id: Mapped[db.PrimaryKey]
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id"), index=True)
    # The number of the link that was made for the colleague.
    number: Mapped[int]
    given_by_name: Mapped[str]
    given_by_role: Mapped[str]
    to_name: Mapped[str]
    to_email: Mapped[str]
    language: Mapped[str]
    handed_over_at: Mapped[datetime]

    invitation: Mapped[Invitation] = relationship()
