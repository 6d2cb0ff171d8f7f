"""The schema that migrations make is the one the models describe, and they go both ways."""

import contextlib
import io

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from appeals import db, models
from appeals.app import create_app
from appeals.migrate import alembic, migrate, migrating
from tests.conftest import make_settings

LEDGER_ROW = sa.text(
    "INSERT INTO ledger_entry (at, action, subject_id, details, coalition_id) "
    "VALUES ('2026-11-20 12:00:00+00:00', 'made.up', :id, '{}', :id)"
)


@pytest.fixture
def engine(tmp_path):
    """An empty SQLite database; the same tests run on PostgreSQL from tests/postgresql."""
    app = create_app(make_settings(tmp_path))
    with app.app_context():
        yield db.database.engine
        db.database.engine.dispose()


def to(engine: Engine, revision: str) -> None:
    """Migrate up or down to `revision`."""
    with migrating(engine) as connection:
        present = MigrationContext.configure(connection).get_current_revision() or ""
        upwards = revision == "head" or (revision != "base" and revision > present)
        move = command.upgrade if upwards else command.downgrade
        with contextlib.redirect_stdout(io.StringIO()):
            move(alembic(connection), revision)


def revisions() -> list[str]:
    """Return all revisions, the first one first."""
    with sa.create_engine("sqlite://").connect() as connection:
        walk = ScriptDirectory.from_config(alembic(connection)).walk_revisions()
        return [script.revision for script in walk][::-1]


def before(revision: str) -> str:
    """Return the revision that stands before this one."""
    everything = revisions()
    return everything[everything.index(revision) - 1]


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection,
        opts={
            "include_object": _ours,
            "compare_type": _same_type,
            "compare_server_default": True,
        },
    )
    return list(compare_metadata(context, models.Base.metadata))


def _ours(thing, name, kind, _reflected, _other) -> bool:
    """As in migrations/env.py: the tables of DBOS are its own affair."""
    table = name if kind == "table" else thing.table.name
    return table in models.Base.metadata.tables


def _same_type(_context, _inspected, _column, found, declared) -> bool | None:
    """As in migrations/env.py: an enumeration stored by value is text."""
    return False if isinstance(declared, sa.Enum) and isinstance(found, sa.String) else None


def tables(engine: Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names()) & set(models.Base.metadata.tables)


def test_the_schema_from_migrations_is_the_one_of_the_models(engine):
    to(engine, "head")

    with engine.connect() as connection:
        assert differences(connection) == []


def test_the_comparison_would_find_a_difference(engine):
    to(engine, "head")
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(sa.text("ALTER TABLE coalition ADD COLUMN forgotten INTEGER"))

    with engine.connect() as connection:
        assert differences(connection) != []


def test_every_migration_goes_down_and_up_again(engine):
    everything = revisions()

    for revision in everything:
        to(engine, revision)
    for revision in [*everything[-2::-1], "base"]:
        to(engine, revision)

    assert tables(engine) == set()
    to(engine, "head")
    with engine.connect() as connection:
        assert differences(connection) == []


@pytest.mark.parametrize(
    "change", ["UPDATE ledger_entry SET action = 'x'", "DELETE FROM ledger_entry"]
)
def test_the_ledger_refuses_to_be_changed(engine, change):
    to(engine, "head")
    with engine.execution_options(writes=True).begin() as connection:
        _add_to_ledger(connection)

    with (
        pytest.raises(sa.exc.DBAPIError, match="append-only"),
        engine.execution_options(writes=True).begin() as connection,
    ):
        connection.execute(sa.text(change))
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT action FROM ledger_entry")) == "made.up"


def test_migrating_twice_changes_nothing(tmp_path):
    app = create_app(make_settings(tmp_path))

    migrate(app)
    migrate(app)

    with app.app_context(), db.database.engine.connect() as connection:
        assert differences(connection) == []


def test_the_job_queue_keeps_its_tables_out_of_ours(tmp_path):
    app = create_app(make_settings(tmp_path))

    migrate(app)

    with app.app_context():
        found = set(sa.inspect(db.database.engine).get_table_names())
    assert "workflow_status" in found
    assert "workflow_status" not in models.Base.metadata.tables


def _add_to_ledger(connection: Connection) -> None:
    coalition = {"id": "0" * 31 + "1"}
    connection.execute(
        sa.text(
            "INSERT INTO coalition (id, name, created_at) "
            "VALUES (:id, 'Rivers', '2026-11-20 12:00:00+00:00')"
        ),
        coalition,
    )
    connection.execute(LEDGER_ROW, coalition)
