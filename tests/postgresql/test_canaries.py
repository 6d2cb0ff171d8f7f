"""The test of `faults/test_canaries.py` once more, on PostgreSQL and with what `pg_dump` takes."""

import subprocess

import pytest

from tests.faults.test_canaries import (  # noqa: F401
    talkative,
    test_p05_p66_no_secret_and_nobody_is_found_where_they_do_not_belong,
)
from tests.postgresql.server import programs


@pytest.fixture
def variables(database_url):
    return {"APPEALS_DATABASE_URL": database_url}


@pytest.fixture
def dumped(database_url):
    def dump() -> bytes:
        command = [str(programs() / "pg_dump"), database_url]
        return subprocess.run(command, capture_output=True, check=True).stdout

    return dump
