"""What happened to an account, for its owner to read; and the browsers it is used on."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from appeals import config
from appeals.accounts.models import Account, KnownBrowser, SecurityEvent

_SHOWN = 200


class Event(StrEnum):
    """What can happen to an account."""

    CREATED = "created"
    SIGNED_IN = "signed in"
    SIGNED_IN_ON_NEW_BROWSER = "signed in on a new browser"
    SIGNED_OUT = "signed out"
    SESSION_ENDED = "session ended"
    SIGNED_OUT_EVERYWHERE = "signed out everywhere"
    RESET_REQUESTED = "reset requested"
    PASSWORD_CHANGED = "password changed"  # noqa: S105
    AUTHENTICATOR_CHANGED = "authenticator changed"
    RECOVERY_CODES_MADE = "recovery codes made"
    RECOVERY_CODE_USED = "recovery code used"
    ROLE_CHANGED = "role changed"
    SWITCHED_OFF = "switched off"
    SWITCHED_ON = "switched on"
    JOINED = "joined a coalition"
    REMOVED = "removed from a coalition"
    VOUCHED_FOR = "vouched for"
    EMAIL_CHANGE_ASKED = "new address asked for"
    EMAIL_CHANGED = "address changed"
    PASSKEY_ADDED = "passkey added"
    PASSKEY_DELETED = "passkey deleted"


@dataclass(frozen=True)
class Happening:
    """An event and who did it, where that was somebody else."""

    kind: Event
    at: datetime
    browser: str
    by: Account | None


def note(
    session: Session,
    account_id: UUID,
    kind: Event,
    *,
    now: datetime,
    browser: str = "",
    by: UUID | None = None,
) -> None:
    """Keep an event as long as APPEALS_RETENTION_SECURITY says; `by` is who did it."""
    session.execute(delete(SecurityEvent).where(SecurityEvent.at < _too_old(now)))
    session.add(
        SecurityEvent(account_id=account_id, at=now, kind=kind.value, browser=browser, by_id=by)
    )


def list_newest(session: Session, account: Account) -> Sequence[Happening]:
    rows = session.execute(
        select(SecurityEvent, Account)
        .outerjoin(Account, Account.id == SecurityEvent.by_id)
        .where(SecurityEvent.account_id == account.id)
        .order_by(SecurityEvent.at.desc(), SecurityEvent.id.desc())
        .limit(_SHOWN)
    )
    return [
        Happening(Event(event.kind), event.at, event.browser, by if by is not account else None)
        for event, by in rows
    ]


def knows_browser(session: Session, account_id: UUID, key: str) -> bool:
    """Return whether the account was used on the browser that has this key."""
    return bool(key) and session.scalar(_known(account_id, key)) is not None


def remember_browser(session: Session, account_id: UUID, key: str, *, now: datetime) -> str:
    """Remember a browser as long as events are kept; return the key it is to keep.

    A key that this account has not used is not taken over: somebody may have
    put it into the browser.
    """
    session.execute(delete(KnownBrowser).where(KnownBrowser.used_at < _too_old(now)))
    found = session.scalar(_known(account_id, key)) if key else None
    if found is not None:
        session.execute(update(KnownBrowser).where(KnownBrowser.id == found.id).values(used_at=now))
        return key
    key = secrets.token_urlsafe(32)
    session.add(KnownBrowser(id=uuid4(), account_id=account_id, key=_hashed(key), used_at=now))
    return key


def forget_browsers(session: Session, account_id: UUID) -> None:
    """Whoever signs in next does it on a new browser."""
    session.execute(delete(KnownBrowser).where(KnownBrowser.account_id == account_id))


def _too_old(now: datetime) -> datetime:
    return config.settings().retention["SECURITY"].before(now)


def _known(account_id: UUID, key: str):  # type: ignore[no-untyped-def]
    return select(KnownBrowser).where(
        KnownBrowser.account_id == account_id, KnownBrowser.key == _hashed(key)
    )


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
