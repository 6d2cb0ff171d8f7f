"""Who wrote what, by name."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals.accounts.models import Account


def author_names(session: Session, ids: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """Return the names of these accounts, or their addresses where they have none."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    accounts = session.scalars(select(Account).where(Account.id.in_(wanted)))
    return {account.id: account.name or account.email for account in accounts}
