"""The file of a backup: manifest and database in a compressed tar, encrypted as it is written.

Nothing of it ever stands on the disk in the clear but the copy of the database that
is packed, in the data folder beside the original.
"""

import gzip
import hashlib
import os
import tarfile
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pyrage import x25519

from appeals.backups import encryption
from appeals.backups.troubles import BadBackup

MANIFEST, DATABASE = "manifest.json", "database"
_PIECE = 1024 * 1024


class Hashing:
    """A file that is written to, with the SHA-256 and the size of what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._hash, self.size = file, hashlib.sha256(), 0

    def write(self, piece: bytes) -> int:
        self._hash.update(piece)
        self.size += len(piece)
        return self._file.write(piece)

    def flush(self) -> None:
        self._file.flush()

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


def sha256_of(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def pack(manifest: bytes, database: Path, target: BinaryIO, recipients: Sequence[str]) -> None:
    """Write both into `target`, encrypted where there are recipients."""
    if not recipients:
        _write_tar(manifest, database, target)
        return
    with _read_while(lambda pipe: _write_tar(manifest, database, pipe)) as packed:
        encryption.encrypt(packed, target, recipients)


def unpack(file: Path, folder: Path, identities: Sequence[x25519.Identity]) -> tuple[bytes, Path]:
    """Return the manifest and the database of a backup, the latter as a file in `folder`."""
    if not encryption.is_encrypted(file):
        with file.open("rb") as opened:
            return _read_tar(opened, folder)
    if not identities:
        raise BadBackup("the backup is encrypted; say with --identity which file opens it")
    with file.open("rb") as opened:
        decrypting = _read_while(lambda pipe: encryption.decrypt(opened, pipe, identities))
        with decrypting as packed:
            return _read_tar(packed, folder)


def _write_tar(manifest: bytes, database: Path, target: BinaryIO) -> None:
    with (
        gzip.GzipFile(mode="wb", fileobj=target, compresslevel=6, mtime=0) as packed,
        tarfile.open(mode="w|", fileobj=packed) as tar,
    ):
        head = tarfile.TarInfo(MANIFEST)
        head.size, head.mode = len(manifest), 0o600
        tar.addfile(head, BytesIO(manifest))
        body = tarfile.TarInfo(DATABASE)
        body.size, body.mode = database.stat().st_size, 0o600
        with database.open("rb") as opened:
            tar.addfile(body, opened)


def _read_tar(source: BinaryIO, folder: Path) -> tuple[bytes, Path]:
    """Read to the very end, so that a file that is cut off is found out."""
    manifest, database = b"", folder / DATABASE
    try:
        with (
            gzip.GzipFile(fileobj=source) as packed,
            tarfile.open(mode="r|", fileobj=packed) as tar,
        ):
            for member in tar:
                content = tar.extractfile(member)
                if member.name == MANIFEST and content and member.size < _PIECE:
                    manifest = content.read()
                elif member.name == DATABASE and content:
                    with database.open("wb") as opened:
                        while piece := content.read(_PIECE):
                            opened.write(piece)
            while packed.read(_PIECE):
                pass
    except (tarfile.TarError, EOFError, zlib.error, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise  # the disk's trouble, not the file's
        raise BadBackup("the file is not a backup, or not a whole one") from error
    if not (manifest and database.is_file()):
        raise BadBackup("the file is not a backup, or not a whole one")
    return manifest, database


class _Worker(threading.Thread):
    """Writes into a pipe, and keeps what went wrong for who reads it."""

    def __init__(self, write, pipe: BinaryIO) -> None:  # type: ignore[no-untyped-def]
        super().__init__(daemon=True)
        self._write, self._pipe = write, pipe
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            with self._pipe:
                self._write(self._pipe)
        except BrokenPipeError:
            pass  # who reads has given up, and says why
        except BaseException as error:
            self.error = error


@contextmanager
def _read_while(write) -> Iterator[BinaryIO]:  # type: ignore[no-untyped-def]
    """Yield what `write` writes into the file it is given, without keeping it anywhere.

    What goes wrong there is raised here, also where the reader found its end too early.
    """
    reading, writing = os.pipe()
    worker = _Worker(write, os.fdopen(writing, "wb"))
    worker.start()
    try:
        with os.fdopen(reading, "rb") as source:
            yield source
    except Exception as error:
        worker.join()
        raise (worker.error or error) from error
    worker.join()
    if worker.error:
        raise worker.error
