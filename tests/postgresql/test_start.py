"""The tests of `faults/test_start.py` once more, on PostgreSQL."""

import pytest

from tests.faults.test_start import *  # noqa: F403
from tests.postgresql.server import new_database


@pytest.fixture
def variables(postgresql_server):
    return {"APPEALS_DATABASE_URL": new_database(postgresql_server)}
