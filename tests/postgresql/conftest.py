"""The same fixtures as everywhere, on PostgreSQL: `app` is replaced, the rest follows."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from appeals import db
from appeals.app import create_app
from appeals.migrate import migrate
from tests.conftest import make_settings
from tests.postgresql import server

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.postgresql)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server; skipped loudly where its programs are missing, but not in CI."""
    if server.programs() is None:
        reason = "NO POSTGRESQL on this machine: what only it can break is not tested"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    # Not pytest's folder: the server's own account must be able to reach it.
    with tempfile.TemporaryDirectory(prefix="appeals-postgresql-") as folder:
        Path(folder).chmod(0o711)
        with server.running(Path(folder) / "server") as address:
            yield address


@pytest.fixture(scope="session")
def migrated_template(postgresql_server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated, empty database that others are copied from."""
    address = server.new_database(postgresql_server)
    settings = make_settings(tmp_path_factory.mktemp("template"), database_url=driver(address))
    made = create_app(settings)
    migrate(made)
    with made.app_context():
        db.database.engine.dispose()
    return address.rpartition("/")[2]


@pytest.fixture
def database_url(postgresql_server: str, migrated_template: str) -> str:
    """The address of a migrated database for one test that commits."""
    return server.new_database(postgresql_server, template=migrated_template)


@pytest.fixture(scope="session")
def app(
    postgresql_server: str, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    address = server.new_database(postgresql_server, template=migrated_template)
    settings = make_settings(tmp_path_factory.mktemp("data"), database_url=driver(address))
    made = create_app(settings)
    made.config.update(WTF_CSRF_ENABLED=False, TESTING=True, PROPAGATE_EXCEPTIONS=False)
    yield made
    with made.app_context():
        db.database.engine.dispose()


def driver(address: str) -> str:
    """Return the address as the settings have it, with the name of the driver."""
    return address.replace("postgresql://", "postgresql+psycopg://")
