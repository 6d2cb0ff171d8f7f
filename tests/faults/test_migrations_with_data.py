"""Migrations of a database that is in use: from every earlier state, failed, and killed midway."""

import os
import signal
import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event

from appeals import config, db
from appeals.app import create_app
from appeals.ledger import sign_logs
from appeals.migrate import migrate, migrating, upgrade
from tests.faults.installation import install
from tests.faults.restoring import KEYS, links_of, sign
from tests.filling import fill_empty, rows_of, schema_of, tables_of
from tests.journeys.service import SEALING
from tests.test_migrations import differences, revisions, to

# Kills its own process at the statement of this number, as a power cut would.
KILLED = """
import os, signal, sys
from itertools import count
from sqlalchemy import event
from appeals import db
from appeals.app import create_app
from appeals.migrate import migrate
app, numbers, last = create_app(), count(1), int(sys.argv[1])
with app.app_context():
    engine = db.database.engine
@event.listens_for(engine, "before_cursor_execute")
def kill(*_arguments):
    if next(numbers) == last:
        os.kill(os.getpid(), signal.SIGKILL)
migrate(app)
"""


@pytest.fixture(scope="session")
def new_copy(tmp_path_factory):
    """Return what gives the variables of a copy of an installation in which some have signed."""
    folder = tmp_path_factory.mktemp("migrations")
    made = install(folder, organisations=3, **KEYS)
    _use(made)
    original = folder / "data" / "appeals.sqlite3"

    def copy(to):
        with sa.create_engine(f"sqlite:///{original}").connect() as connection:
            connection.exec_driver_sql(f"VACUUM INTO '{to / 'copy.sqlite3'}'")
        return {"APPEALS_DATABASE_URL": f"sqlite:///{to / 'copy.sqlite3'}"}

    return copy


def _use(made):
    sign(made, *links_of(made)[:2])
    with made.app.app_context():
        sign_logs()
    made.close()


@pytest.fixture
def environment(new_copy, tmp_path):
    own = {"APPEALS_DATA_DIR": str(tmp_path), **new_copy(tmp_path)}
    return {**os.environ, **KEYS, **SEALING, **own}


@pytest.fixture
def engine(environment):
    with create_app(config.from_environment(environment)).app_context():
        yield db.database.engine
        db.database.engine.dispose()


def writing(engine: Engine):
    return engine.execution_options(writes=True).begin()


@pytest.mark.parametrize("revision", revisions())
def test_p65_data_of_every_earlier_state_is_there_after_the_migration(engine, revision):
    to(engine, revision)
    with writing(engine) as connection:
        fill_empty(connection)
    with engine.connect() as connection:
        before = rows_of(connection)
    assert [name for name, rows in before.items() if not rows] == []

    to(engine, "head")

    with engine.connect() as connection:
        after = rows_of(connection)
        assert differences(connection) == []
    changed, deleted = meant(revision)
    for name in (before.keys() & after.keys()) - deleted:
        missing = before[name].keys() - after[name].keys()
        assert not missing, f"{name} lost rows"
        for key, row in before[name].items():
            now = after[name][key]
            shared = row.keys() & now.keys() - changed.get(name, set())
            assert {c: row[c] for c in shared} == {c: now[c] for c in shared}, f"{name} changed"


def meant(revision):
    """Return which columns migrations mean to change from this one on, and which rows to delete."""
    if revision >= "0020":
        return {}, set()
    sealing = ScriptDirectory(str(config.resource("migrations"))).get_revision("0020").module
    changed = {name: set(columns) for name, columns in sealing._SEALED.items()}
    for name, columns in sealing._INDEXED.items():
        changed[name] |= set(columns)
    return {**changed, "organisation": {"searched"}}, {"organisation_upload"}


def test_every_table_of_the_newest_schema_is_filled(engine):
    with writing(engine) as connection:
        fill_empty(connection)
        counts = {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for name, table in tables_of(connection).items()
        }

    assert len(counts) > 40
    assert min(counts.values()) > 0


def statements(engine: Engine) -> int:
    """Count what a migration to the newest schema executes, and undo it."""
    found = 0

    def count(*_arguments):
        nonlocal found
        found += 1

    class Undo(Exception):
        pass

    event.listen(engine, "before_cursor_execute", count)
    try:
        with pytest.raises(Undo), migrating(engine) as connection:
            upgrade(connection)
            raise Undo
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return found


def test_p65_a_migration_that_is_killed_leaves_the_old_version_and_runs_again(engine, environment):
    to(engine, "0001")
    with engine.connect() as connection:
        old, schema = rows_of(connection), schema_of(connection)
    number = statements(engine)
    assert number > 100
    engine.dispose()

    for part in (0.1, 0.5, 0.9):
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(int(number * part))],
            env=environment,
            check=False,
            capture_output=True,
        )
        assert done.returncode == -signal.SIGKILL, done.stderr
        with engine.connect() as connection:
            assert set(schema_of(connection)) ^ set(schema) == set()
            assert rows_of(connection) == old
        engine.dispose()

    migrate(create_app(config.from_environment(environment)))

    with engine.connect() as connection:
        assert differences(connection) == []
        assert rows_of(connection)["signature"].keys() == old["signature"].keys()


def test_p65_a_migration_that_fails_leaves_the_old_version(engine, environment):
    to(engine, "0001")
    with engine.connect() as connection:
        old, schema = rows_of(connection), schema_of(connection)

    def fail(_connection, _cursor, statement, *_arguments):
        if "ledger_leaf" in statement:
            raise OSError("no space left on device")

    app = create_app(config.from_environment(environment))
    with app.app_context():
        failing = db.database.engine
    event.listen(failing, "before_cursor_execute", fail)
    with pytest.raises(OSError, match="no space left"):
        migrate(app)
    with engine.connect() as connection:
        assert set(schema_of(connection)) ^ set(schema) == set()
        assert rows_of(connection) == old
    event.remove(failing, "before_cursor_execute", fail)

    migrate(app)

    with engine.connect() as connection:
        assert differences(connection) == []
