"""The keys that sign the logs: from the environment, else one that is made once and kept."""

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from flask import current_app

from appeals import config
from appeals.sealing import new_key, read_key

_FILE = "ledger_key"
_TRUSTED = "appeals.ledger.trusted"


def signing_key() -> Ed25519PrivateKey:
    return _keys()[-1]


def public_keys() -> list[Ed25519PublicKey]:
    """Return the keys that checkpoints may be signed with, the oldest first."""
    trusted: list[Ed25519PublicKey] | None = current_app.extensions.get(_TRUSTED)
    if trusted is not None:
        return trusted
    return [key.public_key() for key in _keys()]


@contextmanager
def trusting(encoded_keys: Iterable[str]) -> Iterator[None]:
    """Believe these public keys instead of our own: of a log that is looked at elsewhere."""
    read = [Ed25519PublicKey.from_public_bytes(base64.b64decode(each)) for each in encoded_keys]
    current_app.extensions[_TRUSTED] = read
    try:
        yield
    finally:
        del current_app.extensions[_TRUSTED]


def is_elsewhere() -> bool:
    """Whether a log is looked at that belongs to another installation."""
    return current_app.extensions.get(_TRUSTED) is not None


def encoded(key: Ed25519PublicKey) -> str:
    """Return a public key as pages and files show it: its 32 bytes in base64."""
    return base64.b64encode(key.public_bytes_raw()).decode()


def _keys() -> list[Ed25519PrivateKey]:
    found: list[Ed25519PrivateKey] | None = current_app.extensions.get("appeals.ledger.keys")
    if found is None:
        seeds = config.settings().ledger_keys or (_kept_seed(),)
        found = [Ed25519PrivateKey.from_private_bytes(seed) for seed in seeds]
        current_app.extensions["appeals.ledger.keys"] = found
    return found


def _kept_seed() -> bytes:
    file = config.settings().data_dir / _FILE
    try:
        return read_key(config.kept_secret(file, new_key))
    except ValueError as error:
        raise config.BadSetting(
            f"APPEALS_LEDGER_KEY is unset and {file} holds no usable key"
        ) from error
