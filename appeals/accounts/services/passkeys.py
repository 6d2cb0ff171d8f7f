"""Passkeys: added, called something, used, deleted."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, ledger, mail
from appeals.accounts import history
from appeals.accounts.history import Event
from appeals.accounts.models import Account, Passkey
from appeals.accounts.passkeys import BadPasskey, NewKey, Used
from appeals.accounts.services.actions import Action
from appeals.accounts.services.state import enter_home
from appeals.errors import Conflict, NotFound


class LastFactor(Conflict):
    """Without it the account would have nothing besides its password."""


def list_passkeys(session: Session, account: Account) -> Sequence[Passkey]:
    found = select(Passkey).where(Passkey.account_id == account.id)
    return session.scalars(found.order_by(Passkey.made_at, Passkey.id)).all()


def get_passkey(session: Session, account: Account, passkey_id: UUID) -> Passkey:
    found = session.get(Passkey, passkey_id)
    if found is None or found.account_id != account.id:
        raise NotFound
    return found


def add_passkey(
    session: Session, account: Account, key: NewKey, name: str, *, now: datetime
) -> Passkey:
    """Add a key a device has made; raises `BadPasskey` for one that is known already."""
    if session.scalars(select(Passkey.id).filter_by(credential=key.credential)).first():
        raise BadPasskey
    passkey = Passkey(
        id=uuid4(),
        account_id=account.id,
        name=name,
        credential=key.credential,
        public_key=key.public_key,
        uses=key.uses,
        made_at=now,
    )
    session.add(passkey)
    session.flush()
    _tell(session, account, Action.PASSKEY_ADDED, Event.PASSKEY_ADDED, now=now)
    mail.queue(session, "accounts_passkey_added", account.id, now=now)
    return passkey


def rename_passkey(session: Session, passkey: Passkey, name: str, *, now: datetime) -> None:
    passkey.name = name
    account = session.get_one(Account, passkey.account_id)
    enter_home(session, account)
    ledger.record(session, Action.PASSKEY_RENAMED, account.id, now=now, by=account.id)


def delete_passkey(session: Session, account: Account, passkey: Passkey, *, now: datetime) -> None:
    """Delete a passkey; raises `LastFactor` where it is the only second factor there is."""
    db.hold(session, account)  # of two that are deleted at once the second sees it
    if not account.has_authenticator and len(list_passkeys(session, account)) == 1:
        raise LastFactor
    session.delete(passkey)
    _tell(session, account, Action.PASSKEY_DELETED, Event.PASSKEY_DELETED, now=now)
    mail.queue(session, "accounts_passkey_deleted", account.id, now=now)


def note_passkey_used(session: Session, passkey: Passkey, used: Used, *, now: datetime) -> None:
    """Note the use of a key; raises `BadPasskey` where another use was counted meanwhile."""
    db.hold(session, passkey)
    if used.uses <= passkey.uses and (used.uses or passkey.uses):
        raise BadPasskey
    passkey.uses, passkey.used_at = used.uses, now


def _tell(
    session: Session, account: Account, action: Action, event: Event, *, now: datetime
) -> None:
    enter_home(session, account)
    history.note(session, account.id, event, now=now, by=account.id)
    ledger.record(session, action, account.id, now=now, by=account.id)
