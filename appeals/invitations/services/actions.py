"""What the invitations write into the ledger."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import ledger
from appeals.invitations.models import Invitation


class Action(StrEnum):
    """What is written into the ledger here."""

    CHOSEN = "invitation.chosen"
    CHANGED = "invitation.changed"
    UNCHOSEN = "invitation.unchosen"
    SENT = "invitation.sent"
    REVOKED = "invitation.revoked"
    RESTORED = "invitation.restored"
    LINK_RENEWED = "link.renewed"
    LINK_SHOWN = "link.shown"
    CALLED_BACK = "mail.called_back"
    REMINDED = "reminder.sent"
    PLANNED = "reminder.planned"
    PLAN_CHANGED = "reminder.plan_changed"
    PLAN_DELETED = "reminder.plan_deleted"
    PLAN_OVER = "reminder.plan_over"
    REMINDERS_STOPPED = "reminder.stopped"
    REMINDERS_RESUMED = "reminder.resumed"
    CAP_CHANGED = "reminder.cap_changed"
    NOTICES_CHANGED = "notices.changed"
    ASKED = "question.asked"
    ANSWERED = "question.answered"


def record(
    session: Session,
    action: Action,
    invitation: Invitation,
    *,
    by: UUID | None,
    now: datetime,
    **details: str | int | None,
) -> None:
    ledger.record(
        session,
        action,
        invitation.id,
        now=now,
        appeal_id=invitation.appeal_id,
        by=by,
        logged=None,
        organisation=str(invitation.organisation_id),
        **details,
    )
