"""Sending: the invitation, and the same mail again."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import db, mail
from appeals.correspondence.kinds import MailKind
from appeals.drafting.models import Appeal
from appeals.invitations.boards import MAILS
from appeals.invitations.models import Invitation
from appeals.invitations.reaching import reach
from appeals.invitations.services.actions import Action, record
from appeals.invitations.services.reading import by_name, invitations_of
from appeals.invitations.services.state import (
    MailWaits,
    demand_final,
    demand_reachable,
    one_at_a_time,
    open_if_final,
)
from appeals.mail import Held

# The parameter of an invitation that respects the night as a reminder does.
QUIETLY = "quietly"


@dataclass(frozen=True)
class Invited:
    """Who gets a mail; who cannot, without an address; and who is not written to, and why not."""

    invitations: list[Invitation]
    without_contact: list[Invitation]
    held_back: list[tuple[Invitation, Held]]

    def among(self, wanted: Container[UUID]) -> "Invited":
        return Invited(
            [each for each in self.invitations if each.id in wanted],
            [each for each in self.without_contact if each.id in wanted],
            [(each, held) for each, held in self.held_back if each.id in wanted],
        )


def plan(session: Session, appeal: Appeal) -> Invited:
    """Return who would be invited now: all that are chosen and have not been invited."""
    found = session.scalars(
        invitations_of(appeal)
        .where(Invitation.invited_at.is_(None), Invitation.revoked_at.is_(None))
        .where(Invitation.answer.is_(None))
    )
    waiting, known = by_name(found, appeal), reach(session)
    obstacles = [(each, known.obstacle(each.organisation)) for each in waiting]
    return Invited(
        [each for each in waiting if known.contact(each.organisation)],
        [each for each in waiting if not each.organisation.contact],
        [(each, held) for each, held in obstacles if held],
    )


def invite(
    session: Session,
    appeal: Appeal,
    invitations: Iterable[Invitation] | None = None,
    *,
    kind: MailKind = MailKind.INVITATION,
    quietly: bool = False,
    not_before: datetime | None = None,
    by: UUID | None,
    now: datetime,
) -> Invited:
    """Open sign-on and queue a mail with a sign link to each.

    `quietly`: where it is night, the mail waits until morning. `not_before`: until
    then `call_back` takes everything back.

    Without `invitations`: to all that `plan` names. Who was invited before gets
    nothing; that is what `resend` is for. `kind` may be the late invitation. Raises
    `drafting.services.TextNotFinal` and `SignOnClosed`.
    """
    one_at_a_time(session, appeal)
    demand_final(appeal, now)
    planned = plan(session, appeal)
    if invitations is not None:
        planned = planned.among({invitation.id for invitation in invitations})
    open_if_final(session, appeal, by=by, now=now)
    for invitation in planned.invitations:
        invitation.invited_at = now
        _mail(session, invitation, kind, quietly=quietly, not_before=not_before, by=by, now=now)
    return planned


def resend(session: Session, invitation: Invitation, *, by: UUID | None, now: datetime) -> None:
    """Mail the newest link again; raise `MailWaits` where a mail waits that will bring it anyway.

    A mail waiting for its turn is composed when it is sent. One that is just being
    sent may hold a former link.
    """
    one_at_a_time(session, invitation.appeal)
    demand_reachable(session, invitation, now)
    if _waits(session, invitation):
        raise MailWaits
    open_if_final(session, invitation.appeal, by=by, now=now)
    invitation.invited_at = invitation.invited_at or now
    _mail(session, invitation, by=by, now=now)


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
    not_before: datetime | None = None,
    by: UUID | None,
    now: datetime,
) -> None:
    more = {QUIETLY: "yes"} if quietly else {}
    mail.queue(session, kind, invitation.id, now=now, not_before=not_before, sender=by, **more)
    record(session, Action.SENT, invitation, by=by, now=now, language=invitation.language)
