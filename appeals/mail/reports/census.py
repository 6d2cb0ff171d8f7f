"""A look at a message before anything parses it: reports are small and plain."""

import re

from appeals.mail.reports.model import Unreadable

LARGEST = 1024 * 1024
_MOST_LINES = 30_000
_LONGEST_HEAD = 128 * 1024
_MOST_PARTS = 100
_MOST_BOUNDARIES = 12
_MOST_DIVIDERS = 2000
# The email package makes a message of every group of lines in a delivery status.
_MOST_GROUPS = 5000
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


def demand_plain(raw: bytes) -> None:
    """Raise `Unreadable` where parsing could take long: too large, too deep, too many parts."""
    if len(raw) > LARGEST:
        raise Unreadable("too large")
    if raw.count(b"\n") > _MOST_LINES:
        raise Unreadable("too many lines")
    end = _END_OF_HEAD.search(raw)
    if (end.start() if end else len(raw)) > _LONGEST_HEAD:
        raise Unreadable("too long a head")
    lower = raw.lower()
    if lower.count(b"boundary") > _MOST_BOUNDARIES or lower.count(b"content-type") > _MOST_PARTS:
        raise Unreadable("too many parts")
    groups = lower.count(b"\n\n") + lower.count(b"\n\r\n")
    if lower.count(b"\n--") > _MOST_DIVIDERS or groups > _MOST_GROUPS:
        raise Unreadable("too many parts")
