"""Bring the database to the newest schema, ours and that of the job queue."""

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask
from sqlalchemy import Connection

from appeals import config, db, jobs


def migrate(app: Flask) -> None:
    """Run all migrations that have not run; safe to call at every start."""
    with app.app_context(), db.database.engine.execution_options(writes=True).begin() as connection:
        _take_turn(connection)
        upgrade(connection)
    jobs.prepare(app)


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


def _take_turn(connection: Connection) -> None:
    """Let two services that start at once migrate one after the other, however long it takes.

    On SQLite the writing transaction itself does that.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20211)")
