"""The tests of `faults/test_sealing_upgrade.py` once more, on PostgreSQL."""

import subprocess

import pytest
import sqlalchemy as sa

from appeals import db
from appeals.migrate import migrate
from tests.faults.test_sealing_upgrade import (  # noqa: F401
    installation,
    rows,
    test_a_search_finds_names_and_no_longer_addresses,
    test_going_back_opens_everything_again,
    test_p05_what_stood_open_is_sealed_and_found_again,
)


@pytest.fixture
def variables(database_url):
    return {"APPEALS_DATABASE_URL": database_url}


def test_p33_nothing_of_it_is_left_in_the_files_of_the_tables(installation, database_url):
    def on_disk():
        with installation.app.app_context():
            [[folder]] = rows("SHOW data_directory")
            paths = rows(
                "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r','i')"
            )
            with db.database.engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            ) as connection:
                connection.execute(sa.text("CHECKPOINT"))
        files = [f"{folder}/{path}" for [path] in paths if path]
        done = subprocess.run(["cat", *files], capture_output=True, check=False)
        return done.stdout.lower()

    assert b"zqada" in on_disk()

    migrate(installation.app)

    left = on_disk()
    assert b"watch" in left
    assert [each for each in (b"zqada", b"zquilla", b"zqchair", b"zq1099") if each in left] == []
