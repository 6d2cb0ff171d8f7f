"""Clearing: no byte of what was deleted stays in the files of the database.

SQLite overwrites what is deleted (`secure_delete`); what is left in its write-ahead log and
in the gaps of pages goes when the log is emptied and the file is written anew. On PostgreSQL
VACUUM frees the space; what the server writes over it, and when, is its own affair.
"""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import Engine

# Writing the file anew keeps others from writing: some seconds for this much.
LARGEST = 512 * 1024 * 1024
_PATIENCE = 5_000  # milliseconds


@dataclass(frozen=True)
class Outcome:
    """What could be done: whether the log is empty, and whether the space was written anew."""

    is_emptied: bool
    is_rewritten: bool

    @property
    def is_whole(self) -> bool:
        return self.is_emptied and self.is_rewritten


def clear(engine: Engine) -> Outcome:
    """Empty the write-ahead log and write the file anew, if nobody has to wait long for it."""
    if engine.dialect.name != "sqlite":
        return _vacuum(engine)
    # Outside a transaction, which the engine would begin.
    with closing(engine.raw_connection()) as connection:
        return _clear_sqlite(connection.driver_connection, Path(engine.url.database or ""))


def _clear_sqlite(driver: Any, file: Path) -> Outcome:
    size = file.stat().st_size
    patience = driver.execute("PRAGMA busy_timeout").fetchone()[0]
    driver.execute(f"PRAGMA busy_timeout={_PATIENCE}")
    try:
        is_rewritten = size <= LARGEST and _rewritten(driver)
        busy, _pages, _moved = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        driver.execute(f"PRAGMA busy_timeout={patience}")
    return Outcome(is_emptied=not busy, is_rewritten=is_rewritten)


def _rewritten(driver: Any) -> bool:
    try:
        driver.execute("VACUUM")
    except OperationalError:
        return False  # somebody was writing, or the disk has no room: another time
    return True


def _vacuum(engine: Engine) -> Outcome:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("RESET statement_timeout")
    return Outcome(is_emptied=True, is_rewritten=True)
