"""Fingerprints of the keys that are kept apart, and the seal by which we know our own backups.

Everybody who knows a recipient's public key can encrypt something to it; only who
has our secret keys can seal it.
"""

import hashlib
import hmac
from collections.abc import Sequence

from appeals import config, keyring, ledger


def fingerprints() -> dict[str, list[str]]:
    """Return by what the keys of this installation are told from others, oldest first."""
    secret = [_mac(key, b"fingerprint")[:16] for key in config.settings().secret_keys]
    return {
        "secret": secret,
        "ledger": list(ledger.all_public_keys()),
        "sealing": keyring.ring().names,
        "index": [keyring.probes()["indexed"]],
    }


def missing(needed: dict[str, list[str]]) -> list[str]:
    """Return the kinds of keys whose newest one of the backup is not here."""
    present = fingerprints()
    return [kind for kind, keys in needed.items() if keys and keys[-1] not in present.get(kind, ())]


def seal(content: bytes) -> str:
    return _mac(config.settings().secret_keys[-1], content)


def is_sealed(content: bytes, given: str) -> bool:
    """Return whether one of the present keys made this seal."""
    return any(hmac.compare_digest(given, made) for made in _seals(content))


def _seals(content: bytes) -> Sequence[str]:
    return [_mac(key, content) for key in config.settings().secret_keys]


def _mac(key: str, content: bytes) -> str:
    derived = hmac.digest(key.encode(), b"joint-appeals backup", hashlib.sha256)
    return hmac.digest(derived, content, hashlib.sha256).hex()
