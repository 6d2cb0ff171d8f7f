"""Tokens for links in mails: opaque, bound to one purpose, never stored.

A token is `payload.signature`. The payload is base64url of a version byte, the
16 bytes of a random identifier and a two-byte number; the signature is
HMAC-SHA256 under a key derived for the purpose. Nothing of it is written to
the database: whoever sends a mail derives the token anew, and whoever reads
one asks the database whether that identifier and number are still good.
"""

import base64
import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from itsdangerous import BadSignature, Signer

_LAYOUT = struct.Struct(">B16sH")
_VERSION = 1


class Purpose(StrEnum):
    """What a token may be used for; a token for one purpose is nothing for another."""

    SIGN = "sign"
    REVIEW = "review"
    DISPUTE = "dispute"
    OBJECT = "object"
    MANDATE = "mandate"
    UNSUBSCRIBE = "unsubscribe"
    ENDORSE = "endorse"
    COLLEAGUE = "colleague"
    ADDRESS = "address"


class BadToken(ValueError):
    """The text is not a token of this service for this purpose."""


@dataclass(frozen=True)
class Claim:
    """What a token says: which thing, and which of the links sent for it."""

    id: UUID
    number: int


def dump(keys: Sequence[str], purpose: Purpose, claim: Claim) -> str:
    """Return the token of `claim`, signed with the newest (last) of `keys`; 71 characters."""
    payload = _encode(_LAYOUT.pack(_VERSION, claim.id.bytes, claim.number))
    return _signer(keys, purpose).sign(payload).decode()


def load(keys: Sequence[str], purpose: Purpose, token: str) -> Claim:
    """Return what `token` says, or raise `BadToken`; any of `keys` may have signed it."""
    try:
        payload = _signer(keys, purpose).unsign(token)
        version, identifier, number = _LAYOUT.unpack(_decode(payload))
        # base64 leaves spare bits in its last character, so one token has several
        # spellings; only the one we write is accepted, and revocation holds for all.
        signature = token.rpartition(".")[2].encode()
        canonical = all(_encode(_decode(part)) == part for part in (payload, signature))
    except (BadSignature, struct.error, ValueError) as error:  # as which bad base64 counts
        raise BadToken from error
    if version != _VERSION or not canonical:
        raise BadToken
    return Claim(UUID(bytes=identifier), number)


def purpose_of(keys: Sequence[str], token: str) -> Purpose | None:
    """Return what `token` is good for, if it is one of ours at all."""
    for purpose in Purpose:
        try:
            load(keys, purpose, token)
        except BadToken:
            continue
        return purpose
    return None


def is_whole(token: str) -> bool:
    """Return whether `token` is spelled like one of ours: not cut off, and nothing added.

    Whoever signed it; a key that was retired since cannot be told from a forged signature.
    """
    payload, _, signature = token.partition(".")
    try:
        raw, mac = _decode(payload.encode()), _decode(signature.encode())
    except ValueError:
        return False
    parts = (_encode(raw).decode(), _encode(mac).decode())
    return parts == (payload, signature) and (len(raw), len(mac)) == (_LAYOUT.size, 32)


def _signer(keys: Sequence[str], purpose: Purpose) -> Signer:
    return Signer(
        list(keys),
        salt=f"appeals.link.{purpose}",
        key_derivation="hmac",
        digest_method=hashlib.sha256,
    )


def _encode(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")


def _decode(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
