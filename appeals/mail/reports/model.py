"""What a report comes down to."""

from dataclasses import dataclass
from uuid import UUID

from appeals.mail.models import BounceKind


class Unreadable(ValueError):
    """The message cannot or must not be read; the text says why, and quotes nothing of it."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was said of a mail. `recipients` are those it was said of, in lower case."""

    kind: BounceKind
    status: str | None = None
    said: str | None = None
    recipients: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Report:
    """A finding about one mail of ours; the same message has the same `key`."""

    mail_id: UUID
    key: str
    finding: Finding
