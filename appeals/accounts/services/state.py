"""What several acts on accounts ask and do."""

from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from appeals import db
from appeals.accounts import credentials, passwords, sessions
from appeals.accounts.models import Account
from appeals.accounts.services.actions import BadPassword


def coalition_id(session: Session) -> UUID:
    coalition_id = session.info.get("coalition")
    if not isinstance(coalition_id, UUID):
        raise db.NoCoalition
    return coalition_id


def demand_good_password(password: str, email: str, name: str) -> None:
    found = passwords.problem(password, personal=passwords.personal_words(email, name))
    if found:
        raise BadPassword(credentials.explained(found))


def end_sessions(session: Session, account: Account) -> None:
    # Links to choose a new password that were asked for before stop working, too.
    account.fs_uniquifier = uuid4().hex
    sessions.end_all(session, account.id)


def enter_home(session: Session, account: Account) -> None:
    """Have what is written down belong to a coalition of the account: the present one, if it is."""
    if session.info.get("coalition") not in {each.coalition_id for each in account.memberships}:
        db.enter(session, account.coalition_id)
