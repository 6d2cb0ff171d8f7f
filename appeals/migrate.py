"""Bring the database to the newest schema, ours and that of the job queue."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask
from sqlalchemy import Connection, Engine

from appeals import config, db, jobs, wiping


def migrate(app: Flask) -> None:
    """Run all migrations that have not run; safe to call at every start."""
    with app.app_context(), migrating(db.database.engine) as connection:
        _take_turn(connection)
        upgrade(connection)
    with app.app_context():
        wiping.wipe_what_stood_open()
    jobs.prepare(app)


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """One transaction in which tables may be made anew, with the rows that refer to them.

    SQLite changes a table by dropping it for a copy, and would delete or refuse what
    refers to it; so references are checked at the end instead. That can be switched
    only where no transaction has begun.
    """
    with engine.execution_options(writes=True).connect() as connection:
        plain: Any = connection.connection.driver_connection
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            plain.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield connection
                if on_sqlite:
                    _demand_references(connection)
        finally:
            if on_sqlite:
                plain.execute("PRAGMA foreign_keys = ON")


def upgrade(connection: Connection) -> None:
    """Bring our tables to the newest schema within the transaction of this connection.

    All migrations are one transaction: one that fails or is killed leaves the
    database as the old version knows it, and the next try begins anew.
    """
    command.upgrade(alembic(connection), "head")


def revision_of(connection: Connection) -> str | None:
    """Return which migration was the last one, or None in a database without our tables."""
    return MigrationContext.configure(connection).get_current_revision()


def is_known(revision: str) -> bool:
    """Return whether this code has such a migration, and so can bring it to the newest."""
    try:
        script = ScriptDirectory(str(config.resource("migrations"))).get_revision(revision)
    except CommandError:
        return False
    return script is not None


def alembic(connection: Connection) -> Config:
    """Return Alembic's configuration for this connection."""
    made = Config()
    made.set_main_option("script_location", str(config.resource("migrations")))
    made.attributes["connection"] = connection
    return made


def _demand_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(5)
    if broken:
        raise RuntimeError(f"the migration would leave references to nothing: {broken}")


def _take_turn(connection: Connection) -> None:
    """Let two services that start at once migrate one after the other, however long it takes.

    On SQLite the writing transaction itself does that.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20211)")
