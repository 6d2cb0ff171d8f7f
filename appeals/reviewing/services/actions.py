"""What reviewing writes into the ledger: identifiers, no names and no texts."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import ledger
from appeals.reviewing.models import Comment, Reviewer


class Action(StrEnum):
    """What is written into the ledger here."""

    CHOSEN = "reviewer.chosen"
    CHANGED = "reviewer.changed"
    REMOVED = "reviewer.removed"
    REVOKED = "reviewer.revoked"
    RESTORED = "reviewer.restored"
    LINK_RENEWED = "review.link_renewed"
    LINK_SHOWN = "review.link_shown"
    SENT = "review.sent"
    REMINDED = "review.reminded"
    ANSWERS_SENT = "review.answers_sent"
    COMMENTED = "comment.made"
    WITHDRAWN = "comment.withdrawn"
    ANSWERED = "comment.answered"
    ACCEPTED = "proposal.accepted"
    DECLINED = "proposal.declined"


def record(
    session: Session,
    action: Action,
    thing: Reviewer | Comment,
    *,
    by: UUID | None,
    now: datetime,
    **details: str | int | None,
) -> None:
    appeal_id = thing.appeal_id
    ledger.record(
        session, action, thing.id, now=now, appeal_id=appeal_id, by=by, logged=None, **details
    )
