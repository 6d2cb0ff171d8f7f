"""The log while many sign and several sign it, on PostgreSQL."""

import pytest

from tests.faults.installation import install
from tests.faults.test_ledger import (  # noqa: F401
    ORGANISATIONS,
    test_p20_a_worker_that_is_killed_again_and_again_leaves_the_log_whole,
    test_p20_who_signs_in_the_same_instant_stands_in_the_log_once_and_without_gaps,
)


@pytest.fixture
def installation(tmp_path, database_url):
    made = install(tmp_path, organisations=ORGANISATIONS, APPEALS_DATABASE_URL=database_url)
    yield made
    made.close()
