"""An installation with invited organisations, looked at from outside its processes."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from appeals import config, db, mail
from appeals.accounts import services as accounts
from appeals.app import create_app
from appeals.drafting import services as drafting
from appeals.drafting.models import ListKind
from appeals.invitations import links
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.migrate import migrate
from appeals.organisations.models import Contact
from appeals.signatures.models import Signature
from tests import factories
from tests.journeys.service import Service, make_service


@dataclass
class Installation:
    """A service whose partners are invited, and a view into its database."""

    service: Service
    app: Flask

    def mails(self) -> list[mail.Mail]:
        return self._all(mail.Mail)

    def states(self) -> Counter[str]:
        return Counter(each.state.value for each in self.mails())

    def signatures(self) -> list[Signature]:
        return self._all(Signature)

    def links(self) -> list[str]:
        """Return the path of every sign link."""
        with self.app.app_context():
            return [links.PATH + links.token_of(each) for each in self._all(Invitation)]

    def receipts(self) -> list[mail.Mail]:
        return [each for each in self.mails() if each.template == "receipt"]

    def addresses(self) -> list[str]:
        return [contact.email for contact in self._all(Contact)]

    def close(self) -> None:
        with self.app.app_context():
            db.database.engine.dispose()

    def _all(self, kind):
        with self.app.app_context():
            session = db.session()
            with db.everywhere(session):
                return list(session.scalars(select(kind)))


def install(folder: Path, *, organisations: int, **variables: str) -> Installation:
    """Migrate a database and invite so many organisations; nothing is sent yet."""
    service = make_service(folder, **variables)
    app = create_app(config.from_environment(service.environment))
    app.config["WTF_CSRF_ENABLED"] = False
    migrate(app)
    now = datetime.now(UTC)
    with app.app_context(), db.transaction() as session:
        db.enter(session, accounts.default_coalition(session).id)
        appeal = factories.make_appeal()
        asked = [
            factories.make_organisation({"en": f"Watch {number}", "ru": f"Дозор {number}"})
            for number in range(organisations)
        ]
        session.add_all([appeal, *asked])
        session.flush()
        drafting.lock(session, appeal, by=None, now=now)
        invitations.choose(session, appeal, asked, ListKind.SIGNATORY, by=None, now=now)
        invitations.invite(session, appeal, by=None, now=now)
    return Installation(service, app)


def wait_until(true: Callable[[], bool], *, seconds: float = 60) -> bool:
    patience = time.monotonic() + seconds
    while not true():
        if time.monotonic() > patience:
            return False
        time.sleep(0.1)
    return True
