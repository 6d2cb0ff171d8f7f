"""The tests of `tests/test_migrations.py` once more, on PostgreSQL."""

import pytest
import sqlalchemy as sa

from appeals import db
from appeals.app import create_app
from appeals.migrate import migrate
from tests.conftest import make_settings
from tests.postgresql.conftest import driver
from tests.postgresql.server import new_database
from tests.test_migrations import (  # noqa: F401
    test_every_migration_goes_down_and_up_again,
    test_the_comparison_would_find_a_difference,
    test_the_ledger_refuses_to_be_changed,
    test_the_schema_from_migrations_is_the_one_of_the_models,
)


@pytest.fixture
def empty_app(postgresql_server, tmp_path):
    app = create_app(make_settings(tmp_path, database_url=driver(new_database(postgresql_server))))
    with app.app_context():
        yield app
        db.database.engine.dispose()


@pytest.fixture
def engine(empty_app):
    return db.database.engine


def test_the_job_queue_has_a_schema_of_its_own(empty_app):
    migrate(empty_app)
    migrate(empty_app)

    found = sa.inspect(db.database.engine)
    assert "workflow_status" in found.get_table_names(schema="dbos")
    assert "workflow_status" not in found.get_table_names(schema="public")
