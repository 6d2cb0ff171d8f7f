"""Invitations: one for each organisation asked, with its sign link and its answer."""

import secrets
from datetime import datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appeals import db, sealed
from appeals.correspondence.kinds import MailKind
from appeals.drafting.models import Appeal, ListKind
from appeals.organisations.models import Organisation


class Answer(StrEnum):
    """What the organisation has answered; an invitation without one is open."""

    SIGNED = "signed"
    SUPPORTS = "supports"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # signed before, and took its name back


class Visibility(StrEnum):
    """How much is shown of an organisation's name under an appeal, the most open first."""

    PUBLIC = "public"
    LATER = "public_later"  # withheld until a moment it has named
    WITHHELD = "withheld"  # counted, where enough others are
    CONFIDENTIAL = "confidential"  # not even counted


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
    # How often it was reminded, by plan and by hand, and since when it is left in peace.
    reminders: Mapped[int] = mapped_column(default=0, server_default="0")
    reminders_stopped_at: Mapped[datetime | None]
    # When somebody first began to answer; a visit alone may be a mail scanner's.
    opened_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    answer: Mapped[Answer | None] = mapped_column(db.stored_by_value(Answer))
    answered_at: Mapped[datetime | None]
    # Who gave this answer on behalf of the organisation.
    answered_by_name: Mapped[str | None] = mapped_column(
        sealed.Sealed("invitation.answered_by_name")
    )
    answered_by_role: Mapped[str | None] = mapped_column(
        sealed.Sealed("invitation.answered_by_role")
    )
    decline_reason: Mapped[str | None]
    # How a coordinator who entered a refusal knows of it; a signature keeps its own.
    answer_basis: Mapped[str | None]
    # The end of the day on which the organisation's own body decides, as it has promised.
    decides_by: Mapped[datetime | None]
    # While the organisation itself contests its answer, the name is held out of every list.
    disputed_at: Mapped[datetime | None]
    # How its name is shown. It holds for whatever it signs, corrects or takes back here: a new
    # signature does not shake it off. Each change is a `Disclosure`.
    visibility: Mapped[Visibility] = mapped_column(
        db.stored_by_value(Visibility), default=Visibility.PUBLIC, server_default="public"
    )
    public_from: Mapped[datetime | None]

    appeal: Mapped[Appeal] = relationship()
    organisation: Mapped[Organisation] = relationship()

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def is_silent(self) -> bool:
        """Invited, not revoked, and without an answer."""
        return self.invited_at is not None and not self.is_revoked and self.answer is None


class DeadlineKind(StrEnum):
    """The two deadlines of an appeal."""

    SOFT = "soft"
    FINAL = "final"


class Unit(StrEnum):
    """In what the time before a deadline is counted."""

    DAYS = "days"
    HOURS = "hours"


class Outcome(StrEnum):
    """What became of a planned reminder."""

    SENT = "sent"
    MISSED = "missed"  # the service stood still for too long, or the deadline had passed
    STOPPED = "stopped"  # a coordinator had stopped the reminders when its moment came


class ReminderPlan(db.Base, db.Owned):
    """When the silent are reminded, counted back from a deadline; a moved deadline moves it."""

    __tablename__ = "reminder_plan"

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), index=True)
    deadline: Mapped[DeadlineKind] = mapped_column(db.stored_by_value(DeadlineKind))
    kind: Mapped[MailKind] = mapped_column(db.stored_by_value(MailKind))
    before: Mapped[int]
    unit: Mapped[Unit] = mapped_column(db.stored_by_value(Unit))
    # In the appeal's time zone; only of those that are counted in days.
    time_of_day: Mapped[time | None]
    active: Mapped[bool] = mapped_column(default=True, server_default=true())
    outcome: Mapped[Outcome | None] = mapped_column(db.stored_by_value(Outcome))
    over_at: Mapped[datetime | None]

    appeal: Mapped[Appeal] = relationship()


class ReminderSent(db.Base, db.Owned):
    """A mail queued for a plan; a row of the same transaction, so that no plan reminds twice."""

    __tablename__ = "reminder_sent"
    __table_args__ = (UniqueConstraint("invitation_id", "plan_id"),)

    id: Mapped[db.PrimaryKey]
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id"))
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("reminder_plan.id"), index=True)
    sent_at: Mapped[datetime]


class NoticeMode(StrEnum):
    """How a coordinator hears of answers; questions and disputes are always told at once."""

    DIGEST = "digest"
    AT_ONCE = "at_once"
    NONE = "none"


class NoticeSetting(db.Base, db.Owned):
    """How one coordinator hears of one appeal; without a row it is a digest in the morning."""

    __tablename__ = "notice_setting"
    __table_args__ = (UniqueConstraint("account_id", "appeal_id"),)

    id: Mapped[db.PrimaryKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), index=True)
    mode: Mapped[NoticeMode] = mapped_column(db.stored_by_value(NoticeMode))
    # At which hour the digest goes out, in the appeal's time zone.
    hour: Mapped[int]
    # Since when it is this mode, if another was chosen before.
    mode_since: Mapped[datetime | None]


class Question(db.Base, db.Owned):
    """What an organisation wants to know before it answers, and what it was told."""

    __tablename__ = "question"

    id: Mapped[db.PrimaryKey]
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id"), index=True)
    text: Mapped[str]
    # Who asked, and where the answer goes.
    asker_name: Mapped[str] = mapped_column(sealed.Sealed("question.asker_name"))
    asker_email: Mapped[str] = mapped_column(sealed.Sealed("question.asker_email"))
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
    given_by_name: Mapped[str] = mapped_column(sealed.Sealed("handover.given_by_name"))
    given_by_role: Mapped[str] = mapped_column(sealed.Sealed("handover.given_by_role"))
    to_name: Mapped[str] = mapped_column(sealed.Sealed("handover.to_name"))
    to_email: Mapped[str] = mapped_column(sealed.Sealed("handover.to_email"))
    to_email_index: Mapped[str] = mapped_column(
        sealed.Blind("to_email"),
        default=sealed.copied("to_email"),
        server_default=sealed.EMPTY,
        index=True,
    )
    language: Mapped[str]
    handed_over_at: Mapped[datetime]

    invitation: Mapped[Invitation] = relationship()
