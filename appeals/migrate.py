"""Bring the database to the newest schema, ours and that of the job queue."""

from alembic import command
from alembic.config import Config
from flask import Flask
from sqlalchemy import Connection

from appeals import config, db, jobs, wiping


def migrate(app: Flask) -> None:
    """Run all migrations that have not run; safe to call at every start."""
    with app.app_context(), db.database.engine.execution_options(writes=True).begin() as connection:
        _take_turn(connection)
        command.upgrade(alembic(connection), "head")
    with app.app_context():
        wiping.wipe_what_stood_open()
    jobs.prepare(app)


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
