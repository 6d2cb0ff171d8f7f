"""When organisations can be asked, and why not."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import db
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, Phase
from appeals.errors import Conflict
from appeals.invitations.models import Invitation
from appeals.invitations.reaching import addressee


class SignOnClosed(Conflict):
    """The appeal takes no answers any more."""


class NotChangeable(Conflict):
    """The organisation has been invited or has answered; this can no longer be changed."""


class NoContact(Conflict):
    """The registry has no e-mail address for this organisation."""


class HeldBack(Conflict):
    """Every address of this organisation is on the list of those not written to."""


class MailWaits(Conflict):
    """A mail to this organisation waits for its turn and will bring the newest link."""


class InvitationRevoked(Conflict):
    """The invitation was revoked; it has to be restored first."""


def is_over(appeal: Appeal, now: datetime) -> bool:
    """Whether the deadline has passed; the last word at signing has the database's clock."""
    return appeal.deadline is not None and appeal.deadline <= now


def demand_final(appeal: Appeal, now: datetime) -> None:
    if not appeal.is_locked:
        raise drafting.TextNotFinal
    if appeal.phase is Phase.CLOSED or is_over(appeal, now):
        raise SignOnClosed


def demand_askable(invitation: Invitation, now: datetime) -> None:
    demand_final(invitation.appeal, now)
    if invitation.is_revoked:
        raise InvitationRevoked
    if invitation.organisation.contact is None:
        raise NoContact


def demand_reachable(session: Session, invitation: Invitation, now: datetime) -> None:
    demand_askable(invitation, now)
    if addressee(session, invitation.organisation) is None:
        raise HeldBack


def open_if_final(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> None:
    if appeal.phase is Phase.FINAL:
        drafting.open_sign_on(session, appeal, by=by, now=now)


def one_at_a_time(session: Session, appeal: Appeal) -> None:
    """Let two coordinators who press Send at once queue, so that nobody gets two mails."""
    db.hold(session, appeal)
