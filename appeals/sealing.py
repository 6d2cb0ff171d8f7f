"""Sealing: what of the database only whoever has the keys can read, and how it is found.

A sealed text is `v1.KEY.BOX`: which key it is under, and base64url of a random
nonce and what AES-256-GCM makes of the text, filled up so that its length tells
little. The place it stands in, such as `contact.email`, is authenticated with it:
a text moved to another column does not open. Two sealings of one text have nothing
in common, so what is looked up by equality has a blind index beside it: a keyed
hash under a key that seals nothing.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from appeals.errors import AppealsError

_VERSION = "v1"
_NONCE = 12
_STEP = 32
KEY_LENGTH = 32


class Unsealable(AppealsError):
    """What stands in the database was not sealed for this place with a key that is at hand."""


def read_key(encoded: str) -> bytes:
    """Return a key from its base64; raise `ValueError` for anything but 32 bytes."""
    key = base64.b64decode(encoded, validate=True)
    if len(key) != KEY_LENGTH:
        raise ValueError("a key has 32 bytes")
    return key


def new_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_LENGTH)).decode()


def folded(address: str) -> str:
    """Return an address as it is compared: without the case it was typed in."""
    return address.strip().lower()


class Keyring:
    """The keys, oldest first: the last one seals, each opens what it has sealed."""

    def __init__(self, keys: Sequence[bytes], index_key: bytes) -> None:
        self._boxes = {_name(key): AESGCM(key) for key in keys}
        self._index_key = index_key
        self.newest = _name(keys[-1])

    @property
    def names(self) -> list[str]:
        return list(self._boxes)

    def has_key_of(self, sealed: str) -> bool:
        """Return whether the key is here that this was sealed with, if it is sealed at all."""
        version, _dot, rest = sealed.partition(".")
        return version != _VERSION or rest.partition(".")[0] in self._boxes

    def seal(self, text: str, place: str) -> str:
        box = self._seal(_filled_up(text.encode()), place)
        return f"{self.prefix}{base64.urlsafe_b64encode(box).decode()}"

    def open(self, sealed: str, place: str) -> str:
        """Return the text; raise `Unsealable` for whatever was not sealed for this place."""
        version, name, box = [*sealed.split("."), "", ""][:3]
        if version != _VERSION:
            raise Unsealable(f"{place}: not sealed")
        try:
            raw = base64.urlsafe_b64decode(box)
        except ValueError as error:
            raise Unsealable(f"{place}: not whole") from error
        return self._open(name, raw, place).rstrip(b"\0")[:-1].decode()

    def seal_bytes(self, content: bytes, place: str) -> bytes:
        return self.prefix.encode() + self._seal(content, place)

    def open_bytes(self, sealed: bytes, place: str) -> bytes:
        name = sealed[len(_VERSION) + 1 :].partition(b".")[0].decode(errors="replace")
        start = len(_prefix(name))
        if sealed[:start] != _prefix(name).encode():
            raise Unsealable(f"{place}: not sealed")
        return self._open(name, sealed[start:], place)

    @property
    def prefix(self) -> str:
        """What everything begins with that the newest key has sealed."""
        return _prefix(self.newest)

    def index(self, text: str, subject: str) -> str:
        """Return what stands for `text` where it is looked up; `subject` parts kinds of texts."""
        said = f"appeals.index.{subject}\0{text}".encode()
        return hmac.new(self._index_key, said, hashlib.sha256).hexdigest()[:32]

    def _seal(self, content: bytes, place: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._boxes[self.newest].encrypt(nonce, content, _bound_to(place))

    def _open(self, name: str, box: bytes, place: str) -> bytes:
        key = self._boxes.get(name)
        if key is None:
            raise Unsealable(f"{place}: sealed with another key ({name})")
        try:
            return key.decrypt(box[:_NONCE], box[_NONCE:], _bound_to(place))
        except (InvalidTag, ValueError) as error:
            raise Unsealable(f"{place}: not sealed for this place, or changed since") from error


def _name(key: bytes) -> str:
    return hashlib.sha256(b"appeals.sealing.name\0" + key).hexdigest()[:8]


def _prefix(name: str) -> str:
    return f"{_VERSION}.{name}."


def _bound_to(place: str) -> bytes:
    return f"appeals.{_VERSION}.{place}".encode()


def _filled_up(content: bytes) -> bytes:
    """Mark the end and fill up to whole steps: most addresses are then equally long."""
    return content + b"\x80" + b"\0" * (-(len(content) + 1) % _STEP)
