"""Signatures: an organisation's consent to stand under an exact revision of an appeal."""

import secrets
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appeals import db, sealed
from appeals.drafting.models import ListKind, Revision
from appeals.invitations.models import Invitation, Visibility
from appeals.organisations.models import Organisation


class Ending(StrEnum):
    """Why a signature no longer counts."""

    CORRECTED = "corrected"  # a newer row with the corrected details took its place
    RENEWED = "renewed"  # the organisation consented again, to a newer text
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # not confirmed after a change of substance, as had been announced
    OBJECTED = "objected"  # entered under a mandate, and the organisation did not want it
    INVALIDATED = "invalidated"  # two coordinators found that the organisation had not signed


class Resolution(StrEnum):
    """What became of a dispute."""

    STANDS = "stands"  # the signature counts again
    INVALID = "invalid"  # it does not; two coordinators said so


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
    representative_name: Mapped[str] = mapped_column(sealed.Sealed("signature.representative_name"))
    representative_role: Mapped[str] = mapped_column(sealed.Sealed("signature.representative_role"))
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
    ended_by_name: Mapped[str | None] = mapped_column(sealed.Sealed("signature.ended_by_name"))
    ended_by_role: Mapped[str | None] = mapped_column(sealed.Sealed("signature.ended_by_role"))
    # Entered under a standing mandate: the name counts once the time to object has passed.
    mandate_id: Mapped[UUID | None] = mapped_column(ForeignKey("mandate.id"), index=True)
    counts_from: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    invitation: Mapped[Invitation] = relationship()
    revision: Mapped[Revision] = relationship()

    @property
    def counts(self) -> bool:
        return self.ended_at is None


class Reservation(db.Base, db.Owned):
    """What a signatory does not stand behind in one segment of the text it signs.

    It is printed only where the organisation allows it and a coordinator agrees.
    """

    __tablename__ = "reservation"

    id: Mapped[db.PrimaryKey]
    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signature.id"), unique=True)
    # A segment of the revision that was signed.
    segment_id: Mapped[UUID]
    language: Mapped[str]
    text: Mapped[str]
    may_print: Mapped[bool]
    # What is printed in each language, once a coordinator has agreed.
    wordings: Mapped[dict[str, str]] = mapped_column(JSON)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    signature: Mapped[Signature] = relationship()

    @property
    def is_printed(self) -> bool:
        return self.may_print and bool(self.wordings)


class Dispute(db.Base, db.Owned):
    """Somebody of the organisation says that a signature was not given in its name."""

    __tablename__ = "dispute"
    __table_args__ = (
        Index(
            "uq_dispute_open",
            "invitation_id",
            unique=True,
            sqlite_where=text("resolved_at IS NULL"),
            postgresql_where=text("resolved_at IS NULL"),
        ),
    )

    id: Mapped[db.PrimaryKey]
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id"), index=True)
    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signature.id"), index=True)
    raised_by_name: Mapped[str] = mapped_column(sealed.Sealed("dispute.raised_by_name"))
    raised_by_role: Mapped[str] = mapped_column(sealed.Sealed("dispute.raised_by_role"))
    reason: Mapped[str]
    raised_at: Mapped[datetime]
    # The first of the two coordinators it takes to invalidate.
    proposed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    resolution: Mapped[Resolution | None] = mapped_column(db.stored_by_value(Resolution))
    resolution_reason: Mapped[str | None]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    invitation: Mapped[Invitation] = relationship()
    signature: Mapped[Signature] = relationship()


class Disclosure(db.Base, db.Owned):
    """A change of how an organisation's name is shown; the last one is what its invitation says."""

    __tablename__ = "disclosure"

    id: Mapped[db.PrimaryKey]
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id"), index=True)
    visibility: Mapped[Visibility] = mapped_column(db.stored_by_value(Visibility))
    public_from: Mapped[datetime | None]
    # What it was before.
    replaces: Mapped[Visibility] = mapped_column(db.stored_by_value(Visibility))
    chosen_at: Mapped[datetime]
    # Who chose it on behalf of the organisation, or the coordinator who did in an emergency.
    chosen_by_name: Mapped[str | None] = mapped_column(sealed.Sealed("disclosure.chosen_by_name"))
    chosen_by_role: Mapped[str | None] = mapped_column(sealed.Sealed("disclosure.chosen_by_role"))
    chosen_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None]

    invitation: Mapped[Invitation] = relationship()


class Caution(db.Base, db.Owned):
    """What organisations of one country are told before they decide, by the coordinators.

    Without an appeal it is for all appeals of the coalition.
    """

    __tablename__ = "caution"
    __table_args__ = (
        UniqueConstraint("appeal_id", "country"),
        Index(
            "uq_caution_coalition",
            "coalition_id",
            "country",
            unique=True,
            sqlite_where=text("appeal_id IS NULL"),
            postgresql_where=text("appeal_id IS NULL"),
        ),
    )

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID | None] = mapped_column(ForeignKey("appeal.id"))
    # ISO 3166-1 alpha-2.
    country: Mapped[str]
    # Language tag to text.
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    updated_at: Mapped[datetime]
    updated_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class Mandate(db.Base, db.Owned):
    """An organisation's leave, given beforehand, to be entered under a coalition's appeals.

    Silence counts only because this was said before, and only after a time to object.
    """

    __tablename__ = "mandate"

    id: Mapped[db.PrimaryKey]
    handle: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_hex(8))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    # Which appeals it is for, in the organisation's own words.
    scope: Mapped[str]
    list_kind: Mapped[ListKind] = mapped_column(db.stored_by_value(ListKind))
    window_hours: Mapped[int]
    granted_by_name: Mapped[str] = mapped_column(sealed.Sealed("mandate.granted_by_name"))
    granted_by_role: Mapped[str] = mapped_column(sealed.Sealed("mandate.granted_by_role"))
    granted_on: Mapped[date]
    # The last day on which a signature can be entered under it.
    valid_until: Mapped[date]
    evidence: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    revoked_at: Mapped[datetime | None]
    # Who of the organisation revoked it; a coordinator who did is in the ledger.
    revoked_by_name: Mapped[str | None] = mapped_column(sealed.Sealed("mandate.revoked_by_name"))
    revoked_by_role: Mapped[str | None] = mapped_column(sealed.Sealed("mandate.revoked_by_role"))

    organisation: Mapped[Organisation] = relationship()

    def is_valid(self, today: date) -> bool:
        return self.revoked_at is None and today <= self.valid_until
