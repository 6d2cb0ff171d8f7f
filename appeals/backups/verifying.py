"""Verifying a backup where the identity is: opened, counted, and its logs checked; nothing kept.

Neither the installation nor its secret keys are needed for it.
"""

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pyrage import x25519

from appeals.backups import archive, contents, manifest, postgresql, restoring, shelf, sqlite
from appeals.backups.contents import LogState
from appeals.backups.manifest import SQLITE, Manifest
from appeals.backups.troubles import BackupFailed, BadBackup
from appeals.ledger import trusting


@dataclass(frozen=True)
class Verified:
    """What was found in a backup; None for logs that only a server could show."""

    manifest: Manifest
    sealed: bool
    logs: list[LogState] | None


def verify(file: Path, identities: Sequence[x25519.Identity]) -> Verified:
    """Open a backup and look at all of it; raise `BadBackup` for what is wrong."""
    try:
        shelf.demand_unchanged(file)
        with tempfile.TemporaryDirectory(prefix="appeals-verify-") as folder:
            head, database = archive.unpack(file, Path(folder), identities)
            described, sealed = manifest.read(head)
            restoring.judge(described, database, kind=described.kind)
            look = _look_into_sqlite if described.kind == SQLITE else _look_into_dump
            return Verified(described, sealed, look(described, database))
    except BackupFailed as error:
        raise BadBackup(str(error)) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise BadBackup(f"the backup cannot be read: {error}") from error


def _look_into_sqlite(described: Manifest, database: Path) -> list[LogState]:
    sqlite.look_through(database)
    with sqlite.opened_to_change(database) as connection:
        restoring.bring_up(connection, described)
        with trusting(described.keys.get("ledger", ())):
            return contents.check_logs(connection)


def _look_into_dump(described: Manifest, database: Path) -> None:
    if not postgresql.holds(database, described.rows):
        raise BadBackup("the dump does not hold as many rows as the manifest says")
