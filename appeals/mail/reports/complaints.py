"""Complaints: a reader called a mail of ours spam, and the provider says so (RFC 5965)."""

from email.message import Message

from appeals.mail.models import BounceKind
from appeals.mail.reports.fields import blocks, header
from appeals.mail.reports.model import Finding

TYPE = "message/feedback-report"
# Not those about signatures of the domain (RFC 6591), and not "this was no spam".
_COMPLAINTS = {"abuse", "fraud", "virus", "other", "opt-out", "opt-out-list", "miscategorized"}


def find(message: Message) -> Finding | None:
    kinds = {header(block, "Feedback-Type").lower() for block in _reports(message)}
    return Finding(kind=BounceKind.COMPLAINT) if kinds & _COMPLAINTS else None


def is_one(message: Message) -> bool:
    return any(part.get_content_type() == TYPE for part in message.walk())


def senders(message: Message) -> list[str]:
    """Return what the report says the envelope sender of our mail was."""
    return [header(block, "Original-Mail-From") for block in _reports(message)]


def _reports(message: Message) -> list[Message]:
    parts = [part for part in message.walk() if part.get_content_type() == TYPE]
    return [block for part in parts for block in blocks(part)][:20]
