"""Who is what in the coalition and in its appeals."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from appeals import ledger
from appeals.accounts import history, sessions
from appeals.accounts.history import Event
from appeals.accounts.models import Account, Membership
from appeals.accounts.permissions import Role
from appeals.accounts.services.actions import Action, LastCoordinator
from appeals.accounts.services.state import coalition_id


@dataclass(frozen=True)
class Member:
    """Somebody of the coalition and the role on record where it was asked for."""

    account: Account
    role: Role | None
    is_off: bool
    is_vouched: bool


def list_members(session: Session, appeal_id: UUID | None = None) -> list[Member]:
    """List the coalition's accounts with their role in it, or in one of its appeals."""
    here = coalition_id(session)
    accounts = session.scalars(
        select(Account)
        .where(Account.id.in_(select(Membership.account_id).where(*_whole(here))))
        .order_by(Account.email)
        .options(selectinload(Account.memberships))  # the role of each is asked for
    )
    return [_member(account, here, appeal_id) for account in accounts]


def list_coordinators(session: Session, appeal_id: UUID | None = None) -> list[Account]:
    """List who coordinates the coalition, or one of its appeals, and can sign in."""
    return [
        member.account
        for member in list_members(session, appeal_id)
        if member.role is Role.COORDINATOR and not member.is_off
    ]


def _whole(coalition_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """The rows of whoever belongs to a coalition."""
    return (
        Membership.coalition_id == coalition_id,
        Membership.appeal_id.is_(None),
        Membership.left_at.is_(None),
    )


def _member(account: Account, here: UUID, appeal_id: UUID | None) -> Member:
    whole = account.membership_in(here)
    assert whole  # by this row it was found  # noqa: S101
    return Member(
        account,
        account.kept_role_in(appeal_id, here),
        is_off=not (account.active and whole.is_open),
        is_vouched=whole.vouched_at is not None,
    )


def set_role(
    session: Session,
    account: Account,
    role: Role | None,
    *,
    appeal_id: UUID | None = None,
    now: datetime,
    by: UUID | None = None,
) -> None:
    """Set a role in the coalition, or in one appeal; with None they have no part in it.

    Raises `LastCoordinator` rather than leave the coalition or the appeal without one.
    """
    if appeal_id is None and role is not Role.COORDINATOR:
        demand_another_coordinator(session, account)
    here = coalition_id(session)
    former = account.role_in(appeal_id)
    membership = account.membership_in(here, appeal_id)
    if membership:
        membership.role = role
    else:
        account.memberships.append(Membership(coalition_id=here, appeal_id=appeal_id, role=role))
    tell_role(session, account, role.value if role else None, appeal_id, now=now, by=by)
    if appeal_id is None:
        demand_coordinators_everywhere(session)
    if appeal_id and former is Role.COORDINATOR:
        _demand_coordinator(session, appeal_id)


def leave_role_to_coalition(
    session: Session,
    account: Account,
    appeal_id: UUID,
    *,
    now: datetime,
    by: UUID | None = None,
) -> None:
    """Give up a role of its own in this appeal; raises `LastCoordinator`."""
    former = account.role_in(appeal_id)
    membership = account.membership_in(coalition_id(session), appeal_id)
    if membership:
        account.memberships.remove(membership)
        tell_role(session, account, "coalition", appeal_id, now=now, by=by)
    if former is Role.COORDINATOR:
        _demand_coordinator(session, appeal_id)


def tell_role(
    session: Session,
    account: Account,
    role: str | None,
    appeal_id: UUID | None,
    *,
    now: datetime,
    by: UUID | None,
) -> None:
    session.flush()
    history.note(session, account.id, Event.ROLE_CHANGED, now=now, by=by)
    if by != account.id:
        sessions.withdraw_proof(session, account.id)
    ledger.record(
        session,
        Action.MEMBERSHIP_CHANGED,
        account.id,
        now=now,
        appeal_id=appeal_id,
        by=by,
        role=role,
    )


def demand_coordinators_everywhere(session: Session) -> None:
    """Raise `LastCoordinator` where an appeal with roles of its own is left without one."""
    own = select(Membership.appeal_id).where(
        Membership.coalition_id == coalition_id(session), Membership.appeal_id.is_not(None)
    )
    for appeal_id in session.scalars(own.distinct()).all():
        if appeal_id:
            _demand_coordinator(session, appeal_id)


def _demand_coordinator(session: Session, appeal_id: UUID) -> None:
    if not list_coordinators(session, appeal_id):
        raise LastCoordinator


def demand_another_coordinator(session: Session, account: Account) -> None:
    others = session.scalars(
        select(Membership)
        .join(Account)
        .where(
            *_whole(coalition_id(session)),
            Membership.switched_off_at.is_(None),
            Membership.role == Role.COORDINATOR,
            Membership.account_id != account.id,
            Account.active,
        )
        # Two coordinators who demote each other at once: the second waits and then sees it.
        .with_for_update()
    ).all()
    if account.role_in(None) is Role.COORDINATOR and not others:
        raise LastCoordinator
