"""The tests of `faults/test_migrations_with_data.py` once more, on PostgreSQL."""

import pytest

from tests.faults.installation import install
from tests.faults.restoring import KEYS
from tests.faults.test_migrations_with_data import *  # noqa: F403
from tests.faults.test_migrations_with_data import _use
from tests.postgresql.server import new_database


@pytest.fixture(scope="session")
def new_copy(postgresql_server, tmp_path_factory):
    original = new_database(postgresql_server)
    folder = tmp_path_factory.mktemp("migrations")
    _use(install(folder, organisations=3, APPEALS_DATABASE_URL=original, **KEYS))
    template = original.rpartition("/")[2]
    return lambda _to: {"APPEALS_DATABASE_URL": new_database(postgresql_server, template=template)}
