"""SQLite: a consistent copy while others write, and putting one in the place of what is there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine

from appeals import db
from appeals.backups.troubles import BackupFailed, BadBackup, NotRestored
from appeals.migrate import migrating

_WAIT = 30.0  # seconds


def copy(source: Path, target: Path) -> None:
    """Write a copy that holds nothing of what was deleted; others read and write meanwhile."""
    try:
        with closing(_open(source, "mode=ro")) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise BackupFailed(f"the database cannot be copied: {error}") from error


def server() -> str:
    return f"SQLite {sqlite3.sqlite_version}"


@contextmanager
def opened(file: Path) -> Iterator[Connection]:
    """Open a copy to read it, once SQLite itself has found it whole; raise `BadBackup` if not."""
    look_through(file)
    engine = create_engine(
        "sqlite://", creator=lambda: _open(file, "mode=ro&immutable=1"), poolclass=NullPool
    )
    with engine.begin() as connection:
        yield connection


@contextmanager
def opened_to_change(file: Path) -> Iterator[Connection]:
    """Open a copy to read and write it in one transaction, with the checks of the application."""
    engine = db.engine_beside(file)
    try:
        with migrating(engine) as connection:
            yield connection
    finally:
        engine.dispose()


def replace(target: Path, copy: Path) -> None:
    """Put the copy in the place of the database, in one transaction of SQLite.

    Killed in between, the database is what it was. Raises `NotRestored` where any
    process has it open.
    """
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with closing(_open(target, "mode=rwc")) as database, closing(_open(copy, "mode=ro")) as new:
            demand_unused(database)
            new.backup(database)
    except sqlite3.Error as error:
        raise NotRestored(f"the database cannot be written: {error}") from error


def demand_unused(database: sqlite3.Connection) -> None:
    """Raise `NotRestored` unless nobody else has the database open: only then WAL can be left."""
    database.execute("PRAGMA busy_timeout = 2000")
    try:
        [mode] = database.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError:
        mode = "wal"
    if mode != "delete":
        raise NotRestored("the database is in use: stop web and workers first")


def look_through(file: Path) -> None:
    """Have SQLite look at every page and every reference; raise `BadBackup` for what is wrong."""
    try:
        with closing(_open(file, "mode=ro")) as connection:
            found = [each for (each,) in connection.execute("PRAGMA integrity_check(5)")]
            orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(5)
    except sqlite3.Error as error:
        raise BadBackup(f"the database cannot be opened: {error}") from error
    if found != ["ok"] or orphans:
        told = "; ".join(map(str, found if found != ["ok"] else orphans))
        raise BadBackup(f"the database is damaged: {told}")


def _open(file: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.as_uri()}?{how}", uri=True, isolation_level=None, timeout=_WAIT)
