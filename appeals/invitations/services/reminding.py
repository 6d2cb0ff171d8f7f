"""Reminding the silent: by hand now, or as it was planned."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from appeals import ledger, mail
from appeals.correspondence.kinds import MailKind
from appeals.drafting.models import Appeal, Phase
from appeals.invitations import rules
from appeals.invitations.models import Invitation
from appeals.invitations.rules import Candidate, Spared
from appeals.invitations.services.actions import Action
from appeals.invitations.services.reading import by_name, invitations_of
from appeals.invitations.services.remindable import read_candidates
from appeals.invitations.services.state import SignOnClosed, is_over, one_at_a_time

# The parameter of a reminder that can be called back: when the one before it went out.
FORMER = "former"
_NOT_SILENT = {Spared.UNASKED, Spared.ANSWERED, Spared.REVOKED}
_REMINDED = (
    update(Invitation)
    .where(Invitation.id == bindparam("invitation_id"))
    .values(reminders=Invitation.reminders + 1, reminded_at=bindparam("moment"))
)


def remind(
    session: Session,
    appeal: Appeal,
    *,
    now: datetime,
    by: UUID | None,
    kind: MailKind = MailKind.REMINDER,
    interval: timedelta = rules.PATIENCE,
    not_before: datetime | None = None,
    dry_run: bool = False,
) -> list[Invitation]:
    """Remind those who were invited and have not answered; return them by name.

    `kind` is a reminder or the last call.

    With `dry_run` nothing is sent. Raises `SignOnClosed` where answers are not taken.
    """
    if not dry_run:
        one_at_a_time(session, appeal)
    if appeal.phase is not Phase.SIGN_ON or is_over(appeal, now):
        raise SignOnClosed
    candidates = read_candidates(session, appeal)
    most = appeal.reminders_most
    due = rules.due_for_reminder(candidates, now=now, interval=interval, most=most)
    if not dry_run:
        queue_reminders(session, appeal, due, kind, not_before=not_before, by=by, now=now)
    return _invitations(session, appeal, due)


def list_spared(
    session: Session, appeal: Appeal, *, interval: timedelta = rules.PATIENCE, now: datetime
) -> list[tuple[Invitation, Spared]]:
    """Return by name the silent who would not be reminded now, each with the reason."""
    reasons = {}
    candidates = read_candidates(session, appeal)
    for each in candidates:
        reason = each.spared(now=now, interval=interval, most=appeal.reminders_most)
        if reason is not None and reason not in _NOT_SILENT:
            reasons[each.id] = reason
    spared = [each for each in candidates if each.id in reasons]
    return [(each, reasons[each.id]) for each in _invitations(session, appeal, spared)]


def queue_reminders(
    session: Session,
    appeal: Appeal,
    due: Sequence[Candidate],
    kind: MailKind,
    *,
    by: UUID | None,
    now: datetime,
    not_before: datetime | None = None,
    plan_id: UUID | None = None,
) -> None:
    """Queue a mail to each of these, and count it; `plan_id` is the plan that is carried out."""
    if not due:
        return
    why = {"plan_id": str(plan_id)} if plan_id else {}
    for each in due:
        former = each.reminded_at.isoformat() if each.reminded_at and not_before else ""
        mail.queue(
            session,
            kind,
            each.id,
            now=now,
            not_before=not_before,
            sender=by,
            **why,
            **({FORMER: former} if not_before else {}),
        )
        ledger.record(
            session,
            Action.REMINDED,
            each.id,
            now=now,
            appeal_id=appeal.id,
            by=by,
            organisation=str(each.organisation_id),
        )
    session.flush()
    # Into the rows themselves: there may be two thousand of them, and no objects.
    session.connection().execute(
        _REMINDED, [{"invitation_id": each.id, "moment": now} for each in due]
    )


def _invitations(session: Session, appeal: Appeal, found: Sequence[Candidate]) -> list[Invitation]:
    ids = [each.id for each in found]
    query = invitations_of(appeal).where(Invitation.id.in_(ids))
    # The rows were written without their objects, or by others since these were read.
    return by_name(session.scalars(query.execution_options(populate_existing=True)), appeal)
