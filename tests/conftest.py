"""Fixtures: an application on a migrated database, each test inside a rolled-back transaction."""

import os
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
import sqlalchemy as sa
from flask import Flask, has_app_context
from flask.testing import FlaskClient

from appeals import db
from appeals.accounts import guards, sessions
from appeals.accounts.models import Account
from appeals.accounts.permissions import Role
from appeals.app import create_app
from appeals.config import Settings
from appeals.db import ScopedSession
from appeals.migrate import migrate
from tests import factories

# By hand every run tries other examples; what decides about a change always tries the same.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.register_profile("searching", deadline=None)
hypothesis.settings.load_profile("steady" if os.environ.get("CI") == "true" else "searching")

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def make_settings(folder: Path, **changes: object) -> Settings:
    values: dict[str, object] = {
        "data_dir": folder,
        "database_url": f"sqlite:///{folder / 'appeals.sqlite3'}",
        "base_url": "http://127.0.0.1:8000",
        "secret_keys": ("a-key-that-is-only-for-tests",),
        "sealing_keys": (b"seals only in tests".ljust(32),),
        "index_key": b"finds only in tests".ljust(32),
        "smtp": None,
        "mail_from": "Coalition <appeals@coalition.example>",
        "trusted_proxies": 0,
        "undo_seconds": 0.0,
    }
    return Settings(**(values | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    made = create_app(make_settings(tmp_path_factory.mktemp("data")))
    made.config["WTF_CSRF_ENABLED"] = False
    made.config["TESTING"] = True
    made.config["PROPAGATE_EXCEPTIONS"] = False
    migrate(made)
    return made


@pytest.fixture
def session(app: Flask) -> Iterator[ScopedSession]:
    """A session of the application; whatever the test and its requests write is rolled back."""
    with app.app_context():
        engine = db.database.engine
        maker = db.database.sessionmaker
    connection = engine.execution_options(writes=True).connect()
    outer = connection.begin()
    before = dict(maker.kw)
    maker.configure(bind=connection, join_transaction_mode="create_savepoint")
    try:
        with app.app_context():
            yield db.session()
    finally:
        maker.kw.clear()
        maker.kw.update(before)
        outer.rollback()
        connection.close()


@pytest.fixture
def coalition_id(session: ScopedSession) -> sa.Uuid:
    """A coalition, entered by the test's own session."""
    coalition = factories.make_coalition()
    session.add(coalition)
    session.flush()
    db.enter(session, coalition.id)
    session.commit()
    return coalition.id


@pytest.fixture
def coordinator(session: ScopedSession, coalition_id: sa.Uuid) -> Account:
    account = factories.make_account(coalition_id, role=Role.COORDINATOR)
    session.add(account)
    session.commit()
    return account


@pytest.fixture
def client(app: Flask, session: ScopedSession) -> FlaskClient:
    """Somebody without an account."""
    return app.test_client()


@pytest.fixture
def signed_in(client: FlaskClient, coordinator: Account) -> FlaskClient:
    """The coordinator's browser."""
    return sign_in(client, coordinator)


def sign_in(client: FlaskClient, account: Account) -> FlaskClient:
    """Sign in as if password and code had just been given."""
    with nullcontext() if has_app_context() else client.application.app_context():
        key = sessions.begin(db.session(), account, browser="Firefox|Linux")
        db.session().commit()
    with client.session_transaction() as cookie:
        cookie[guards.KEY] = key
    return client
