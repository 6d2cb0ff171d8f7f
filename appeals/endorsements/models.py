"""Who asks to stand under a published appeal: people, and organisations that were not invited."""

import secrets
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appeals import db, sealed
from appeals.drafting.models import Appeal
from appeals.endorsements.rules import identity_of
from appeals.organisations.models import label_among


class Intake(StrEnum):
    """Whether an appeal takes endorsements."""

    CLOSED = "closed"
    MODERATED = "moderated"  # a coordinator lets each through
    OPEN = "open"  # a confirmed one counts at once


class EndorsementTerms(db.Base, db.Owned):
    """Whom an appeal takes besides those it invites; without a row nobody."""

    __tablename__ = "endorsement_terms"

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), unique=True)
    intake: Mapped[Intake] = mapped_column(db.stored_by_value(Intake))
    # Whether organisations that were not invited may ask to be.
    takes_requests: Mapped[bool] = mapped_column(default=False)


class EndorsementState(StrEnum):
    """How far an endorsement has come."""

    PENDING = "pending"  # the address has not been confirmed
    WAITING = "waiting"  # confirmed, and a coordinator has not decided
    COUNTED = "counted"
    HIDDEN = "hidden"  # a coordinator took it out


_COUNTED = text("state = 'counted'")


def make_handle() -> str:
    return secrets.token_hex(8)


class Endorsement(db.Base, db.Owned):
    """One person's name under one appeal; the address is never shown to anybody.

    `identity` is a blind index of the address without what makes several of one mailbox.
    """

    __tablename__ = "endorsement"
    __table_args__ = (
        UniqueConstraint("appeal_id", "identity"),
        # The public list, the newest first, and its length.
        Index(
            "ix_endorsement_counted",
            "appeal_id",
            "confirmed_at",
            "id",
            sqlite_where=_COUNTED,
            postgresql_where=_COUNTED,
        ),
        Index("ix_endorsement_state", "appeal_id", "state", "asked_at"),
    )

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    handle: Mapped[str] = mapped_column(unique=True, default=make_handle)
    name: Mapped[str]
    place: Mapped[str]
    # Whether the name is shown; otherwise the person is only counted.
    is_named: Mapped[bool]
    email: Mapped[str] = mapped_column(sealed.Sealed("endorsement.email"))
    identity: Mapped[str] = mapped_column(
        sealed.Blind("email", identity_of), default=sealed.copied("email")
    )
    language: Mapped[str]
    state: Mapped[EndorsementState] = mapped_column(db.stored_by_value(EndorsementState))
    asked_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]
    # How many mails went to the address because of it.
    mails: Mapped[int]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    appeal: Mapped[Appeal] = relationship()


class RequestState(StrEnum):
    """What became of a request."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class JoinRequest(db.Base, db.Owned):
    """An organisation that was not invited asks to sign; it signs by its own link like all others.

    Nobody has checked who wrote this.
    """

    __tablename__ = "join_request"
    __table_args__ = (Index("ix_join_request_state", "appeal_id", "state", "asked_at"),)

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    # Name by language, as far as they were given.
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    country: Mapped[str]
    website: Mapped[str]
    person: Mapped[str] = mapped_column(sealed.Sealed("join_request.person"))
    role: Mapped[str] = mapped_column(sealed.Sealed("join_request.role"))
    email: Mapped[str] = mapped_column(sealed.Sealed("join_request.email"))
    email_index: Mapped[str] = mapped_column(
        sealed.Blind("email"),
        default=sealed.copied("email"),
        server_default=sealed.EMPTY,
        index=True,
    )
    language: Mapped[str]
    message: Mapped[str] = mapped_column(sealed.Sealed("join_request.message"))
    state: Mapped[RequestState] = mapped_column(db.stored_by_value(RequestState))
    asked_at: Mapped[datetime] = mapped_column(index=True)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None]
    invitation_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitation.id"))

    appeal: Mapped[Appeal] = relationship()

    def label(self, language: str) -> str:
        return label_among(self.names, language)
