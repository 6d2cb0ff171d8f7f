"""Short codes for people who distrust links: typed by hand, with a check character.

A code has nine characters of Crockford's base 32, 45 bits, and a tenth that finds
any one wrong character and any two neighbours that changed places. It is derived
like a link and stored nowhere; it opens something only together with an address
that belongs to it, and only so many may be tried.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence

from appeals.tokens import Claim

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_BITS = 5
# x^5 + x^2 + 1, over which the 32 characters are a field.
_FIELD = 0b100101
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u2011": None})


def code(keys: Sequence[str], claim: Claim) -> str:
    """Return the code of `claim` under the newest (last) of `keys`, as it is read aloud."""
    plain = _derived(keys[-1], claim)
    return f"{plain[:5]}-{plain[5:]}"


def matches(keys: Sequence[str], claim: Claim, typed: str) -> bool:
    """Return whether `typed` is the code of `claim` under any of `keys`."""
    wanted = normal(typed).encode("utf-8", "replace")
    # All are compared, so that time tells nothing.
    found = [hmac.compare_digest(wanted, _derived(key, claim).encode()) for key in keys]
    return any(found)


def normal(typed: str) -> str:
    """Return what was typed in capitals, bare of hyphens; O is read as 0, I and L as 1."""
    return "".join(typed.split()).upper().translate(_MISREAD)


def is_well_typed(typed: str) -> bool:
    """Return whether this can be a code: the right length, and its check character fits."""
    plain = normal(typed)
    if len(plain) != LENGTH or not set(plain) <= set(ALPHABET):
        return False
    *data, check = (ALPHABET.index(sign) for sign in plain)
    return _check(data) == check


def _derived(key: str, claim: Claim) -> str:
    message = b"appeals.code" + claim.id.bytes + claim.number.to_bytes(2, "big")
    digest = hmac.new(key.encode(), message, hashlib.sha256).digest()
    number = int.from_bytes(digest[:6], "big")
    values = [(number >> _BITS * place) & 31 for place in range(LENGTH - 1)]
    return "".join(ALPHABET[value] for value in (*values, _check(values)))


def _check(values: Iterable[int]) -> int:
    total = 0
    for value in values:
        total = (total ^ value) << 1
        if total & 32:
            total ^= _FIELD
    return total
