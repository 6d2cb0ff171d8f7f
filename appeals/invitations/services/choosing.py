"""Choosing: which organisations are to be asked, for which list, in which language."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from appeals.drafting.models import Appeal, ListKind
from appeals.invitations.models import Invitation
from appeals.invitations.reaching import Reach, reach
from appeals.invitations.services.actions import Action, record
from appeals.invitations.services.reading import invitations_of
from appeals.invitations.services.state import NotChangeable, one_at_a_time
from appeals.languages import language_for
from appeals.organisations.models import Organisation


def named(session: Session, organisation_ids: Sequence[UUID]) -> list[Organisation]:
    """Return those of the organisations that exist in this coalition."""
    return list(session.scalars(select(Organisation).where(Organisation.id.in_(organisation_ids))))


def choose(
    session: Session,
    appeal: Appeal,
    asked: Sequence[Organisation],
    list_kind: ListKind,
    *,
    language: str | None = None,
    by: UUID | None,
    now: datetime,
) -> list[Invitation]:
    """Mark organisations to be invited; return their invitations in the order given.

    Who is chosen already stays as it is. Without `language` each is asked in the
    language of its contact, as far as the appeal has it.
    """
    one_at_a_time(session, appeal)
    known = {each.organisation_id: each for each in session.scalars(invitations_of(appeal))}
    written = reach(session)
    added = [each for each in dict.fromkeys(asked) if each.id not in known]
    for organisation in added:
        known[organisation.id] = _chosen(appeal, organisation, list_kind, language, written, now)
    session.add_all(known[organisation.id] for organisation in added)
    session.flush()  # for the ids
    for organisation in added:
        invitation = known[organisation.id]
        record(session, Action.CHOSEN, invitation, by=by, now=now, list=list_kind.value)
    return [known[organisation.id] for organisation in asked]


def change_choice(
    session: Session,
    invitation: Invitation,
    list_kind: ListKind,
    language: str,
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    """Ask for the other list or in another language, until the organisation has answered."""
    if invitation.answer is not None or language not in invitation.appeal.languages:
        raise NotChangeable
    if (invitation.list_kind, invitation.language) == (list_kind, language):
        return
    invitation.list_kind, invitation.language = list_kind, language
    details = {"list": list_kind.value, "language": language}
    record(session, Action.CHANGED, invitation, by=by, now=now, **details)


def unchoose(session: Session, invitation: Invitation, *, by: UUID | None, now: datetime) -> None:
    """Take an organisation off the list of those to be invited; only before it is invited."""
    if invitation.invited_at is not None or invitation.answer is not None:
        raise NotChangeable
    record(session, Action.UNCHOSEN, invitation, by=by, now=now)
    try:
        with session.begin_nested():
            session.delete(invitation)
    except IntegrityError as error:
        # A signature was recorded for it once, and that is kept.
        raise NotChangeable from error


def _chosen(
    appeal: Appeal,
    organisation: Organisation,
    list_kind: ListKind,
    language: str | None,
    known: Reach,
    now: datetime,
) -> Invitation:
    contact = known.contact(organisation) or organisation.contact
    wanted = language or (contact.language if contact else appeal.reference_language)
    return Invitation(
        appeal=appeal,
        organisation=organisation,
        list_kind=list_kind,
        language=language_for(wanted, appeal.languages, appeal.reference_language),
        chosen_at=now,
    )
