"""Coalitions, accounts, what an account is in them, and where it is signed in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_security import UserMixin, verify_password
from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from appeals import db, sealed
from appeals.accounts.permissions import Role


class Coalition(db.Base):
    """A network, platform or ad-hoc group; coalitions see nothing of each other."""

    __tablename__ = "coalition"

    id: Mapped[db.PrimaryKey]
    name: Mapped[str]
    created_at: Mapped[datetime]


class Account(db.Base, UserMixin):
    """Somebody of the coalition who signs in; partners have none."""

    __tablename__ = "account"

    id: Mapped[db.PrimaryKey]  # type: ignore[assignment]
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    language: Mapped[str]
    password: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    # Every session carries it: a new value signs the account out everywhere.
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_phone_number: Mapped[str | None]
    # The last step a code was accepted for, so that none is accepted twice.
    tf_last_step: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="account", cascade="all, delete-orphan"
    )

    @property
    def roles(self) -> list[Any]:  # type: ignore[override]
        """Nothing: Flask-Security's global roles are not used; `Membership` decides."""
        return []

    @property
    def has_authenticator(self) -> bool:
        return bool(self.tf_primary_method and self.tf_totp_secret)

    @property
    def recovery_codes_left(self) -> int:
        return len(self.mf_recovery_codes or [])

    @property
    def coalition_id(self) -> UUID:
        """The coalition that counts where none was chosen: one of those it belongs to."""
        wholes = [each for each in self.memberships if each.appeal_id is None]
        return min(wholes, key=lambda each: (not each.is_open, str(each.coalition_id))).coalition_id

    @property
    def coalition_ids(self) -> set[UUID]:
        """Where the account belongs to now."""
        return {
            each.coalition_id
            for each in self.memberships
            if each.appeal_id is None and each.is_open
        }

    def verify_and_update_password(self, password: str) -> bool:
        """Only verify: where passwords are checked nothing is written."""
        return bool(verify_password(password, self.password))

    def role_in(self, appeal_id: UUID | None, coalition_id: UUID | None = None) -> Role | None:
        """Return the role in this appeal, else the one in the coalition as a whole.

        Without `coalition_id` in the one its session works for.
        """
        coalition_id = coalition_id or self._working_in
        whole = self.membership_in(coalition_id)
        if whole is not None and not whole.is_open:
            return None
        return self.kept_role_in(appeal_id, coalition_id)

    def kept_role_in(self, appeal_id: UUID | None, coalition_id: UUID) -> Role | None:
        """Return the role there is on record, though the account may be switched off."""
        roles = {
            each.appeal_id: each.role
            for each in self.memberships
            if each.coalition_id == coalition_id
        }
        return roles[appeal_id] if appeal_id in roles else roles.get(None)

    def has_own_role_in(self, appeal_id: UUID) -> bool:
        """Whether this appeal does not go by the role in the coalition."""
        return any(membership.appeal_id == appeal_id for membership in self.memberships)

    def membership_in(
        self, coalition_id: UUID, appeal_id: UUID | None = None
    ) -> "Membership | None":
        wanted = (coalition_id, appeal_id)
        return next(
            (each for each in self.memberships if (each.coalition_id, each.appeal_id) == wanted),
            None,
        )

    @property
    def _working_in(self) -> UUID:
        session = object_session(self)
        entered = session.info.get("coalition") if session else None
        return entered if isinstance(entered, UUID) else self.coalition_id


class Membership(db.Base):
    """What an account is in a coalition, or, with `appeal_id`, in one of its appeals.

    Without a role somebody has no part in it. Whether somebody belongs to the
    coalition at all says the row of the whole coalition.
    """

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("account_id", "coalition_id", "appeal_id"),
        # NULLs are all different to a unique constraint: the coalition's own role needs another.
        Index(
            "uq_membership_whole_coalition",
            "account_id",
            "coalition_id",
            unique=True,
            sqlite_where=text("appeal_id IS NULL"),
            postgresql_where=text("appeal_id IS NULL"),
        ),
        Index("ix_membership_appeal_id", "appeal_id"),
    )

    id: Mapped[db.PrimaryKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    coalition_id: Mapped[UUID] = mapped_column(ForeignKey("coalition.id"), index=True)
    appeal_id: Mapped[UUID | None] = mapped_column(ForeignKey("appeal.id"))
    role: Mapped[Role | None] = mapped_column(db.stored_by_value(Role))
    # These three stand in the row of the whole coalition alone.
    left_at: Mapped[datetime | None]
    switched_off_at: Mapped[datetime | None]
    # Another coordinator answers for this one, who may then send mail as others do.
    vouched_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(back_populates="memberships")

    @property
    def is_open(self) -> bool:
        return self.left_at is None and self.switched_off_at is None


class AccountSession(db.Base):
    """An account is signed in on a browser; without this row nobody is.

    The browser has a random number of which only the hash is here, and nothing
    says where in the network it is.
    """

    __tablename__ = "account_session"

    id: Mapped[db.PrimaryKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    key: Mapped[str] = mapped_column(unique=True)  # lower-case hex SHA-256
    browser: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(index=True)
    seen_at: Mapped[datetime]
    # When password and second factor were last given.
    proved_at: Mapped[datetime]
    # Where somebody who belongs to several coalitions works on this browser.
    coalition_id: Mapped[UUID | None] = mapped_column(ForeignKey("coalition.id"))


class KnownBrowser(db.Base):
    """A browser on which somebody has signed in with password and second factor before."""

    __tablename__ = "known_browser"
    __table_args__ = (UniqueConstraint("account_id", "key"),)

    id: Mapped[db.PrimaryKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    key: Mapped[str]  # lower-case hex SHA-256
    used_at: Mapped[datetime] = mapped_column(index=True)


class SecurityEvent(db.Base):
    """Something that matters for the safety of an account, as its owner reads it."""

    __tablename__ = "security_event"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    kind: Mapped[str]
    browser: Mapped[str]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class ColleagueInvitation(db.Base, db.Owned):
    """Somebody is asked to belong to the coalition, or to one of its appeals.

    Whether that address has an account already shows only to whoever opens the link.
    """

    __tablename__ = "colleague_invitation"

    id: Mapped[db.PrimaryKey]
    email: Mapped[str] = mapped_column(sealed.Sealed("colleague_invitation.email"))
    language: Mapped[str]
    role: Mapped[Role] = mapped_column(db.stored_by_value(Role))
    # None means: the role counts in the whole coalition.
    appeal_id: Mapped[UUID | None] = mapped_column(ForeignKey("appeal.id"))
    invited_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    invited_at: Mapped[datetime]
    # Sending again makes a new link, and the former one is good for nothing.
    link_number: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    revoked_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]

    @property
    def is_pending(self) -> bool:
        return self.accepted_at is None and self.revoked_at is None


class EmailChange(db.Base):
    """An account wants another address; it counts once the link sent there is confirmed."""

    __tablename__ = "email_change"

    id: Mapped[db.PrimaryKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    email: Mapped[str] = mapped_column(sealed.Sealed("email_change.email"))
    former: Mapped[str] = mapped_column(sealed.Sealed("email_change.former"))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]


class Passkey(db.Base):
    """A key that a device or a password manager keeps; it is good as second factor."""

    __tablename__ = "passkey"

    id: Mapped[db.PrimaryKey]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]
    credential: Mapped[str] = mapped_column(unique=True)  # base64url, as the browser names it
    public_key: Mapped[bytes]
    # Counted by the key itself: one that falls behind was copied.
    uses: Mapped[int]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
