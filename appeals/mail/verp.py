"""The envelope sender: an address of its own for each mail, so that what comes back names it.

`bounces+<mail><mac>@appeals.example`, both in base32. Whoever has not had that mail
cannot make one up, so that a forged report silences nobody's address; and nothing of
it tells to whom the mail went.
"""

import base64
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

_PURPOSE = b"appeals.bounce"
_ID, _MAC = 26, 16  # characters of base32
_MAC_BYTES = 10


@dataclass(frozen=True)
class ReturnAddress:
    """The address mails come back to, and the keys: the last signs, each of them verifies."""

    address: str
    keys: Sequence[str]

    def of(self, mail_id: UUID) -> str:
        """Return the envelope sender of this mail."""
        name, _at, domain = self.address.rpartition("@")
        return f"{name}+{_text(mail_id.bytes)}{_text(_mac(self.keys[-1], mail_id))}@{domain}"

    def mail_in(self, text: str) -> UUID | None:
        """Return the mail whose envelope sender stands in `text`, however its case is.

        The domain may be another: forwarders put the sender inside one of their own (SRS).
        """
        name = re.escape(self.address.rpartition("@")[0])
        # Behind the token stands a sign: a longer one is none of ours.
        pattern = rf"(?<![\w.+-]){name}\+([a-z2-7]{{{_ID}}})([a-z2-7]{{{_MAC}}})(?![a-z0-9])"
        for id_text, mac_text in re.findall(pattern, text.lower()):
            mail_id = UUID(bytes=_raw(id_text))
            if _text(mail_id.bytes) == id_text and self._verifies(mail_id, mac_text):
                return mail_id
        return None

    def _verifies(self, mail_id: UUID, mac_text: str) -> bool:
        macs = [_text(_mac(key, mail_id)) for key in self.keys]
        return any([hmac.compare_digest(mac, mac_text) for mac in macs])


def _mac(key: str, mail_id: UUID) -> bytes:
    own_key = hmac.digest(key.encode(), _PURPOSE, "sha256")
    return hmac.digest(own_key, mail_id.bytes, "sha256")[:_MAC_BYTES]


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=").lower()


def _raw(text: str) -> bytes:
    return base64.b32decode(text.upper() + "=" * (-len(text) % 8))
