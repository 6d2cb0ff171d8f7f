"""Encryption with age: to public keys, so that the machine that writes a backup cannot read it.

Reading and writing go through in small pieces, whatever the size of the file.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pyrage
from pyrage import x25519

from appeals.backups.troubles import BadBackup
from appeals.errors import Invalid

_MARK = b"age-encryption.org/v1"
_PREFIX = "AGE-SECRET-KEY-1"


def is_encrypted(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(_MARK)) == _MARK


def encrypt(source: BinaryIO, target: BinaryIO, recipients: Sequence[str]) -> None:
    pyrage.encrypt_io(source, target, [x25519.Recipient.from_str(each) for each in recipients])


def decrypt(source: BinaryIO, target: BinaryIO, identities: Sequence[x25519.Identity]) -> None:
    """Decrypt; raise `BadBackup` for a wrong identity as for a changed or shortened file."""
    try:
        pyrage.decrypt_io(source, target, identities)
    except (pyrage.DecryptError, OSError) as error:
        raise BadBackup(
            "the backup cannot be decrypted: this identity is not one it was encrypted to, or the "
            "file was changed or is not whole"
        ) from error


def read_identities(file: Path) -> list[x25519.Identity]:
    """Read the identities in a file as `age-keygen` writes it; other lines are remarks."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        keys = [line.strip() for line in lines if line.startswith(_PREFIX)]
        found = [x25519.Identity.from_str(key) for key in keys]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise Invalid(f"{file} cannot be read as identities of age") from error
    if not found:
        raise Invalid(f"{file} holds no identity of age (a line with {_PREFIX}…)")
    return found


def new_identity() -> tuple[str, str]:
    """Make an identity; return what is kept apart, and its public key."""
    made = x25519.Identity.generate()
    return str(made), str(made.to_public())
