"""Sending: the invitation, the same mail again, the reminder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import db, mail
from appeals.correspondence.kinds import MailKind
from appeals.drafting.models import Appeal, Phase
from appeals.invitations import rules
from appeals.invitations.boards import MAILS
from appeals.invitations.models import Invitation
from appeals.invitations.services.actions import Action, record
from appeals.invitations.services.reading import by_name, invitations_of
from appeals.invitations.services.state import (
    MailWaits,
    SignOnClosed,
    demand_final,
    demand_reachable,
    is_over,
    one_at_a_time,
    open_if_final,
)

# The parameter of an invitation that respects the night as a reminder does.
QUIETLY = "quietly"


@dataclass(frozen=True)
class Invited:
    """Who gets a mail, and who cannot get one because the registry has no address."""

    invitations: list[Invitation]
    without_contact: list[Invitation]


def plan(session: Session, appeal: Appeal) -> Invited:
    """Return who would be invited now: all that are chosen and have not been invited."""
    found = session.scalars(
        invitations_of(appeal)
        .where(Invitation.invited_at.is_(None), Invitation.revoked_at.is_(None))
        .where(Invitation.answer.is_(None))
    )
    waiting = by_name(found, appeal)
    return Invited(
        [each for each in waiting if each.organisation.contact],
        [each for each in waiting if not each.organisation.contact],
    )


def invite(
    session: Session,
    appeal: Appeal,
    invitations: Iterable[Invitation] | None = None,
    *,
    kind: MailKind = MailKind.INVITATION,
    quietly: bool = False,
    by: UUID | None,
    now: datetime,
) -> Invited:
    """Open sign-on and queue a mail with a sign link to each.

    `quietly`: where it is night, the mail waits until morning.

    Without `invitations`: to all that `plan` names. Who was invited before gets
    nothing; that is what `resend` is for. `kind` may be the late invitation. Raises
    `drafting.services.TextNotFinal` and `SignOnClosed`.
    """
    one_at_a_time(session, appeal)
    demand_final(appeal, now)
    planned = plan(session, appeal)
    if invitations is not None:
        wanted = {invitation.id for invitation in invitations}
        planned = Invited(
            [each for each in planned.invitations if each.id in wanted],
            [each for each in planned.without_contact if each.id in wanted],
        )
    open_if_final(session, appeal, by=by, now=now)
    for invitation in planned.invitations:
        invitation.invited_at = now
        _mail(session, invitation, kind, quietly=quietly, by=by, now=now)
    return planned


def resend(session: Session, invitation: Invitation, *, by: UUID | None, now: datetime) -> None:
    """Mail the newest link again; raise `MailWaits` where a mail waits that will bring it anyway.

    A mail waiting for its turn is composed when it is sent. One that is just being
    sent may hold a former link.
    """
    one_at_a_time(session, invitation.appeal)
    demand_reachable(invitation, now)
    if _waits(session, invitation):
        raise MailWaits
    open_if_final(session, invitation.appeal, by=by, now=now)
    invitation.invited_at = invitation.invited_at or now
    _mail(session, invitation, by=by, now=now)


def remind(
    session: Session,
    appeal: Appeal,
    *,
    now: datetime,
    by: UUID | None,
    kind: MailKind = MailKind.REMINDER,
    interval: timedelta = rules.PATIENCE,
    dry_run: bool = False,
) -> list[Invitation]:
    """Remind those who were invited and have not answered; return them.

    `kind` is a reminder or the last call.

    With `dry_run` nothing is sent. Raises `SignOnClosed` where answers are not taken.
    """
    if not dry_run:
        one_at_a_time(session, appeal)
    if appeal.phase is not Phase.SIGN_ON or is_over(appeal, now):
        raise SignOnClosed
    due = _silent(session, appeal, now=now, interval=interval)
    if not dry_run:
        for invitation in due:
            invitation.reminded_at = now
            mail.queue(session, kind, invitation.id, now=now)
            record(session, Action.REMINDED, invitation, by=by, now=now)
    return due


def _silent(
    session: Session, appeal: Appeal, *, now: datetime, interval: timedelta
) -> list[Invitation]:
    invited = session.scalars(
        invitations_of(appeal)
        .where(Invitation.invited_at.is_not(None), Invitation.answer.is_(None))
        # Another request may have reminded them since this one read them.
        .execution_options(populate_existing=True)
    )
    reachable = [each for each in by_name(invited, appeal) if each.organisation.contact]
    latest = mail.latest(session, [each.id for each in reachable], MAILS)
    refused = {id for id, each in latest.items() if each.state is mail.MailState.REFUSED}
    return rules.due_for_reminder(reachable, refused=refused, now=now, interval=interval)


def _waits(session: Session, invitation: Invitation) -> bool:
    latest = mail.latest(session, [invitation.id], MAILS).get(invitation.id)
    if latest is None:
        return False
    db.hold(session, latest)  # the worker may be taking it this moment
    return latest.state is mail.MailState.QUEUED


def _mail(
    session: Session,
    invitation: Invitation,
    kind: MailKind = MailKind.INVITATION,
    *,
    quietly: bool = False,
    by: UUID | None,
    now: datetime,
) -> None:
    if quietly:
        mail.queue(session, kind, invitation.id, now=now, quietly="yes")
    else:
        mail.queue(session, kind, invitation.id, now=now)
    record(session, Action.SENT, invitation, by=by, now=now, language=invitation.language)
