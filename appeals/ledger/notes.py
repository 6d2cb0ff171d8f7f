"""Signed notes and checkpoints as C2SP has them (c2sp.org/signed-note, c2sp.org/tlog-checkpoint).

A checkpoint is a text: the origin of a log, its size and its root, an empty line,
and a signature line. Whoever keeps one can prove later what the log had in it.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

_ED25519 = b"\x01"
_SIGNATURE = re.compile(r"^— (\S+) ([A-Za-z0-9+/=]+)$")


class BadNote(ValueError):
    """This is not a checkpoint, or nobody known has signed it."""


@dataclass(frozen=True)
class Checkpoint:
    """What a log was at some moment."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def signed(checkpoint: Checkpoint, key: Ed25519PrivateKey) -> str:
    """Return the checkpoint as a signed note; the key bears the name of the log."""
    signature = key.sign(checkpoint.text.encode())
    public = raw(key.public_key())
    line = base64.b64encode(key_id(checkpoint.origin, public) + signature).decode()
    return f"{checkpoint.text}\n— {checkpoint.origin} {line}\n"


def verified(note: str, keys: Iterable[Ed25519PublicKey]) -> Checkpoint:
    """Return the checkpoint in this note; raise `BadNote` unless one of the keys has signed it."""
    text, _, signatures = note.rpartition("\n\n")
    checkpoint = _parsed(text + "\n")
    known = {key_id(checkpoint.origin, raw(key)): key for key in keys}
    for line in signatures.splitlines():
        found = _SIGNATURE.match(line)
        if found is None or found[1] != checkpoint.origin:
            continue
        blob = _decoded(found[2])
        key = known.get(blob[:4])
        if key and _holds(key, blob[4:], checkpoint.text):
            return checkpoint
    raise BadNote("nobody known has signed this")


def raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes_raw()


def key_id(name: str, public: bytes) -> bytes:
    """Return the four bytes by which a signature line names its key."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


def verifier_key(name: str, public: bytes) -> str:
    """Return a public key as the tools of others take it: name, id and key."""
    encoded = base64.b64encode(_ED25519 + public).decode()
    return f"{name}+{key_id(name, public).hex()}+{encoded}"


def _parsed(text: str) -> Checkpoint:
    lines = text.splitlines()
    if len(lines) != 3 or not lines[0] or not re.fullmatch(r"0|[1-9][0-9]*", lines[1]):
        raise BadNote("this is not a checkpoint")
    root = _decoded(lines[2])
    if len(root) != hashlib.sha256().digest_size:
        raise BadNote("this is not the root of a log")
    return Checkpoint(lines[0], int(lines[1]), root)


def _holds(key: Ed25519PublicKey, signature: bytes, text: str) -> bool:
    try:
        key.verify(signature, text.encode())
    except InvalidSignature:
        return False
    return True


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise BadNote("this is not base64") from error
