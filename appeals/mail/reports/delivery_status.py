"""Delivery status notifications in the form of RFC 3464."""

from collections.abc import Iterator
from email.message import Message

from appeals.mail.models import BounceKind
from appeals.mail.reports.fields import address, blocks, header
from appeals.mail.reports.model import Finding
from appeals.mail.reports.statuses import judge, status_in

TYPES = {"message/delivery-status", "message/global-delivery-status"}
_HEARD_OF_ALL = 20


def find(message: Message) -> Finding | None:
    """Return the worst that is said of a recipient, or None where nothing went wrong."""
    findings = list(_findings(message))
    hard = [each for each in findings if each.kind is BounceKind.HARD]
    return next(iter(hard or findings), None)


def is_one(message: Message) -> bool:
    return any(part.get_content_type() in TYPES for part in message.walk())


def _findings(message: Message) -> Iterator[Finding]:
    for part in message.walk():
        if part.get_content_type() in TYPES:
            for block in list(blocks(part))[:_HEARD_OF_ALL]:
                found = _finding(block)
                if found:
                    yield found


def _finding(block: Message) -> Finding | None:
    action = header(block, "Action").lower()
    said = header(block, "Diagnostic-Code").partition(";")[2].strip()
    status = status_in(header(block, "Status"), said)
    if action not in {"failed", "delayed"}:
        return None
    named = {address(header(block, f"{each}-Recipient")) for each in ("Original", "Final")}
    return Finding(
        # While a server still tries, nothing is final.
        kind=judge(status, said) if action == "failed" else BounceKind.SOFT,
        status=status,
        said=said or None,
        recipients=frozenset(named - {""}),
    )
