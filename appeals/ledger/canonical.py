"""What goes into the log, byte for byte: canonical JSON, and commitments that can be opened.

A commitment says nothing of what it commits to as long as its nonce is unknown,
and nothing else can be made of it later. Whoever holds nonce and content can
show that it is what was committed to; once both are erased nobody can.
"""

import hashlib
import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PURPOSE = b"ja-commit-v1"
# Larger whole numbers are not the same in every JSON reader (RFC 8785 3.2.2.3).
_LARGEST = 2**53 - 1


def canonical_json(value: Any) -> bytes:
    """Return RFC 8785 JSON of objects, lists, strings, whole numbers, booleans and null.

    Strings are brought to NFC. Names in objects must be ASCII: then RFC 8785's
    order by UTF-16 is Python's.
    """
    return json.dumps(
        _checked(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def _checked(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= _LARGEST:
        return int(value)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list | tuple):
        return [_checked(each) for each in value]
    if isinstance(value, Mapping) and all(isinstance(key, str) and key.isascii() for key in value):
        return {key: _checked(each) for key, each in value.items()}
    raise ValueError(f"this has no canonical form here: {type(value).__name__}")


@dataclass(frozen=True)
class Opening:
    """What opens a commitment: the nonce and the content as canonical JSON."""

    nonce: bytes
    content: str

    @property
    def commitment(self) -> str:
        """Lower-case hex SHA-256."""
        return hashlib.sha256(_PURPOSE + self.nonce + self.content.encode()).hexdigest()


def committed(content: Mapping[str, Any]) -> Opening:
    """Return a new commitment to this content."""
    return Opening(secrets.token_bytes(32), canonical_json(content).decode())
