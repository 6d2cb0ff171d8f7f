"""The test of `faults/test_ledger_upgrade.py` once more, on PostgreSQL."""

import pytest

from tests.faults.installation import install
from tests.faults.test_ledger_upgrade import (  # noqa: F401
    test_what_was_signed_before_there_were_logs_begins_them,
)


@pytest.fixture
def installation(tmp_path, database_url):
    made = install(tmp_path, organisations=3, APPEALS_DATABASE_URL=database_url)
    yield made
    made.close()
