"""Wiping: what stood in the database before it was sealed is to be in none of its files."""

from contextlib import closing
from typing import Any

import structlog
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from appeals import db, resealing
from appeals.keyring import Sealing

log = structlog.get_logger("appeals")
# Sealed or not, these say what a search finds; they held addresses once.
_ALSO = ("organisation",)


def wipe_what_stood_open() -> None:
    """Write the tables anew, once; where others hold them, the next migration tries again."""
    with db.transaction() as session:
        row = session.get(Sealing, 1)
        if row is None or row.wiped:
            return
    try:
        is_done = wipe()
    except DBAPIError:
        is_done = False
    if not is_done:
        log.warning("not wiped", advice="stop web and workers, and run `appeals migrate` again")
        return
    with db.transaction() as session:
        session.execute(update(Sealing).values(wiped=True))


def wipe() -> bool:
    """Leave in the files only what the rows hold; return whether that could be done."""
    wipers = {"sqlite": _wipe_sqlite, "postgresql": _wipe_postgresql}
    with closing(db.database.engine.raw_connection()) as connection:
        return wipers[db.database.engine.dialect.name](connection.driver_connection)


def _wipe_sqlite(connection: Any) -> bool:
    connection.execute("VACUUM")
    busy, _written, _copied = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _wipe_postgresql(connection: Any) -> bool:
    """Give each table new files; what was in the old ones is let go by the file system."""
    connection.autocommit = True
    try:
        connection.execute("SET statement_timeout = 0")
        for name in (*(table.name for table in resealing.tables()), *_ALSO):
            connection.execute(f'VACUUM (FULL) "{name}"')
    finally:
        connection.execute("RESET statement_timeout")
        connection.autocommit = False
    return True
