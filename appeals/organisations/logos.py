"""Logos of organisations, as they can stand below a list they are in."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.document.tree import Picture
from appeals.organisations.models import Organisation, OrganisationLogo


class Action(StrEnum):
    """What the ledger says of logos."""

    SET = "organisation.logo_set"
    REMOVED = "organisation.logo_removed"


def find_logo(session: Session, organisation: Organisation) -> OrganisationLogo | None:
    return session.scalar(select(OrganisationLogo).filter_by(organisation_id=organisation.id))


def set_logo(
    session: Session,
    organisation: Organisation,
    picture: Picture,
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    """Print this picture from now on; it has been made anew (`readers`)."""
    logo = find_logo(session, organisation) or OrganisationLogo(organisation_id=organisation.id)
    logo.sha256, logo.media_type = picture.sha256, picture.media_type
    logo.width, logo.height, logo.content = picture.width, picture.height, picture.content
    logo.uploaded_at = now
    session.add(logo)
    ledger.record(session, Action.SET, organisation.id, by=by, now=now)


def remove_logo(
    session: Session, organisation: Organisation, *, by: UUID | None, now: datetime
) -> None:
    if logo := find_logo(session, organisation):
        session.delete(logo)
        ledger.record(session, Action.REMOVED, organisation.id, by=by, now=now)


def logos_of(session: Session, organisation_ids: Collection[UUID]) -> dict[UUID, Picture]:
    """Return the logos of these organisations, without words."""
    # Few have one: all are read, rather than thousands of identifiers asked for.
    return {
        each.organisation_id: picture_of(each)
        for each in session.scalars(select(OrganisationLogo))
        if each.organisation_id in organisation_ids
    }


def picture_of(logo: OrganisationLogo, text: str = "") -> Picture:
    return Picture(
        logo.sha256, logo.media_type, logo.width, logo.height, text, content=logo.content
    )
