"""Accounts are made and found; what they are called and which language they read."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, ledger
from appeals.accounts import addresses, credentials, history
from appeals.accounts.history import Event
from appeals.accounts.models import Account, Coalition, Membership
from appeals.accounts.permissions import Role
from appeals.accounts.services.actions import Action, EmailTaken
from appeals.accounts.services.factors import enable_totp
from appeals.accounts.services.state import coalition_id, demand_good_password
from appeals.errors import Invalid, NotFound


def default_coalition(session: Session) -> Coalition:
    """Return the coalition an installation starts with; the first call makes it."""
    found = session.scalar(select(Coalition).order_by(Coalition.created_at, Coalition.id).limit(1))
    if found is None:
        found = Coalition(id=uuid4(), name="Coalition", created_at=db.clock(session))
        session.add(found)
        session.flush()
    return found


def create_account(
    session: Session,
    email: str,
    *,
    name: str = "",
    password: str,
    language: str = "en",
    role: Role = Role.COORDINATOR,
    coalition: Coalition | None = None,
    totp: bool = False,
    now: datetime,
    by: UUID | None = None,
) -> Account:
    """Make an account and enter its coalition.

    Raises `Invalid` for an address or a password that is refused, `EmailTaken`
    for an address that has an account. With `totp` it has an authenticator
    already, whose secret `totp_secret` tells.
    """
    address = _address(email)
    if find_account(session, address):
        raise EmailTaken(f"There is an account for {address} already.")
    demand_good_password(password, address, name)
    coalition = coalition or default_coalition(session)
    whole = Membership(coalition_id=coalition.id, appeal_id=None, role=role, vouched_at=now)
    hashed = credentials.hashed(password)
    account = open_account(
        session, address, whole, name=name, hashed=hashed, language=language, now=now, by=by
    )
    if totp:
        enable_totp(session, account)
        session.flush()
    return account


def open_account(
    session: Session,
    email: str,
    whole: Membership,
    *,
    name: str,
    hashed: str,
    language: str,
    now: datetime,
    by: UUID | None = None,
) -> Account:
    """Make an account with a password that was checked and hashed, and enter its coalition."""
    db.enter(session, whole.coalition_id)
    account = Account(
        id=uuid4(),
        email=email,
        name=name,
        language=language,
        password=hashed,
        fs_uniquifier=uuid4().hex,
        created_at=now,
        memberships=[whole],
    )
    session.add(account)
    session.flush()
    role = whole.role.value if whole.role else None
    ledger.record(session, Action.CREATED, account.id, now=now, by=by, role=role)
    history.note(session, account.id, Event.CREATED, now=now, by=by)
    return account


def find_account(session: Session, email: str) -> Account | None:
    try:
        address = addresses.normal(email)
    except addresses.BadAddress:
        return None
    return session.scalar(select(Account).filter_by(email=address))


def get_member(session: Session, account_id: UUID) -> Account:
    """Return an account of the coalition the session has entered; raises `NotFound`."""
    account = session.scalar(
        select(Account)
        .join(Membership)
        .where(
            Account.id == account_id,
            Membership.coalition_id == coalition_id(session),
            Membership.left_at.is_(None),
        )
        .limit(1)
    )
    if account is None:
        raise NotFound
    return account


def get_account(session: Session, account_id: UUID) -> Account:
    """Return an account of whichever coalition: the reader's own."""
    account = session.get(Account, account_id)
    if account is None:
        raise NotFound
    return account


def list_coalitions(session: Session, account: Account) -> Sequence[Coalition]:
    """List by name the coalitions an account belongs to now."""
    found = select(Coalition).where(Coalition.id.in_(account.coalition_ids))
    return session.scalars(found.order_by(Coalition.name, Coalition.id)).all()


def present_coalition(session: Session, account: Account) -> Coalition | None:
    """Return the coalition the session has entered, if the account belongs to it."""
    here = coalition_id(session)
    return session.get(Coalition, here) if here in account.coalition_ids else None


def update_account(
    session: Session,
    account: Account,
    *,
    name: str,
    language: str,
    now: datetime,
    by: UUID | None = None,
) -> None:
    """Change what the account is called and which language it is addressed in."""
    account.name = name
    account.language = language
    ledger.record(session, Action.CHANGED, account.id, now=now, by=by, language=language)


def _address(email: str) -> str:
    try:
        return addresses.normal(email)
    except addresses.BadAddress as error:
        raise Invalid(f"{email!r} is not an e-mail address.") from error
