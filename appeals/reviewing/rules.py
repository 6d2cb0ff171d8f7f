"""What follows from a reviewer or a comment: limits, states, what has been overtaken."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from appeals.drafting import plain_text
from appeals.mail import UNDERWAY, MailState

LONGEST_COMMENT = 5_000  # characters
LONGEST_PROPOSAL = plain_text.LONGEST_WORDING
MOST_OPEN = 300  # of one reviewer
LONGEST_REASON = 200
# Rounds of comments last days: within this time nobody is called silent or reminded twice.
PATIENCE = timedelta(days=1)

# They turn the direction of whatever follows, and nobody sees them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class ReviewState(StrEnum):
    """Where a reviewer stands, in the order in which it usually goes."""

    CHOSEN = "chosen"  # nothing was sent yet
    QUEUED = "queued"  # the mail waits for its turn
    SENT = "sent"
    REFUSED = "refused"  # the mail did not go out, or the receiving server will not take it
    UNKNOWN = "unknown"  # the mail server never said whether it took the mail
    SILENT = "silent"  # sent, and nothing was heard for a while
    COMMENTED = "commented"
    REVOKED = "revoked"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the state follows from; `mail` is that of the newest one about the review."""

    revoked: bool = False
    invited_at: datetime | None = None
    comments: int = 0
    mail: MailState | None = None
    mailed_at: datetime | None = None

    def state(self, now: datetime) -> ReviewState:
        """Return the state; what was said outlives a revoked link."""
        if self.comments:
            return ReviewState.COMMENTED
        if self.revoked:
            return ReviewState.REVOKED
        if self.invited_at is None:
            return ReviewState.CHOSEN
        if self.mail in {MailState.REFUSED, MailState.DROPPED}:
            return ReviewState.REFUSED
        if self.mail is MailState.UNKNOWN:
            return ReviewState.UNKNOWN
        if self.mail in UNDERWAY:
            return ReviewState.QUEUED
        asked_at = max(self.invited_at, self.mailed_at or self.invited_at)
        return ReviewState.SILENT if now - asked_at >= PATIENCE else ReviewState.SENT


def cleaned(text: str, wording: str = "") -> str:
    """Return what a partner typed as it is kept; signs that turn the direction are left out.

    In a proposal they stay where the `wording` it was made from has such signs itself.
    """
    text = plain_text.clean(text)
    return text if _TURNING.search(wording) else _TURNING.sub("", text)
