"""Headers and text of a message, taken as they are: reports are often written badly."""

from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser


def header(message: Message, name: str) -> str:
    """Return a header decoded and on one line, or nothing."""
    raw = str(message.get(name, ""))[:2000]
    try:
        decoded = str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        decoded = raw
    return " ".join(decoded.split())


def blocks(part: Message) -> Iterator[Message]:
    """Yield the groups of fields in a part such as message/delivery-status (RFC 3464 2.1)."""
    parsed = part.get_payload()
    if isinstance(parsed, list):
        yield from (each for each in parsed if isinstance(each, Message))
        return
    # Python takes only message/delivery-status apart itself, and none that is encoded.
    for group in text(part).replace("\r\n", "\n").split("\n\n"):
        yield HeaderParser().parsestr(group.strip())


def text(part: Message) -> str:
    """Return the text of a part, whatever its character set is said to be."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        return payload.decode("utf-8", "replace")


def address(value: str) -> str:
    """Return the address of a field such as `rfc822; ada@org.example`, in lower case."""
    return value.rpartition(";")[2].strip().strip("<>").lower()
