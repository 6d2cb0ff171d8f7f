"""The folder of backups: what is in it, of when, and which was opened where the identity is.

Beside each backup stands a note with its hashes, which holds nothing secret, and
once it was verified another one. The age of a backup is read from its name, so that
this works with a folder that several machines see.
"""

import fcntl
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from appeals.backups.archive import sha256_of
from appeals.backups.manifest import Manifest
from appeals.backups.troubles import BackupFailed

_NAME = re.compile(r"appeals-(\d{8}T\d{6}Z)\.backup(?:\.age)?")
_TIME = "%Y%m%dT%H%M%SZ"
_NOTE, _VERIFIED = ".json", ".verified"


@dataclass(frozen=True, order=True)
class Shelved:
    """A backup in the folder."""

    made_at: datetime
    path: Path


def name_of(made_at: datetime, *, encrypted: bool) -> str:
    return f"appeals-{made_at.astimezone(UTC):{_TIME}}.backup{'.age' if encrypted else ''}"


def backups(folder: Path) -> list[Shelved]:
    """List the backups in a folder, the oldest first."""
    return sorted(_dated(folder, ""))


def last_made(folder: Path) -> datetime | None:
    return max((each.made_at for each in _dated(folder, "")), default=None)


def last_verified(folder: Path) -> datetime | None:
    """Return when a backup was last opened and found whole by whoever has the identity."""
    return max(_moments(folder), default=None)


def note(file: Path, manifest: Manifest) -> None:
    """Write beside a backup by what it is recognised."""
    told = {
        "made_at": manifest.made_at.isoformat(),
        "kind": manifest.kind,
        "revision": manifest.revision,
        "sha256": sha256_of(file),
        "size": file.stat().st_size,
        "database_sha256": manifest.sha256,
        "database_size": manifest.size,
    }
    write_whole(_beside(file, _NOTE), json.dumps(told, indent=1).encode())


def demand_unchanged(file: Path) -> None:
    """Raise `BackupFailed` where the note says otherwise; a backup without one is not judged."""
    beside = _beside(file, _NOTE)
    if beside.is_file() and json.loads(beside.read_text())["sha256"] != sha256_of(file):
        raise BackupFailed(f"{file} is not what was written: its SHA-256 is not that of its note")


def note_verified(file: Path, at: datetime) -> None:
    write_whole(_beside(file, _VERIFIED), at.isoformat().encode())


def drop_older(folder: Path, *, than: timedelta, now: datetime) -> list[Path]:
    """Delete what is older; the two newest stay, so that a clock gone wrong takes not all."""
    dropped = [each.path for each in backups(folder)[:-2] if now - each.made_at > than]
    for path in dropped:
        path.unlink()
        for suffix in (_NOTE, _VERIFIED):
            _beside(path, suffix).unlink(missing_ok=True)
    return dropped


def write_whole(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.part")
    with open_draft(draft) as file:
        file.write(content)
    put_in_place(draft, path)


def open_draft(draft: Path):  # type: ignore[no-untyped-def]
    """Open a new file that nobody else reads."""
    draft.unlink(missing_ok=True)
    return os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def put_in_place(draft: Path, path: Path) -> None:
    """Give a file its name once all of it is on the disk."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def alone(data_dir: Path) -> Iterator[None]:
    """Keep a second backup or restore of this installation on this machine from beginning."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(data_dir / "backup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BackupFailed("a backup or a restore of this installation is under way") from error
    finally:
        os.close(descriptor)


def _dated(folder: Path, suffix: str) -> Iterator[Shelved]:
    for path in folder.glob(f"appeals-*{suffix}"):
        if found := _NAME.fullmatch(path.name.removesuffix(suffix)):
            yield Shelved(datetime.strptime(found[1], _TIME).replace(tzinfo=UTC), path)


def _moments(folder: Path) -> Iterator[datetime]:
    for each in _dated(folder, _VERIFIED):
        with suppress(ValueError, OSError):
            yield datetime.fromisoformat(each.path.read_text().strip())


def _beside(file: Path, suffix: str) -> Path:
    return file.with_name(file.name + suffix)
