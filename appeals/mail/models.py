"""The mails: which template, about which thing, to whom, and how far they have come.

A row says never what the mail says: a rendered mail holds a sign link, and links
are not stored.
"""

from datetime import datetime
from enum import IntEnum, StrEnum
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from appeals import db, sealed


class MailState(StrEnum):
    """How far a mail has come."""

    QUEUED = "queued"
    SENDING = "sending"
    TRANSMITTING = "transmitting"  # from here on the server may have it
    SENT = "sent"
    KEPT = "kept"  # no SMTP server is set: it is read in the local mailbox
    REFUSED = "refused"  # the receiving server will never take it
    DROPPED = "dropped"  # no longer wanted when its turn came
    UNKNOWN = "unknown"  # transmitted, and never answered: a human decides


class Delay(StrEnum):
    """Why a mail waits until its `not_before`; None where whoever caused it chose the moment."""

    TRY_AGAIN = "try_again"  # the server could not take it
    NIGHT = "night"  # it is night where it would arrive
    RATE = "rate"  # so many have just gone out that this one has to wait


UNDERWAY = frozenset({MailState.QUEUED, MailState.SENDING, MailState.TRANSMITTING})


class Rank(IntEnum):
    """Which mails go first; those before `BULK` are sent once more when they are in doubt."""

    PERSONAL = 0  # somebody has just done something and waits for it
    INVITATION = 1
    BULK = 2


class BounceKind(StrEnum):
    """What was heard of a mail after it went out."""

    HARD = "hard"  # there is no such mailbox, and will not be
    SOFT = "soft"  # it could not be delivered now, or not this mail
    COMPLAINT = "complaint"  # the reader called it spam
    AUTO_REPLY = "auto_reply"  # nobody reads it for the time being


class Mail(db.Base, db.Owned):
    """One mail to one recipient; `template` and `parameters` compose it anew."""

    __tablename__ = "mail"
    __table_args__ = (
        Index(
            "ix_mail_waiting",
            "rank",
            "queued_at",
            sqlite_where=text("handed_over_at IS NULL"),
            postgresql_where=text("handed_over_at IS NULL"),
        ),
        # Both columns: of two indexes SQLite would take the coalition's, and read all its mails.
        Index("ix_mail_subject", "subject_id", "coalition_id"),
        # Both rates are counted in this index alone.
        Index(
            "ix_mail_begun",
            "begun_at",
            "domain",
            "rank",
            sqlite_where=text("begun_at IS NOT NULL"),
            postgresql_where=text("begun_at IS NOT NULL"),
        ),
        Index("ix_mail_recipient", "recipient_index", "begun_at"),
        Index(
            "ix_mail_by",
            "by_id",
            "begun_at",
            sqlite_where=text("by_id IS NOT NULL"),
            postgresql_where=text("by_id IS NOT NULL"),
        ),
    )

    id: Mapped[db.PrimaryKey]
    template: Mapped[str]
    subject_id: Mapped[UUID]
    parameters: Mapped[dict[str, str]] = mapped_column(JSON)
    rank: Mapped[int]
    state: Mapped[MailState] = mapped_column(db.stored_by_value(MailState), index=True)
    queued_at: Mapped[datetime] = mapped_column(index=True)
    # It waits until then, if not for longer; and why.
    not_before: Mapped[datetime | None]
    delay: Mapped[Delay | None] = mapped_column(db.stored_by_value(Delay))
    # When a worker's queue took it over as a job; None while it waits in the outbox.
    handed_over_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    reason: Mapped[str | None]
    # The fence: who has not the newest number does not send. The lease is the database's time.
    attempt: Mapped[int] = mapped_column(default=0)
    taken_until: Mapped[datetime | None]
    # Where it went; the registry may name another address by the time it comes back.
    recipient: Mapped[str | None] = mapped_column(sealed.Sealed("mail.recipient"))
    recipient_index: Mapped[str | None] = mapped_column(
        sealed.Blind("recipient"), default=sealed.copied("recipient")
    )
    # When it was last taken, and to which domain: by these the rates are counted.
    begun_at: Mapped[datetime | None]
    domain: Mapped[str | None]
    # Whose doing it is, of the coalition; None for the command line and what nobody asked for.
    by_id: Mapped[UUID | None]
    # How often the server could not take it, or was not there.
    failures: Mapped[int] = mapped_column(default=0)
    # How often it was transmitted without an answer.
    doubts: Mapped[int] = mapped_column(default=0)

    @property
    def is_underway(self) -> bool:
        return self.state in UNDERWAY


class Bounce(db.Base, db.Owned):
    """What one report said of one mail; `report` is a hash of its Message-ID."""

    __tablename__ = "bounce"
    __table_args__ = (UniqueConstraint("mail_id", "report"),)

    id: Mapped[db.PrimaryKey]
    mail_id: Mapped[UUID] = mapped_column(ForeignKey("mail.id"))
    report: Mapped[str]
    # The address that mail went to, in lower case.
    address: Mapped[str] = mapped_column(sealed.Sealed("bounce.address"))
    address_index: Mapped[str] = mapped_column(
        sealed.Blind("address"),
        default=sealed.copied("address"),
        server_default=sealed.EMPTY,
        index=True,
    )
    kind: Mapped[BounceKind] = mapped_column(db.stored_by_value(BounceKind))
    # Enhanced status code (RFC 3463), where one was given.
    status: Mapped[str | None]
    # What the server said, shortened and without addresses.
    said: Mapped[str | None]
    # Whether it was said of another address, to which ours forwards.
    forwarded: Mapped[bool]
    at: Mapped[datetime]


class Outlet(db.Base):
    """The one row that stops the mail of the whole installation, and by which workers take turns.

    It is made with the schema and there is never another one.
    """

    __tablename__ = "outlet"

    id: Mapped[int] = mapped_column(primary_key=True)
    paused_at: Mapped[datetime | None]
