"""The first thing in a backup: what it is, of when, and by what it is checked."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from appeals.backups import keys
from appeals.backups.troubles import BadBackup

FORMAT = "joint-appeals-backup-1"
SQLITE, POSTGRESQL = "sqlite", "postgresql"


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Says of the one other file in the backup what it must be, to the byte and to the row."""

    made_at: datetime  # by the clock of the database
    kind: str  # which of the two databases it can be restored on
    server: str
    software: str
    revision: str
    service: str  # the address of the installation
    sha256: str  # of the database's file, lower-case hex
    size: int
    rows: Mapping[str, int]  # by table
    entries: Mapping[str, int]  # of each log, by appeal
    faults: Mapping[str, list[str]]  # what was wrong with a log already, by appeal
    keys: Mapping[str, list[str]]  # fingerprints, oldest first


def as_bytes(manifest: Manifest) -> bytes:
    """Return the manifest under our seal."""
    content = asdict(manifest) | {"made_at": manifest.made_at.isoformat(), "format": FORMAT}
    sealed = content | {"seal": keys.seal(_canonical(content))}
    return json.dumps(sealed, indent=1, sort_keys=True).encode()


def read(given: bytes) -> tuple[Manifest, bool]:
    """Return the manifest, and whether the seal is one that the present keys make."""
    try:
        content: dict[str, Any] = json.loads(given)
        seal = str(content.pop("seal"))
        sealed = keys.is_sealed(_canonical(content), seal)
        if content.pop("format") != FORMAT:
            raise BadBackup("this is a backup of a version that is not known here")
        content["made_at"] = datetime.fromisoformat(content["made_at"])
        return Manifest(**content), sealed
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadBackup("the manifest of the backup cannot be read") from error


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
