"""An account gets another e-mail address, once a link sent there was confirmed.

Whether the address has an account already shows in the mail alone.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from appeals import db, ledger, mail
from appeals.accounts import addresses, history, links
from appeals.accounts.history import Event
from appeals.accounts.links import LinkOver, LinkUnknown
from appeals.accounts.models import Account, EmailChange
from appeals.accounts.services.actions import Action
from appeals.accounts.services.opening import find_account
from appeals.accounts.services.state import end_sessions, enter_home
from appeals.errors import Invalid, NotFound
from appeals.tokens import Claim

LINK_HOLDS = timedelta(days=1)
# The mail to the former address has to be composed from it.
KEPT = timedelta(days=30)


class BadNewAddress(Invalid):
    """It is no address, or the one the account has."""


def ask_for_address(session: Session, account: Account, email: str, *, now: datetime) -> None:
    """Mail a link to the new address; one that was asked for before works no more.

    Raises `BadNewAddress`.
    """
    try:
        address = addresses.normal(email)
    except addresses.BadAddress as error:
        raise BadNewAddress from error
    if address == account.email:
        raise BadNewAddress
    enter_home(session, account)
    session.execute(
        delete(EmailChange).where(
            or_(
                EmailChange.expires_at < now - KEPT,
                (EmailChange.account_id == account.id) & EmailChange.confirmed_at.is_(None),
            )
        )
    )
    change = EmailChange(
        id=uuid4(),
        account_id=account.id,
        email=address,
        former=account.email,
        expires_at=now + LINK_HOLDS,
    )
    session.add(change)
    session.flush()
    history.note(session, account.id, Event.EMAIL_CHANGE_ASKED, now=now, by=account.id)
    ledger.record(session, Action.EMAIL_CHANGE_ASKED, account.id, now=now, by=account.id)
    mail.queue(session, "accounts_confirm_address", change.id, now=now)


def find_change(session: Session, claim: Claim) -> EmailChange:
    """Return what a link confirms; raises `LinkUnknown` and `LinkOver`."""
    found = session.scalar(select(EmailChange).where(EmailChange.id == claim.id))
    if found is None:
        raise LinkUnknown
    is_open, now = found.confirmed_at is None, db.clock(session)
    links.judge(claim, newest=1, is_open=is_open, expires_at=found.expires_at, now=now)
    return found


def change_address(
    session: Session, change: EmailChange, account: Account, *, now: datetime
) -> None:
    """Have the address count, sign out everywhere, and tell the former address.

    Raises `NotFound` where it is not this account's change, and `LinkOver` where
    the address has another account by now.
    """
    db.hold(session, change)
    if change.account_id != account.id:
        raise NotFound
    if change.confirmed_at is not None or find_account(session, change.email):
        raise LinkOver
    change.former, change.confirmed_at = account.email, now
    account.email = change.email
    end_sessions(session, account)
    enter_home(session, account)
    history.note(session, account.id, Event.EMAIL_CHANGED, now=now, by=account.id)
    ledger.record(session, Action.EMAIL_CHANGED, account.id, now=now, by=account.id)
    mail.queue(session, "accounts_address_changed", change.id, now=now)
