"""Finding the invitations of an appeal."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from appeals.drafting.models import Appeal
from appeals.errors import NotFound
from appeals.invitations.models import Invitation
from appeals.languages import collation_key


def get_invitation(session: Session, appeal: Appeal, handle: str) -> Invitation:
    found = session.scalar(invitations_of(appeal).where(Invitation.handle == handle))
    if found is None:
        raise NotFound
    return found


def chosen(session: Session, appeal: Appeal) -> dict[UUID, str]:
    """Return the organisations chosen so far, each with the handle of its invitation."""
    query = select(Invitation.organisation_id, Invitation.handle)
    return {id: handle for id, handle in session.execute(query.filter_by(appeal_id=appeal.id))}


def reachable(session: Session, appeal: Appeal, *, most: int) -> list[Invitation]:
    """Return by name invitations that are not revoked and whose organisation has an address."""
    query = invitations_of(appeal).where(Invitation.revoked_at.is_(None))
    found = session.scalars(query.order_by(Invitation.chosen_at, Invitation.id).limit(most))
    return by_name((each for each in found if each.organisation.contacts), appeal)


def invitations_of(appeal: Appeal) -> Select[Invitation]:
    # Whoever lists invitations names the organisations, which would else be asked one by one.
    return (
        select(Invitation)
        .where(Invitation.appeal_id == appeal.id)
        .options(selectinload(Invitation.organisation))
    )


def by_name(invitations: Iterable[Invitation], appeal: Appeal) -> list[Invitation]:
    language = appeal.reference_language
    return sorted(
        invitations,
        key=lambda each: collation_key(each.organisation.label(language), language),
    )
