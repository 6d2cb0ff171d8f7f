"""From the bytes of a message to a report about a mail of ours."""

import hashlib
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from uuid import UUID

from appeals.mail.reports import automatic, complaints, delivery_status, free_form
from appeals.mail.reports.census import demand_plain
from appeals.mail.reports.fields import header
from appeals.mail.reports.model import Finding, Report, Unreadable
from appeals.mail.verp import ReturnAddress


def read(raw: bytes, returns_to: ReturnAddress) -> Report | None:
    """Return what a message says of a mail of ours; None if it says nothing, or is forged.

    Raises `Unreadable` for whatever is too large, too deep or too broken.
    """
    demand_plain(raw)
    try:
        # The newer policies parse every header, which takes long where it is meant to.
        message = message_from_bytes(raw, policy=compat32)
        mail_id = _mail(message, returns_to)
        finding = _finding(message, raw) if mail_id else None
    # Nobody knows all that the parsers raise on what was made to break them.
    except Exception as error:
        raise Unreadable(type(error).__name__) from error
    if mail_id is None or finding is None:
        return None
    return Report(mail_id=mail_id, key=_key(message, raw), finding=finding)


def _finding(message: Message, raw: bytes) -> Finding | None:
    if complaints.is_one(message):
        return complaints.find(message)
    if delivery_status.is_one(message):
        return delivery_status.find(message)
    return free_form.find(message, raw) or automatic.find(message)


def _mail(message: Message, returns_to: ReturnAddress) -> UUID | None:
    """Return the mail that is named by an envelope sender of ours, which nobody can make up.

    A Message-ID would not do: that can be read in any copy that was passed on.
    """
    for text in _senders(message):
        found = returns_to.mail_in(text)
        if found:
            return found
    return None


def _senders(message: Message) -> Iterator[str]:
    yield from (str(value) for value in message.values())
    yield from complaints.senders(message)
    # A complaint goes to another address, and has our mail inside it.
    for part in message.walk():
        if part is not message:
            yield header(part, "Return-Path")
            if part.get_content_type() == "text/rfc822-headers":
                yield str(part.get_payload())


def _key(message: Message, raw: bytes) -> str:
    own = header(message, "Message-ID").encode() or raw
    return hashlib.sha256(own).hexdigest()
