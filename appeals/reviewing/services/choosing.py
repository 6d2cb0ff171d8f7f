"""Choosing: who is asked to comment, from the registry or by name and address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, mail
from appeals.drafting.models import Appeal
from appeals.errors import Invalid
from appeals.languages import language_for
from appeals.organisations.models import Organisation
from appeals.reviewing.models import Comment, Reviewer
from appeals.reviewing.services.actions import Action, record
from appeals.reviewing.services.state import AddressTaken, NotRemovable


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody to be asked: what others call them, where mail reaches them, in which language."""

    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Chosen:
    """What choosing did; `left_out` have no address, or one that is asked already."""

    reviewers: Sequence[Reviewer]
    left_out: Sequence[Organisation]


def named(session: Session, organisation_ids: Sequence[UUID]) -> list[Organisation]:
    """Return those of the organisations that exist in this coalition."""
    return list(session.scalars(select(Organisation).where(Organisation.id.in_(organisation_ids))))


def choose(
    session: Session,
    appeal: Appeal,
    organisations: Sequence[Organisation],
    *,
    language: str | None = None,
    by: UUID | None,
    now: datetime,
) -> Chosen:
    """Ask the first contact of each organisation; without `language` in that of the contact.

    Who is asked already stays as they are.
    """
    db.hold(session, appeal)
    asked, held = _addresses(session, appeal), mail.every_suppressed(session)
    added: list[Reviewer] = []
    left_out: list[Organisation] = []
    for organisation in organisations:
        contact = organisation.contact_among(held)
        if contact is None or contact.email.lower() in asked:
            left_out.append(organisation)
            continue
        person = Person(
            name=organisation.label(language or contact.language),
            email=contact.email,
            language=language or contact.language,
        )
        added.append(_added(appeal, person, organisation, now))
        asked.add(contact.email.lower())
    session.add_all(added)
    session.flush()  # for the ids
    for reviewer in added:
        record(session, Action.CHOSEN, reviewer, by=by, now=now)
    return Chosen(added, left_out)


def add(
    session: Session, appeal: Appeal, person: Person, *, by: UUID | None, now: datetime
) -> Reviewer:
    """Ask somebody who is not in the registry; raise `AddressTaken` where they are asked."""
    db.hold(session, appeal)
    _demand_free(session, appeal, person.email)
    reviewer = _added(appeal, person, None, now)
    session.add(reviewer)
    session.flush()
    record(session, Action.CHOSEN, reviewer, by=by, now=now)
    return reviewer


def change(
    session: Session, reviewer: Reviewer, person: Person, *, by: UUID | None, now: datetime
) -> None:
    """Change name, address or language; for another address the former link stops working."""
    db.hold(session, reviewer.appeal)
    if person.language not in reviewer.appeal.languages:
        raise Invalid(_("The appeal has no such language."))
    moved = person.email.lower() != reviewer.email.lower()
    if moved:
        _demand_free(session, reviewer.appeal, person.email)
        reviewer.link_number += 1
    reviewer.name, reviewer.email, reviewer.language = person.name, person.email, person.language
    record(session, Action.CHANGED, reviewer, by=by, now=now, moved=int(moved))


def remove(session: Session, reviewer: Reviewer, *, by: UUID | None, now: datetime) -> None:
    """Take somebody off the list; only before they are asked and have said anything."""
    db.hold(session, reviewer)
    said = session.scalar(select(Comment.id).filter_by(reviewer_id=reviewer.id).limit(1))
    if reviewer.invited_at is not None or said is not None:
        raise NotRemovable
    record(session, Action.REMOVED, reviewer, by=by, now=now)
    session.delete(reviewer)


def _addresses(session: Session, appeal: Appeal) -> set[str]:
    emails = session.scalars(select(Reviewer.email).filter_by(appeal_id=appeal.id))
    return {each.lower() for each in emails}


def _demand_free(session: Session, appeal: Appeal, email: str) -> None:
    if email.lower() in _addresses(session, appeal):
        raise AddressTaken(_("Somebody is asked under this address already."))


def _added(
    appeal: Appeal, person: Person, organisation: Organisation | None, now: datetime
) -> Reviewer:
    return Reviewer(
        appeal=appeal,
        organisation=organisation,
        name=person.name,
        email=person.email,
        language=language_for(person.language, appeal.languages, appeal.reference_language),
        chosen_at=now,
    )
