"""PostgreSQL: `pg_dump` of one snapshot, and reading one back within a single transaction."""

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg
from sqlalchemy import Connection, Engine

from appeals.backups.troubles import BackupFailed, BadBackup, NotRestored
from appeals.errors import AppealsError

# Nobody waits for us, and we wait for as long as it takes.
_PATIENT = (
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    "SET LOCAL lock_timeout = '60s'",
)
_COPY = re.compile(rb"COPY (\S+) .*FROM stdin;$")
# Words of the program psql in newer scripts, no SQL.
_FOR_PSQL = re.compile(r"^\\(?:un)?restrict .*$", re.MULTILINE)
# Everything of ours; not what an extension brought.
_EVERYTHING = """
SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', schemaname, tablename)
FROM pg_tables WHERE schemaname = 'public'
UNION ALL
SELECT format('DROP SEQUENCE IF EXISTS %I.%I CASCADE', schemaname, sequencename)
FROM pg_sequences WHERE schemaname = 'public'
UNION ALL
SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', p.oid::regprocedure)
FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT 'DROP SCHEMA IF EXISTS dbos CASCADE'
"""


@contextmanager
def snapshot(engine: Engine) -> Iterator[tuple[Connection, str]]:
    """Look at the database as it is now, whatever is written meanwhile; yield a name for it."""
    with engine.execution_options(isolation_level="REPEATABLE READ").begin() as connection:
        for each in _PATIENT:
            connection.exec_driver_sql(each)
        name = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        yield connection, name


def server(connection: Connection) -> str:
    return f"PostgreSQL {connection.exec_driver_sql('SHOW server_version').scalar_one()}"


def dump(connection: Connection, snapshot: str, target: Path) -> None:
    """Write the whole database as it is in this snapshot of the connection."""
    url = connection.engine.url
    # The password goes by the environment: arguments are in the list of processes.
    address = url.set(drivername="postgresql", password=None).render_as_string()
    _run(
        _program(_major_of(connection), "pg_dump", BackupFailed),
        url.password,
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        "--no-password",
        "--lock-wait-timeout=60000",
        f"--snapshot={snapshot}",
        f"--file={target}",
        f"--dbname={address}",
    )


def holds(dumped: Path, rows: Mapping[str, int]) -> bool:
    """Read a dump to its end; return whether it has as many rows of each of these tables."""
    counts: Counter[str] = Counter()
    with _script(_newest("pg_restore"), dumped, "data") as script:
        for _sql, table, lines in _blocks(script):
            number = sum(1 for _ in lines)
            schema, _, name = table.rpartition(".")
            if schema == "public":
                counts[name] = number
    return all(counts[name] == number for name, number in rows.items())


@contextmanager
def replaced(engine: Engine, dumped: Path) -> Iterator[Connection]:
    """Put the dump in the place of what is there, and commit when the block has ended well.

    Raises `NotRestored` where anybody else is connected.
    """
    with engine.begin() as connection:
        for each in _PATIENT:
            connection.exec_driver_sql(each)
        demand_unused(connection)
        # Past SQLAlchemy: without parameters a per cent sign is one.
        cursor: Any = connection.connection.cursor()
        for (each,) in cursor.execute(_EVERYTHING).fetchall():
            cursor.execute(each)
        try:
            _load(connection, dumped)
        except psycopg.Error as error:
            raise NotRestored(f"the database refuses the backup: {error}") from error
        connection.exec_driver_sql("RESET search_path")  # the dump has emptied it
        yield connection


def demand_unused(connection: Connection) -> None:
    others = connection.exec_driver_sql(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND coalesce(backend_type, 'client backend') "
        "= 'client backend'"
    ).scalar_one()
    if others:
        raise NotRestored(
            f"the database is in use ({others} connections): stop web and workers first"
        )


