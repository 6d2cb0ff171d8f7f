"""Reports in a form of their own, such as qmail's: flufl.bounce knows them apart.

It tells that a mail came back; what the server said is looked for in the text.
"""

import logging
import re
from email.message import Message

from flufl.bounce import all_failures

from appeals.mail.models import BounceKind
from appeals.mail.reports.fields import text
from appeals.mail.reports.model import Finding
from appeals.mail.reports.statuses import judge, status_in

# It would log what it stumbles over, and that may be anybody's text.
logging.getLogger("flufl.bounce").disabled = True

# It goes over every line again and again.
_LARGEST = 256 * 1024
_MOST_LINES = 5000
_LINES = 100
_COPY_BELOW = re.compile(
    r"^-{2,} ?(below this line|this is a copy|original message|the following|forwarded)",
    re.IGNORECASE | re.MULTILINE,
)
_TELLING = re.compile(r"(?<![\d.])[45](\d\d[ -]|\.\d{1,3}\.\d)")


def find(message: Message, raw: bytes) -> Finding | None:
    if len(raw) > _LARGEST or raw.count(b"\n") > _MOST_LINES:
        return None
    try:
        temporary, permanent = all_failures(message)
    # Some of its detectors stumble over what is no report, such as a mail without a From.
    except Exception:
        return None
    if not (temporary or permanent):
        return None
    said = _said(message)
    status = status_in("", said)
    return Finding(
        kind=judge(status, said) if permanent else BounceKind.SOFT,
        status=status,
        said=said or None,
        recipients=frozenset(each.decode("utf-8", "replace").lower() for each in permanent),
    )


def _said(message: Message) -> str:
    """Return the line with a code, or else the first lines, of what stands above our own mail."""
    first = next((part for part in message.walk() if not part.is_multipart()), message)
    above = _COPY_BELOW.split(text(first), maxsplit=1)[0]
    lines = [line.strip() for line in above.splitlines()[:_LINES] if line.strip()]
    for line in lines:
        if _TELLING.search(line):
            return line
    return " ".join(lines)
