"""Restoring: opened and checked beside what is there, and put in its place in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyrage import x25519
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import SQLAlchemyError

from appeals import config, db, workers
from appeals.accounts.models import Account
from appeals.backups import (
    afterwards,
    archive,
    contents,
    keys,
    making,
    manifest,
    postgresql,
    sqlite,
)
from appeals.backups.afterwards import Changed
from appeals.backups.contents import LogState
from appeals.backups.manifest import SQLITE, Manifest
from appeals.backups.troubles import BackupFailed, BadBackup, NotRestored
from appeals.drafting.models import Appeal
from appeals.migrate import is_known, upgrade


@dataclass(frozen=True)
class Restored:
    """What a backup held, and what was made of it."""

    manifest: Manifest
    changed: Changed
    logs: list[LogState]


def is_in_use() -> bool:
    """Return whether there is anything here that a restore would take away."""
    try:
        with db.everywhere(db.session()):
            found = [db.session().scalar(select(kind.id).limit(1)) for kind in (Account, Appeal)]
    except SQLAlchemyError:
        return False  # nothing was ever migrated here
    finally:
        db.abandon()
    return any(found)


def restore(file: Path, identities: Sequence[x25519.Identity], *, other_keys: bool) -> Restored:
    """Put the backup in the place of whatever is there; all of it, or nothing is changed.

    `other_keys` takes also a backup whose keys are not here. Raises `BadBackup` and
    `NotRestored`.
    """
    engine = db.database.engine
    try:
        with making.working_folder() as folder:
            head, database = archive.unpack(file, folder, identities)
            described, sealed = manifest.read(head)
            judge(described, database, kind=engine.dialect.name)
            _judge_keys(described, sealed=sealed, other_keys=other_keys)
            _demand_no_worker()
            engine.dispose()
            return _put(described, database, engine)
    except BackupFailed as error:
        raise NotRestored(str(error)) from error
    except OSError as error:
        raise NotRestored(f"nothing was restored: {error.strerror or error}") from error


def judge(described: Manifest, database: Path, *, kind: str) -> None:
    """Raise `BadBackup` unless the file is what the manifest says and fits this installation."""
    if described.kind != kind:
        names = {SQLITE: "SQLite"}
        raise BadBackup(
            f"this is a backup of {names.get(described.kind, 'PostgreSQL')}; it cannot be restored "
            f"on {names.get(kind, 'PostgreSQL')} (APPEALS_DATABASE_URL says which is used)"
        )
    if archive.sha256_of(database) != described.sha256:
        raise BadBackup("the database in the backup is not the one the manifest describes")
    if not is_known(described.revision):
        raise BadBackup(
            f"the backup was made by a newer version (schema {described.revision}); install that"
        )


def bring_up(connection: Connection, described: Manifest) -> None:
    """Compare the rows with the manifest, and bring the schema to that of this code."""
    if contents.count_rows(connection) != dict(described.rows):
        raise BadBackup("the database does not hold as many rows as the manifest says")
    upgrade(connection)


def _judge_keys(described: Manifest, *, sealed: bool, other_keys: bool) -> None:
    """Say at once where the keys are not those of the backup: its links and logs need them."""
    missing = keys.missing({kind: list(each) for kind, each in described.keys.items()})
    if other_keys:
        return
    if missing:
        names = {
            "secret": "APPEALS_SECRET_KEYS",
            "ledger": "APPEALS_LEDGER_KEY",
            "sealing": "APPEALS_SEALING_KEYS",
            "index": "APPEALS_INDEX_KEY",
        }
        named = " and ".join(names.get(each, each) for each in missing)
        data_dir = config.settings().data_dir
        raise NotRestored(
            f"the keys here are not those of the backup ({named}). Put them where they were, in "
            f"the environment or as files in {data_dir}; with --other-keys it is restored all "
            "the same, but no link that was mailed works, no log can be signed on, and without the "
            "keys that seal nobody can be written to"
        )
    if not sealed:
        raise NotRestored(
            "the backup is not one that this installation has made, or it was changed: its seal "
            "does not hold"
        )


def _demand_no_worker() -> None:
    try:
        living = workers.living(db.session())
    except SQLAlchemyError:
        living = []  # no such table: nothing was ever migrated here
    finally:
        db.abandon()
    if living:
        raise NotRestored(
            f"a worker is alive ({', '.join(living)}): stop web and workers first (one that was "
            f"killed counts as alive for {config.settings().lease_seconds:.0f} s)"
        )


def _put(described: Manifest, database: Path, engine: Engine) -> Restored:
    if described.kind == SQLITE:
        sqlite.look_through(database)
        with sqlite.opened_to_change(database) as connection:
            restored = _made_fit(connection, described)
        sqlite.replace(Path(engine.url.database or ""), database)
        return restored
    with postgresql.replaced(engine, database) as connection:
        return _made_fit(connection, described)


def _made_fit(connection: Connection, described: Manifest) -> Restored:
    bring_up(connection, described)
    changed = afterwards.settle(connection, made_at=described.made_at)
    return Restored(described, changed, contents.check_logs(connection))
