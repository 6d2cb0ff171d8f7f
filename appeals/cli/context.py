"""What every command starts with: the application, a transaction, the coalition."""

from collections.abc import Iterator
from contextlib import contextmanager

from appeals import db
from appeals.accounts import services as accounts
from appeals.app import create_app
from appeals.db import ScopedSession
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal
from appeals.errors import NotFound


@contextmanager
def transaction() -> Iterator[ScopedSession]:
    """Open the application and one transaction within the coalition of this installation."""
    with create_app().app_context(), db.transaction() as session:
        db.enter(session, accounts.default_coalition(session).id)
        yield session


def get_appeal(session: ScopedSession, slug: str) -> Appeal:
    try:
        return drafting.get_appeal(session, slug)
    except NotFound as error:
        raise NotFound(f"there is no appeal “{slug}”") from error
