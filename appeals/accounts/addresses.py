"""E-mail addresses: as accounts are known by them, and as mail servers know them."""

import re

from email_validator import EmailNotValidError, validate_email

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


def writable(text: str) -> str:
    """Return an address in the form in which mail servers know it, or nothing if it is none."""
    try:
        # Whether the domain exists is the mail server's to find out, not a reader's.
        checked = validate_email(
            text.strip(), check_deliverability=False, test_environment=True, allow_smtputf8=False
        )
    except EmailNotValidError:
        return ""
    # Mail servers know a domain in other letters by its Latin form alone.
    return checked.ascii_email or ""
