"""Who belongs to the coalition: switched off and on again, removed, vouched for.

All of it is about this coalition alone; an account goes on in the others it belongs to.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import ledger
from appeals.accounts import history, sessions
from appeals.accounts.history import Event
from appeals.accounts.models import Account, Membership
from appeals.accounts.services.actions import Action, NotYours
from appeals.accounts.services.members import (
    demand_another_coordinator,
    demand_coordinators_everywhere,
)
from appeals.accounts.services.state import coalition_id, end_sessions
from appeals.errors import NotFound


def switch_off(
    session: Session, account: Account, *, now: datetime, by: UUID | None = None
) -> None:
    """Let an account work here no more, until `switch_on`; raises `LastCoordinator`."""
    demand_another_coordinator(session, account)
    _whole(session, account).switched_off_at = now
    account.active = bool(account.coalition_ids)
    _turn_out(session, account)
    demand_coordinators_everywhere(session)
    history.note(session, account.id, Event.SWITCHED_OFF, now=now, by=by)
    ledger.record(session, Action.SWITCHED_OFF, account.id, now=now, by=by)


def switch_on(session: Session, account: Account, *, now: datetime, by: UUID | None = None) -> None:
    """Let an account be used again, with its password and second factor as they were."""
    _whole(session, account).switched_off_at = None
    account.active = True
    history.note(session, account.id, Event.SWITCHED_ON, now=now, by=by)
    ledger.record(session, Action.SWITCHED_ON, account.id, now=now, by=by)


def remove(session: Session, account: Account, *, now: datetime, by: UUID | None = None) -> None:
    """Have somebody belong to the coalition no more; raises `LastCoordinator`.

    The account stays, and so does whatever it has done here.
    """
    demand_another_coordinator(session, account)
    here = coalition_id(session)
    whole = _whole(session, account)
    whole.left_at, whole.role, whole.vouched_at, whole.switched_off_at = now, None, None, None
    for each in [each for each in account.memberships if each.coalition_id == here]:
        if each.appeal_id is not None:
            account.memberships.remove(each)
    account.active = True
    _turn_out(session, account)
    demand_coordinators_everywhere(session)
    history.note(session, account.id, Event.REMOVED, now=now, by=by)
    ledger.record(session, Action.REMOVED, account.id, now=now, by=by)


def vouch(session: Session, account: Account, *, by: Account, now: datetime) -> None:
    """Answer for a colleague, who may then send as many mails as others do.

    Raises `NotYours` to whoever is not vouched for, and about oneself.
    """
    if by.id == account.id or not is_vouched(session, by):
        raise NotYours
    whole = _whole(session, account)
    if whole.vouched_at is None:
        whole.vouched_at = now
        history.note(session, account.id, Event.VOUCHED_FOR, now=now, by=by.id)
        ledger.record(session, Action.VOUCHED_FOR, account.id, now=now, by=by.id)


def is_vouched(session: Session, account: Account) -> bool:
    """Return whether somebody answers for this account, in the present coalition."""
    whole = account.membership_in(coalition_id(session))
    return whole is not None and whole.vouched_at is not None


def is_new(session: Session, account_id: UUID, in_coalition: UUID) -> bool:
    """Return whether nobody answers yet for somebody who sends mail in this coalition."""
    account = session.get(Account, account_id)
    whole = account.membership_in(in_coalition) if account else None
    return whole is None or whole.vouched_at is None


def _whole(session: Session, account: Account) -> Membership:
    found = account.membership_in(coalition_id(session))
    if found is None or found.left_at is not None:
        raise NotFound
    return found


def _turn_out(session: Session, account: Account) -> None:
    """End the sessions that work here; of an account that is switched off everywhere, all."""
    if account.active:
        sessions.end_all(session, account.id, in_coalition=coalition_id(session))
    else:
        end_sessions(session, account)
        history.forget_browsers(session, account.id)
    session.flush()
