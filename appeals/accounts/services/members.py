"""Who is what in the coalition and in its appeals, and who is let in no more."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from appeals import ledger
from appeals.accounts import history, sessions
from appeals.accounts.history import Event
from appeals.accounts.models import Account, Membership
from appeals.accounts.permissions import Role
from appeals.accounts.services.actions import Action, LastCoordinator
from appeals.accounts.services.state import coalition_id, end_sessions


@dataclass(frozen=True)
class Member:
    """Somebody of the coalition and the role that counts where it was asked for."""

    account: Account
    role: Role | None


def list_members(session: Session, appeal_id: UUID | None = None) -> list[Member]:
    """List the coalition's accounts with their role in it, or in one of its appeals."""
    accounts = session.scalars(
        select(Account)
        .where(
            Account.id.in_(
                select(Membership.account_id).where(
                    Membership.coalition_id == coalition_id(session)
                )
            )
        )
        .order_by(Account.email)
        .options(selectinload(Account.memberships))  # the role of each is asked for
    )
    return [Member(account, account.role_in(appeal_id)) for account in accounts]


def list_coordinators(session: Session, appeal_id: UUID | None = None) -> list[Account]:
    """List who coordinates the coalition, or one of its appeals, and can sign in."""
    return [
        member.account
        for member in list_members(session, appeal_id)
        if member.role is Role.COORDINATOR and member.account.active
    ]


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
        _demand_another_coordinator(session, account)
    former = account.role_in(appeal_id)
    membership = _membership(account, appeal_id)
    if membership:
        membership.role = role
    else:
        account.memberships.append(
            Membership(coalition_id=account.coalition_id, appeal_id=appeal_id, role=role)
        )
    _tell_role(session, account, role.value if role else None, appeal_id, now=now, by=by)
    if appeal_id is None:
        _demand_coordinators_everywhere(session, account)
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
    membership = _membership(account, appeal_id)
    if membership:
        account.memberships.remove(membership)
        _tell_role(session, account, "coalition", appeal_id, now=now, by=by)
    if former is Role.COORDINATOR:
        _demand_coordinator(session, appeal_id)


def switch_off(
    session: Session, account: Account, *, now: datetime, by: UUID | None = None
) -> None:
    """Let nobody sign in to an account any more; raises `LastCoordinator`."""
    _demand_another_coordinator(session, account)
    account.active = False
    end_sessions(session, account)
    history.forget_browsers(session, account.id)
    session.flush()
    _demand_coordinators_everywhere(session, account)
    history.note(session, account.id, Event.SWITCHED_OFF, now=now, by=by)
    ledger.record(session, Action.SWITCHED_OFF, account.id, now=now, by=by)


def switch_on(session: Session, account: Account, *, now: datetime, by: UUID | None = None) -> None:
    """Let an account be used again, with its password and second factor as they were."""
    account.active = True
    history.note(session, account.id, Event.SWITCHED_ON, now=now, by=by)
    ledger.record(session, Action.SWITCHED_ON, account.id, now=now, by=by)


def _membership(account: Account, appeal_id: UUID | None) -> Membership | None:
    return next((each for each in account.memberships if each.appeal_id == appeal_id), None)


def _tell_role(
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


def _demand_coordinators_everywhere(session: Session, account: Account) -> None:
    """Raise `LastCoordinator` where an appeal with roles of its own is left without one."""
    own = select(Membership.appeal_id).where(
        Membership.coalition_id == account.coalition_id, Membership.appeal_id.is_not(None)
    )
    for appeal_id in session.scalars(own.distinct()).all():
        if appeal_id:
            _demand_coordinator(session, appeal_id)


def _demand_coordinator(session: Session, appeal_id: UUID) -> None:
    if not list_coordinators(session, appeal_id):
        raise LastCoordinator


def _demand_another_coordinator(session: Session, account: Account) -> None:
    others = session.scalars(
        select(Membership)
        .join(Account)
        .where(
            Membership.coalition_id == account.coalition_id,
            Membership.appeal_id.is_(None),
            Membership.role == Role.COORDINATOR,
            Membership.account_id != account.id,
            Account.active,
        )
        # Two coordinators who demote each other at once: the second waits and then sees it.
        .with_for_update()
    ).all()
    if account.role_in(None) is Role.COORDINATOR and not others:
        raise LastCoordinator
