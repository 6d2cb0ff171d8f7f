"""Installations that are backed up, and others that a backup is restored into."""

import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from pyrage import x25519
from sqlalchemy.pool import NullPool

from appeals import config, db
from appeals.app import create_app
from appeals.backups import making, restoring
from appeals.backups.making import Made
from appeals.backups.restoring import Restored
from tests.faults.installation import Installation
from tests.functional.test_sign_page import shown
from tests.journeys.service import make_service

SECRET = "only-for-the-tests-of-backups"
LEDGER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
KEYS = {"APPEALS_SECRET_KEYS": SECRET, "APPEALS_LEDGER_KEY": LEDGER_KEY}
IDENTITY = x25519.Identity.generate()
RECIPIENT = str(IDENTITY.to_public())

Variables = Callable[[], dict[str, str]]


def sign(installation: Installation, *links: str) -> None:
    for link in links:
        client = installation.app.test_client()
        page = client.get(link).headers["Location"]
        assert client.post(page, data=shown(client, page)).status_code == 303


def links_of(installation: Installation) -> list[str]:
    """Return the sign links always in the same order."""
    return sorted(installation.links())


def back_up(installation: Installation, place: Path, *, encrypted: bool = True) -> Made:
    with installation.app.app_context():
        return making.make(place, recipients=[RECIPIENT] if encrypted else [])


def restore(app: Flask, file: Path, *, other_keys: bool = False) -> Restored:
    with app.app_context():
        return restoring.restore(file, [IDENTITY], other_keys=other_keys)


@contextmanager
def fresh(folder: Path, **variables: str) -> Iterator[Installation]:
    """An installation on another machine: nothing was ever migrated there."""
    folder.mkdir()
    service = make_service(folder, **(KEYS | variables))
    app = create_app(config.from_environment(service.environment))
    app.config["WTF_CSRF_ENABLED"] = False
    made = Installation(service, app)
    try:
        yield made
    finally:
        made.close()


def rows(installation: Installation) -> dict[str, list[object]]:
    """Return everything in our tables as text, sorted; looks from outside the application."""
    with installation.app.app_context():
        url = db.database.engine.url
    engine = sa.create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        found = sa.inspect(connection).get_table_names()
        return {
            name: sorted(map(str, connection.execute(sa.text(f'SELECT * FROM "{name}"'))))
            for name in found
        }


def change(installation: Installation, statement: str) -> None:
    with installation.app.app_context(), db.transaction() as session:
        session.execute(sa.text(statement))


def contents(file: Path) -> dict[str, bytes]:
    """Return what is in an unencrypted backup."""
    with tarfile.open(file) as tar:
        return {each.name: tar.extractfile(each).read() for each in tar.getmembers()}  # type: ignore[union-attr]
