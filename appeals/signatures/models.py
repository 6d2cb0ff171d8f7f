"""Signatures: an organisation's consent to stand under an exact revision of an appeal."""

from datetime import datetime
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appeals import db
from appeals.drafting.models import ListKind, Revision
from appeals.invitations.models import Invitation
from appeals.organisations.models import Organisation


class Ending(StrEnum):
    """Why a signature no longer counts."""

    CORRECTED = "corrected"  # a newer row with the corrected details took its place
    RENEWED = "renewed"  # the organisation consented again, to a newer text
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # not confirmed after a change of substance, as had been announced


class NameAsSigned(TypedDict):
    """A name as printed, copied from the registry when the organisation signed."""

    name: str
    acronym: str
    sort_key: str


class Signature(db.Base, db.Owned):
    """An organisation's name under an appeal; never changed, only ended and followed by another.

    An ended signature is kept: the appeal may already have been delivered with it.
    """

    __tablename__ = "signature"
    __table_args__ = (
        Index(
            "uq_signature_active",
            "appeal_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_signature_appeal_id_ended_at", "appeal_id", "ended_at"),
    )

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id"), index=True)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    list_kind: Mapped[ListKind] = mapped_column(db.stored_by_value(ListKind))
    language_read: Mapped[str]
    # Language tag to name; countries as ISO 3166-1 alpha-2 codes in printed order.
    names: Mapped[dict[str, NameAsSigned]] = mapped_column(JSON)
    countries: Mapped[list[str]] = mapped_column(JSON)
    representative_name: Mapped[str]
    representative_role: Mapped[str]
    # When the organisation first signed; a correction does not change its place by time.
    signed_at: Mapped[datetime]
    decided_at: Mapped[datetime]
    # A coordinator who entered what came by mail or telephone, and on what basis.
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    basis: Mapped[str | None]
    # The statement it was read from, file and line: what an organisation signed elsewhere.
    imported_from: Mapped[str | None]
    # Place in an order made by hand; None stands last.
    hand_position: Mapped[int | None]
    ended_at: Mapped[datetime | None]
    ending: Mapped[Ending | None] = mapped_column(db.stored_by_value(Ending))
    # Who corrected, renewed or withdrew it on behalf of the organisation.
    ended_by_name: Mapped[str | None]
    ended_by_role: Mapped[str | None]

    organisation: Mapped[Organisation] = relationship()
    invitation: Mapped[Invitation] = relationship()
    revision: Mapped[Revision] = relationship()

    @property
    def counts(self) -> bool:
        return self.ended_at is None