def _load(connection: Connection, dumped: Path) -> None:
    program = _program(_major_of(connection), "pg_restore", NotRestored)
    cursor: Any = connection.connection.cursor()
    for section in ("pre-data", "data", "post-data"):
        with _script(program, dumped, section) as script:
            if section == "data":
                _copy(cursor, script)
            else:
                # Without parameters psycopg takes several statements at once.
                cursor.execute(_FOR_PSQL.sub("", script.read().decode()))


def _copy(cursor: Any, script: IO[bytes]) -> None:
    for sql, table, rows in _blocks(script):
        if not table:
            cursor.execute(_FOR_PSQL.sub("", sql))
            continue
        with cursor.copy(sql) as target:
            for row in rows:
                target.write(row)


def _blocks(script: IO[bytes]) -> Iterator[tuple[str, str, Iterator[bytes]]]:
    """Yield each COPY with its table and its rows, and what stands between them with neither."""
    between: list[bytes] = []
    for line in script:
        found = _COPY.match(line.rstrip(b"\n"))
        if found is None:
            between.append(line)
            continue
        if between:
            yield b"".join(between).decode(), "", iter(())
            between = []
        yield line.decode().rstrip().removesuffix(";"), found[1].decode(), _rows(script)
    if between:
        yield b"".join(between).decode(), "", iter(())


def _rows(script: IO[bytes]) -> Iterator[bytes]:
    for line in script:
        if line == b"\\.\n":
            return
        yield line
    raise BadBackup("the dump in the backup is cut off")


@contextmanager
def _script(program: Path, dumped: Path, section: str) -> Iterator[IO[bytes]]:
    """Yield what `pg_restore` makes of one section of a dump."""
    words = ("--no-owner", "--no-privileges", f"--section={section}", "--file=-", str(dumped))
    running = subprocess.Popen(  # noqa: S603
        [str(program), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_environment(None),
    )
    assert running.stdout and running.stderr  # noqa: S101
    try:
        with running.stdout as script:
            yield script
    except BaseException:
        running.kill()
        raise
    finally:
        said = running.stderr.read().decode(errors="replace").strip()
        running.stderr.close()
        status = running.wait()
    if status:
        raise BadBackup(f"the dump in the backup cannot be read: {said[:300]}")


def _run(program: Path, password: str | None, *words: str) -> None:
    done = subprocess.run(  # noqa: S603
        [str(program), *words],
        capture_output=True,
        text=True,
        env=_environment(password),
        check=False,
    )
    if done.returncode:
        raise BackupFailed(f"{program.name} failed: {done.stderr.strip()[:300]}")


def _environment(password: str | None) -> dict[str, str]:
    """Return what the programs need to know, and none of our secrets but the one they use."""
    kept = {key: value for key, value in os.environ.items() if key.startswith(("PG", "LC_"))}
    kept |= {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return kept | ({"PGPASSWORD": password} if password else {})


def _major_of(connection: Connection) -> int:
    number = connection.exec_driver_sql("SHOW server_version_num").scalar_one()
    return int(number) // 10_000


def _program(major: int, name: str, trouble: type[AppealsError]) -> Path:
    """Find the program in the version of the server: a newer one writes what this cannot read."""
    for file in _installed(name):
        if _major(file) == major:
            return file
    raise trouble(
        f"{name} of PostgreSQL {major} is not installed here (package postgresql-client-{major})"
    )


def _newest(name: str) -> Path:
    """Find a program that only reads, which a newer one does as well."""
    found = max(_installed(name), key=_major, default=None)
    if found is None:
        raise BadBackup(f"{name} of PostgreSQL is not installed here (package postgresql-client)")
    return found


def _installed(name: str) -> list[Path]:
    on_path = shutil.which(name)
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return [*versions, *([Path(on_path)] if on_path else [])]


def _major(program: Path) -> int:
    said = subprocess.run(  # noqa: S603
        [str(program), "--version"],
        capture_output=True,
        text=True,
        env=_environment(None),
        check=False,
    ).stdout
    found = re.search(r"\(PostgreSQL\) (\d+)", said)
    return int(found[1]) if found else 0
