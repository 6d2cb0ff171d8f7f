"""Reviewers of a draft, and what they say of its segments."""

import secrets
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from appeals import db, sealed
from appeals.drafting.models import Appeal
from appeals.organisations.models import Organisation


class Reviewer(db.Base, db.Owned):
    """Somebody asked to comment on a draft by a personal link; they have no account.

    The id is the secret part of the link's payload and appears nowhere else;
    pages and cookies use `handle`.
    """

    __tablename__ = "reviewer"
    __table_args__ = (
        UniqueConstraint("appeal_id", "email_index", name="uq_reviewer_appeal_id_email"),
    )

    id: Mapped[db.PrimaryKey]
    handle: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_hex(8))
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    # The registry's entry, where the reviewer speaks for an organisation in it.
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(sealed.Sealed("reviewer.name"))
    email: Mapped[str] = mapped_column(sealed.Sealed("reviewer.email"), server_default=sealed.EMPTY)
    email_index: Mapped[str] = mapped_column(sealed.Blind("email"), default=sealed.copied("email"))
    language: Mapped[str]
    # The number of the newest link; older ones explain themselves.
    link_number: Mapped[int] = mapped_column(default=1)
    chosen_at: Mapped[datetime]
    invited_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    appeal: Mapped[Appeal] = relationship()
    organisation: Mapped[Organisation | None] = relationship()

    @validates("email")
    def _index(self, _key: str, email: str) -> str:
        if email != self.email:
            self.email_index = email
        return email

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None


class CommentState(StrEnum):
    """What has become of a comment or a proposal."""

    OPEN = "open"
    ANSWERED = "answered"  # a comment, answered
    ACCEPTED = "accepted"  # a proposal, taken over as it was or edited
    DECLINED = "declined"  # a proposal, with the reason in the answer
    WITHDRAWN = "withdrawn"  # taken back by whoever made it


class CommentSource(StrEnum):
    """How a comment reached us."""

    PAGE = "page"
    WORD = "word"


class Comment(db.Base, db.Owned):
    """What somebody says of a segment in one language; with `proposal` also another wording.

    The segment may be deleted later; what was said of it is kept, with the
    wording it was said of.
    """

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_appeal_id_segment_id", "appeal_id", "segment_id"),)

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    segment_id: Mapped[UUID]
    language: Mapped[str]
    # Whose it is: a reviewer's or an account's; a name alone where it came in a Word file.
    reviewer_id: Mapped[UUID | None] = mapped_column(ForeignKey("reviewer.id"), index=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    author_name: Mapped[str] = mapped_column(sealed.Sealed("comment.author_name"))
    source: Mapped[CommentSource] = mapped_column(db.stored_by_value(CommentSource))
    text: Mapped[str]
    proposal: Mapped[str | None]
    # The wording as it was when this was said of it.
    original: Mapped[str]
    created_at: Mapped[datetime]
    state: Mapped[CommentState] = mapped_column(db.stored_by_value(CommentState))
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # What a proposal came to, where it was edited before it was taken over.
    accepted_text: Mapped[str | None]

    reviewer: Mapped[Reviewer | None] = relationship()

    @property
    def is_proposal(self) -> bool:
        return self.proposal is not None
