"""What a page showed, carried by its form under our signature.

A comment is kept with the wording that was read, also where that has been changed
since and no revision holds it, as after a save by itself; and nobody can claim to
have read another one.
"""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer

from appeals import config


@dataclass(frozen=True)
class Shown:
    """A wording as it was shown to a reviewer."""

    segment_id: UUID
    language: str
    text: str


def seal(handle: str, shown: Shown) -> str:
    """Return what the reviewer's form sends back for this wording."""
    return str(_serializer().dumps([handle, str(shown.segment_id), shown.language, shown.text]))


def find_shown(handle: str, sealed: str) -> Shown | None:
    """Return what was shown to this reviewer; None for a seal that is not ours or not theirs."""
    try:
        owner, segment_id, language, text = _serializer().loads(sealed)
    except BadSignature:
        return None
    return Shown(UUID(segment_id), language, text) if owner == handle else None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(
        list(config.settings().secret_keys),
        salt="appeals.review.shown",
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
    )
