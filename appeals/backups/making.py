"""Making a backup: copied while the service runs, opened and counted, then encrypted."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree

from sqlalchemy import Connection

from appeals import config, db
from appeals.backups import archive, contents, keys, manifest, postgresql, shelf, sqlite
from appeals.backups.manifest import POSTGRESQL, SQLITE, Manifest
from appeals.backups.troubles import BackupFailed, BadBackup

_FOLDER = ".backup-"


@dataclass(frozen=True)
class Made:
    """A backup that stands where it should, and what is in it."""

    path: Path
    manifest: Manifest


def make(place: Path, *, recipients: Sequence[str]) -> Made:
    """Write a backup of the installation into a folder or as a new file.

    Without recipients it is not encrypted. Until it is whole nothing bears its name.
    """
    try:
        with working_folder() as folder:
            database = folder / archive.DATABASE
            made = _copied(database)
            return Made(_written(made, database, place, recipients), made)
    except OSError as error:
        raise BackupFailed(f"no backup was written: {error.strerror or error}") from error


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder for copies in the clear, in the data folder, where the database itself is."""
    data_dir = config.settings().data_dir
    with shelf.alone(data_dir):
        _clear(data_dir)
        with tempfile.TemporaryDirectory(dir=data_dir, prefix=_FOLDER) as folder:
            yield Path(folder)


def _copied(target: Path) -> Manifest:
    engine = db.database.engine
    if engine.dialect.name == SQLITE:
        sqlite.copy(Path(engine.url.database or ""), target)
        with _as_failure(), sqlite.opened(target) as connection:
            return _described(connection, SQLITE, sqlite.server(), target)
    with postgresql.snapshot(engine) as (connection, name), _as_failure():
        postgresql.dump(connection, name, target)
        made = _described(connection, POSTGRESQL, postgresql.server(connection), target)
        if not postgresql.holds(target, made.rows):
            raise BackupFailed("the dump does not hold as many rows as the database")
        return made


@contextmanager
def _as_failure() -> Iterator[None]:
    try:
        yield
    except BadBackup as error:
        raise BackupFailed(str(error)) from error


def _described(connection: Connection, kind: str, server: str, file: Path) -> Manifest:
    revision = contents.revision(connection)
    if not revision:
        raise BackupFailed("the database is empty: there is nothing to back up")
    logs = contents.check_logs(connection)
    return Manifest(
        made_at=contents.clock(connection),
        kind=kind,
        server=server,
        software=f"appeals {version('appeals')}, Python {sys.version.split()[0]}",
        revision=revision,
        service=config.settings().base_url,
        sha256=archive.sha256_of(file),
        size=file.stat().st_size,
        rows=contents.count_rows(connection),
        entries={str(each.appeal_id): each.entries for each in logs},
        faults={str(each.appeal_id): list(each.faults) for each in logs if each.faults},
        keys=keys.fingerprints(),
    )


def _written(made: Manifest, database: Path, place: Path, recipients: Sequence[str]) -> Path:
    path = place
    if place.is_dir():
        path = place / shelf.name_of(made.made_at, encrypted=bool(recipients))
    if path.exists():
        raise BackupFailed(f"{path} is there already")
    draft = path.with_name(f".{path.name}.part")
    try:
        with shelf.open_draft(draft) as file:
            archive.pack(manifest.as_bytes(made), database, file, recipients)
        shelf.put_in_place(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    shelf.note(path, made)
    return path


def _clear(data_dir: Path) -> None:
    """Take away what a killed backup has left."""
    for left in data_dir.glob(f"{_FOLDER}*"):
        rmtree(left, ignore_errors=True)
