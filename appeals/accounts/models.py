"""Coalitions, accounts, what an account is in them, and where it is signed in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_security import UserMixin, verify_password
from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appeals import db
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
        return self.memberships[0].coalition_id

    def verify_and_update_password(self, password: str) -> bool:
        """Only verify: where passwords are checked nothing is written."""
        return bool(verify_password(password, self.password))

    def role_in(self, appeal_id: UUID | None) -> Role | None:
        """Return the role in this appeal, else the one in the coalition as a whole."""
        roles = {membership.appeal_id: membership.role for membership in self.memberships}
        return roles[appeal_id] if appeal_id in roles else roles.get(None)

    def has_own_role_in(self, appeal_id: UUID) -> bool:
        """Whether this appeal does not go by the role in the coalition."""
        return any(membership.appeal_id == appeal_id for membership in self.memberships)


class Membership(db.Base):
    """What an account is in a coalition, or, with `appeal_id`, in one of its appeals.

    Without a role somebody has no part in it.
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

    account: Mapped[Account] = relationship(back_populates="memberships")


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
