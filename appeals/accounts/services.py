"""Accounts: made, given a role, their password and second factor set, signed out everywhere."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from appeals import db, ledger, mail
from appeals.accounts import addresses, credentials, history, passwords, sessions
from appeals.accounts.history import Event
from appeals.accounts.models import Account, Coalition, Membership
from appeals.accounts.permissions import Role
from appeals.errors import Conflict, Invalid, NotFound


class Action(StrEnum):
    """What the ledger says of accounts."""

    CREATED = "account.created"
    CHANGED = "account.changed"
    RESET_REQUESTED = "account.reset_requested"
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105
    AUTHENTICATOR_CHANGED = "account.authenticator_changed"
    RECOVERY_CODES_MADE = "account.recovery_codes_made"
    RECOVERY_CODE_USED = "account.recovery_code_used"
    SIGNED_OUT_EVERYWHERE = "account.signed_out_everywhere"
    SWITCHED_OFF = "account.switched_off"
    SWITCHED_ON = "account.switched_on"
    MEMBERSHIP_CHANGED = "membership.changed"


class EmailTaken(Conflict):
    """There is an account with this address."""


class BadPassword(Invalid):
    """The password is refused; the message says why."""


class LastCoordinator(Conflict):
    """Without this coordinator nobody could manage the coalition, or the appeal."""


@dataclass(frozen=True)
class Member:
    """Somebody of the coalition and the role that counts where it was asked for."""

    account: Account
    role: Role | None


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
    _demand_good_password(password, address, name)
    coalition = coalition or default_coalition(session)
    db.enter(session, coalition.id)

    account = Account(
        id=uuid4(),
        email=address,
        name=name,
        language=language,
        password=credentials.hashed(password),
        fs_uniquifier=uuid4().hex,
        created_at=now,
        memberships=[Membership(coalition_id=coalition.id, appeal_id=None, role=role)],
    )
    if totp:
        enable_totp(session, account)
    session.add(account)
    session.flush()
    ledger.record(session, Action.CREATED, account.id, now=now, by=by, role=role.value)
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
        .where(Account.id == account_id, Membership.coalition_id == _coalition_id(session))
        .limit(1)
    )
    if account is None:
        raise NotFound
    return account


def set_password(
    session: Session, account: Account, password: str, *, now: datetime, by: UUID | None = None
) -> None:
    """Set a password, which signs the account out everywhere; raises `BadPassword`."""
    _demand_good_password(password, account.email, account.name)
    set_hashed_password(session, account, credentials.hashed(password), now=now, by=by)


def set_hashed_password(
    session: Session, account: Account, hashed: str, *, now: datetime, by: UUID | None = None
) -> None:
    """Set a password that was checked and hashed before; tell whom it belongs to."""
    account.password = hashed
    _end_sessions(session, account)
    db.enter(session, account.coalition_id)
    history.note(session, account.id, Event.PASSWORD_CHANGED, now=now, by=by)
    ledger.record(session, Action.PASSWORD_CHANGED, account.id, now=now, by=by)
    mail.queue(session, "accounts_password_changed", account.id, now=now)


def request_reset(session: Session, account: Account, *, now: datetime) -> None:
    """Mail a link to choose a new password; the link is made when the mail is."""
    db.enter(session, account.coalition_id)
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
    db.enter(session, account.coalition_id)
    history.note(session, account.id, Event.AUTHENTICATOR_CHANGED, now=now, by=account.id)
    ledger.record(session, Action.AUTHENTICATOR_CHANGED, account.id, now=now, by=account.id)
    mail.queue(session, "accounts_authenticator_changed", account.id, now=now)


def tell_recovery_code_used(session: Session, account: Account, *, now: datetime) -> None:
    """Write down that a recovery code was used, and write to whom it belongs."""
    db.enter(session, account.coalition_id)
    history.note(session, account.id, Event.RECOVERY_CODE_USED, now=now, by=account.id)
    ledger.record(session, Action.RECOVERY_CODE_USED, account.id, now=now, by=account.id)
    mail.queue(session, "accounts_recovery_code_used", account.id, now=now)


def tell_recovery_codes_made(session: Session, account: Account, *, now: datetime) -> None:
    db.enter(session, account.coalition_id)
    history.note(session, account.id, Event.RECOVERY_CODES_MADE, now=now, by=account.id)
    ledger.record(session, Action.RECOVERY_CODES_MADE, account.id, now=now, by=account.id)


def sign_out_everywhere(
    session: Session, account: Account, *, now: datetime, by: UUID | None = None
) -> None:
    """End every session of the account, this one too."""
    _end_sessions(session, account)
    history.note(session, account.id, Event.SIGNED_OUT_EVERYWHERE, now=now, by=by)
    ledger.record(session, Action.SIGNED_OUT_EVERYWHERE, account.id, now=now, by=by)


def begin_session(
    session: Session, account: Account, *, browser: str, browser_key: str, now: datetime
) -> tuple[str, str]:
    """Sign an account in on a browser; tell whom it belongs to where that browser is new.

    Returns the key of the session and the key the browser is known by next time.
    """
    is_new = not history.knows_browser(session, account.id, browser_key)
    db.enter(session, account.coalition_id)
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


def switch_off(
    session: Session, account: Account, *, now: datetime, by: UUID | None = None
) -> None:
    """Let nobody sign in to an account any more; raises `LastCoordinator`."""
    _demand_another_coordinator(session, account)
    account.active = False
    _end_sessions(session, account)
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


def list_members(session: Session, appeal_id: UUID | None = None) -> list[Member]:
    """List the coalition's accounts with their role in it, or in one of its appeals."""
    accounts = session.scalars(
        select(Account)
        .where(
            Account.id.in_(
                select(Membership.account_id).where(
                    Membership.coalition_id == _coalition_id(session)
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


def _end_sessions(session: Session, account: Account) -> None:
    # Links to choose a new password that were asked for before stop working, too.
    account.fs_uniquifier = uuid4().hex
    sessions.end_all(session, account.id)


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


def _address(email: str) -> str:
    try:
        return addresses.normal(email)
    except addresses.BadAddress as error:
        raise Invalid(f"{email!r} is not an e-mail address.") from error


def _demand_good_password(password: str, email: str, name: str) -> None:
    found = passwords.problem(password, personal=passwords.personal_words(email, name))
    if found:
        raise BadPassword(credentials.explained(found))


def _coalition_id(session: Session) -> UUID:
    coalition_id = session.info.get("coalition")
    if not isinstance(coalition_id, UUID):
        raise db.NoCoalition
    return coalition_id
