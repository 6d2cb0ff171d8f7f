"""Sessions are begun and ended, and written down in the history of the account."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import ledger, mail
from appeals.accounts import history, sessions
from appeals.accounts.history import Event
from appeals.accounts.models import Account
from appeals.accounts.services.actions import Action
from appeals.accounts.services.state import end_sessions, enter_home


def begin_session(
    session: Session, account: Account, *, browser: str, browser_key: str, now: datetime
) -> tuple[str, str]:
    """Sign an account in on a browser; tell whom it belongs to where that browser is new.

    Returns the key of the session and the key the browser is known by next time.
    """
    is_new = not history.knows_browser(session, account.id, browser_key)
    enter_home(session, account)
    kind = Event.SIGNED_IN_ON_NEW_BROWSER if is_new else Event.SIGNED_IN
    history.note(session, account.id, kind, now=now, browser=browser, by=account.id)
    if is_new:
        mail.queue(session, "accounts_new_browser", account.id, now=now, browser=browser)
    kept = history.remember_browser(session, account.id, browser_key, now=now)
    return sessions.begin(session, account, browser=browser), kept


def tell_signed_out(session: Session, account: Account, *, now: datetime) -> None:
    history.note(session, account.id, Event.SIGNED_OUT, now=now, by=account.id)


def end_session(session: Session, account: Account, session_id: UUID, *, now: datetime) -> None:
    """End one session of an account; raises `NotFound` where it has no such session."""
    sessions.end_one(session, account, session_id)
    history.note(session, account.id, Event.SESSION_ENDED, now=now, by=account.id)


def sign_out_everywhere(
    session: Session, account: Account, *, now: datetime, by: UUID | None = None
) -> None:
    """End every session of the account, this one too."""
    end_sessions(session, account)
    history.note(session, account.id, Event.SIGNED_OUT_EVERYWHERE, now=now, by=by)
    ledger.record(session, Action.SIGNED_OUT_EVERYWHERE, account.id, now=now, by=by)
