"""Sessions: begun when somebody has proved who they are, renewed, listed, ended.

The browser has a random key; the row has its hash. Whatever else a cookie says,
without the row nobody is signed in, so a session ends on all workers at once.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from appeals import db
from appeals.accounts.models import Account, AccountSession
from appeals.errors import NotFound

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
# How long password and second factor count for what an open browser alone must not allow.
PROOF_HOLDS = timedelta(minutes=5)
# A request writes down that it was made only when the last one is so old.
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Visit:
    """The session of a request, at the database's time."""

    id: UUID
    account: Account
    seen_at: datetime
    proved_at: datetime
    now: datetime
    # Where they work, of the coalitions they belong to; one they left if they belong to none.
    coalition_id: UUID

    @property
    def is_proved(self) -> bool:
        return self.now - self.proved_at <= PROOF_HOLDS

    @property
    def is_to_be_noted(self) -> bool:
        return self.now - self.seen_at >= _NOTED_EVERY


def begin(session: Session, account: Account, *, browser: str) -> str:
    """Begin a session of somebody who has just given both factors; return the browser's key."""
    now = db.clock(session)
    _forget_ended(session, now)
    key = secrets.token_urlsafe(32)
    session.add(
        AccountSession(
            id=uuid4(),
            account_id=account.id,
            key=_hashed(key),
            browser=browser,
            created_at=now,
            seen_at=now,
            proved_at=now,
            coalition_id=account.coalition_id,
        )
    )
    session.flush()
    return key


def find(session: Session, key: str) -> Visit | None:
    """Return whose session this is, if it goes on and the account is not switched off."""
    found = session.execute(
        select(AccountSession, Account, db.Clock())
        .join(Account, Account.id == AccountSession.account_id)
        .where(AccountSession.key == _hashed(key), Account.active)
    ).first()
    if found is None:
        return None
    row, account, now = found
    if now - row.created_at > LONGEST or now - row.seen_at > IDLE:
        return None
    chosen = row.coalition_id
    here = chosen if chosen in account.coalition_ids else account.coalition_id
    return Visit(row.id, account, row.seen_at, row.proved_at, now, here)


def work_in(session: Session, session_id: UUID, coalition_id: UUID) -> None:
    """Have a session work in another coalition from the next request on."""
    session.execute(
        update(AccountSession)
        .where(AccountSession.id == session_id)
        .values(coalition_id=coalition_id)
    )


def note_seen(session: Session, visit: Visit) -> None:
    """Write down that somebody is still there; never brings an ended session back."""
    session.execute(
        update(AccountSession).where(AccountSession.id == visit.id).values(seen_at=visit.now)
    )


def prove(session: Session, session_id: UUID) -> str:
    """Both factors were given again: return the new key, which alone is good from now on."""
    key, now = secrets.token_urlsafe(32), db.clock(session)
    changed = session.execute(
        update(AccountSession)
        .where(AccountSession.id == session_id)
        .values(key=_hashed(key), proved_at=now, seen_at=now)
        .returning(AccountSession.id)
    ).all()
    if not changed:  # it was ended meanwhile
        raise NotFound
    return key


def end(session: Session, key: str) -> None:
    """End the session a browser has the key of."""
    session.execute(delete(AccountSession).where(AccountSession.key == _hashed(key)))


def end_one(session: Session, account: Account, session_id: UUID) -> None:
    """End one session of an account; raises `NotFound` where it has no such session."""
    ended = session.execute(
        delete(AccountSession)
        .where(AccountSession.id == session_id, AccountSession.account_id == account.id)
        .returning(AccountSession.id)
    ).all()
    if not ended:
        raise NotFound


def end_all(
    session: Session,
    account_id: UUID,
    *,
    but: UUID | None = None,
    in_coalition: UUID | None = None,
) -> None:
    """End the sessions of an account on every browser, or on every other one."""
    ending = delete(AccountSession).where(AccountSession.account_id == account_id)
    if but:
        ending = ending.where(AccountSession.id != but)
    if in_coalition:
        ending = ending.where(AccountSession.coalition_id == in_coalition)
    session.execute(ending)


def withdraw_proof(session: Session, account_id: UUID) -> None:
    """Ask for both factors anew before anything they are asked for; that changes the key, too."""
    long_ago = db.clock(session) - 2 * PROOF_HOLDS
    session.execute(
        update(AccountSession)
        .where(AccountSession.account_id == account_id)
        .values(proved_at=long_ago)
    )


def list_open(session: Session, account: Account) -> Sequence[AccountSession]:
    """List where the account is signed in, the last seen first."""
    now = db.clock(session)
    return session.scalars(
        select(AccountSession)
        .where(
            AccountSession.account_id == account.id,
            AccountSession.created_at >= now - LONGEST,
            AccountSession.seen_at >= now - IDLE,
        )
        .order_by(AccountSession.seen_at.desc(), AccountSession.id)
    ).all()


def _forget_ended(session: Session, now: datetime) -> None:
    session.execute(
        delete(AccountSession).where(
            or_(AccountSession.created_at < now - LONGEST, AccountSession.seen_at < now - IDLE)
        )
    )


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
