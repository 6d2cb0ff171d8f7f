"""E-mail addresses as accounts are known by them."""

import re

# Shape only: whether an address exists is found out by writing to it.
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\[\]]{1,64}@[^\s@<>\"(),:;\\\[\]]{1,253}")
_LONGEST = 254  # RFC 5321 4.5.3.1.3, less the angle brackets


class BadAddress(ValueError):
    """The text is not an e-mail address."""


def normal(text: str) -> str:
    """Return the address in lower case without spaces around it; raises `BadAddress`."""
    address = text.strip().lower()
    printable = address.isprintable()
    if len(address) > _LONGEST or not printable or not _ADDRESS.fullmatch(address):
        raise BadAddress
    return address
