"""Choosing for a new appeal those who were asked for an earlier one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appeals.drafting.models import Appeal, ListKind
from appeals.invitations.models import Invitation
from appeals.invitations.services.choosing import choose
from appeals.invitations.services.reading import invitations_of


def asked_before(session: Session, earlier: Appeal) -> list[Invitation]:
    """Return the invitations of an earlier appeal that were not revoked."""
    return [each for each in session.scalars(invitations_of(earlier)) if not each.is_revoked]


def choose_as_before(
    session: Session, appeal: Appeal, earlier: Appeal, *, by: UUID, now: datetime
) -> None:
    """Choose the same organisations for the same lists; nobody has signed anything by that.

    Whoever does not want to be asked about a topic of the new appeal is left out.
    """
    before = asked_before(session, earlier)
    for kind in ListKind:
        asked = [each.organisation for each in before if each.list_kind is kind]
        asked = [each for each in asked if not each.refuses(appeal.topics)]
        choose(session, appeal, asked, kind, by=by, now=now)
