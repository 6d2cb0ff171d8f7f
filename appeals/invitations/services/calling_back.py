"""Mails that were sent by mistake are called back while they wait for a second thought."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from appeals import mail
from appeals.correspondence.kinds import MailKind
from appeals.drafting.models import Appeal
from appeals.errors import Conflict
from appeals.invitations.models import Invitation
from appeals.invitations.services.actions import Action, record
from appeals.invitations.services.reminding import FORMER
from appeals.invitations.services.state import one_at_a_time
from appeals.mail import Mail

_INVITATIONS = (MailKind.INVITATION, MailKind.LATE_INVITATION)
_REMINDERS = (MailKind.REMINDER, MailKind.LAST_CALL)
_BOTH = (*_INVITATIONS, *_REMINDERS)


class TooLate(Conflict):
    """The mails are on their way."""


def count_held(session: Session, appeal: Appeal) -> tuple[int, datetime | None]:
    """Return how many mails can be called back, and until when."""
    return mail.count_held(session, _BOTH, _subjects(appeal))


def call_back(session: Session, appeal: Appeal, *, by: UUID, now: datetime) -> int:
    """Drop the mails that still wait, as if they had not been sent; return how many.

    Raises `TooLate` where none waits. Sign-on stays open.
    """
    one_at_a_time(session, appeal)
    waiting = mail.held_back(session, _BOTH, _subjects(appeal))
    if not waiting:
        raise TooLate
    for each in waiting:
        invitation = session.get_one(Invitation, each.subject_id)
        _undo(each, invitation)
        each.state, each.reason = mail.MailState.DROPPED, "called back"
        record(session, Action.CALLED_BACK, invitation, by=by, now=now, kind=each.template)
    return len(waiting)


def _undo(each: Mail, invitation: Invitation) -> None:
    if each.template in _INVITATIONS:
        invitation.invited_at = None
        return
    former = each.parameters.get(FORMER)
    invitation.reminders -= 1
    invitation.reminded_at = datetime.fromisoformat(former) if former else None


def _subjects(appeal: Appeal) -> Select[UUID]:
    return select(Invitation.id).where(Invitation.appeal_id == appeal.id)
