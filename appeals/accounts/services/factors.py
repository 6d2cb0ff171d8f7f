"""Password, authenticator and recovery codes: set, used, told of."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import ledger, mail
from appeals.accounts import credentials, history
from appeals.accounts.history import Event
from appeals.accounts.models import Account
from appeals.accounts.services.actions import Action
from appeals.accounts.services.state import demand_good_password, end_sessions, enter_home
from appeals.errors import NotFound


def set_password(
    session: Session, account: Account, password: str, *, now: datetime, by: UUID | None = None
) -> None:
    """Set a password, which signs the account out everywhere; raises `BadPassword`."""
    demand_good_password(password, account.email, account.name)
    set_hashed_password(session, account, credentials.hashed(password), now=now, by=by)


def set_hashed_password(
    session: Session, account: Account, hashed: str, *, now: datetime, by: UUID | None = None
) -> None:
    """Set a password that was checked and hashed before; tell whom it belongs to."""
    account.password = hashed
    end_sessions(session, account)
    enter_home(session, account)
    history.note(session, account.id, Event.PASSWORD_CHANGED, now=now, by=by)
    ledger.record(session, Action.PASSWORD_CHANGED, account.id, now=now, by=by)
    mail.queue(session, "accounts_password_changed", account.id, now=now)


def request_reset(session: Session, account: Account, *, now: datetime) -> None:
    """Mail a link to choose a new password; the link is made when the mail is."""
    enter_home(session, account)
    ledger.record(session, Action.RESET_REQUESTED, account.id, now=now)
    history.note(session, account.id, Event.RESET_REQUESTED, now=now)
    mail.queue(session, "accounts_reset", account.id, now=now)


def enable_totp(session: Session, account: Account) -> str:
    """Give the account a new authenticator; return its secret in base32, to be shown once."""
    account.tf_primary_method = "authenticator"
    account.tf_totp_secret = credentials.new_authenticator()
    account.tf_last_step = None
    return totp_secret(account)


def totp_secret(account: Account) -> str:
    """Return the authenticator's secret in base32; raises `NotFound` where there is none."""
    if account.tf_totp_secret is None:
        raise NotFound
    return credentials.authenticator_key(account.tf_totp_secret)


def accepts_code(account: Account, code: str) -> bool:
    """Return whether this is a code of the account's authenticator; it is used up thereby."""
    secret = account.tf_totp_secret
    return secret is not None and credentials.is_code(account, code, secret)


def accepts_recovery_code(session: Session, account: Account, code: str, *, now: datetime) -> bool:
    """Return whether this is an unused recovery code of the account; it is used up thereby."""
    if not credentials.use_recovery_code(account, code):
        return False
    tell_recovery_code_used(session, account, now=now)
    return True


def tell_authenticator_changed(session: Session, account: Account, *, now: datetime) -> None:
    """Write down that the second factor was changed, and write to whom it belongs."""
    enter_home(session, account)
    history.note(session, account.id, Event.AUTHENTICATOR_CHANGED, now=now, by=account.id)
    ledger.record(session, Action.AUTHENTICATOR_CHANGED, account.id, now=now, by=account.id)
    mail.queue(session, "accounts_authenticator_changed", account.id, now=now)


def tell_recovery_code_used(session: Session, account: Account, *, now: datetime) -> None:
    """Write down that a recovery code was used, and write to whom it belongs."""
    enter_home(session, account)
    history.note(session, account.id, Event.RECOVERY_CODE_USED, now=now, by=account.id)
    ledger.record(session, Action.RECOVERY_CODE_USED, account.id, now=now, by=account.id)
    mail.queue(session, "accounts_recovery_code_used", account.id, now=now)


def tell_recovery_codes_made(session: Session, account: Account, *, now: datetime) -> None:
    enter_home(session, account)
    history.note(session, account.id, Event.RECOVERY_CODES_MADE, now=now, by=account.id)
    ledger.record(session, Action.RECOVERY_CODES_MADE, account.id, now=now, by=account.id)
    mail.queue(session, "accounts_recovery_codes_made", account.id, now=now)
