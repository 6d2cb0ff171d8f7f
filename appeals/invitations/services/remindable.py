"""Who can be reminded: a few statements for all invitations of an appeal, without objects."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import mail
from appeals.drafting.models import Appeal
from appeals.invitations.boards import MAILS
from appeals.invitations.models import Invitation
from appeals.invitations.rules import Candidate
from appeals.mail import Mail, MailState
from appeals.organisations.models import Contact, Organisation

_NEWEST_MAIL = (
    select(Mail.state)
    .where(Mail.subject_id == Invitation.id, Mail.template.in_(MAILS))
    .order_by(Mail.queued_at.desc(), Mail.id.desc())
    .limit(1)
    .correlate(Invitation)
    .scalar_subquery()
)


def read_candidates(session: Session, appeal: Appeal) -> list[Candidate]:
    """Return what decides about each invitation of the appeal, in the order of choosing."""
    rows = session.execute(
        select(
            Invitation.id,
            Invitation.organisation_id,
            Invitation.handle,
            Invitation.answer,
            Invitation.invited_at,
            Invitation.revoked_at,
            Invitation.reminded_at,
            Invitation.decides_by,
            Invitation.reminders_stopped_at.label("stopped_at"),
            Invitation.reminders,
            Organisation.unasked_topics,
            _NEWEST_MAIL.label("newest"),
        )
        .join(Organisation, Organisation.id == Invitation.organisation_id)
        .where(Invitation.appeal_id == appeal.id)
        .order_by(Invitation.chosen_at, Invitation.id)
    ).mappings()
    addresses, held = _addresses(session, appeal), mail.every_suppressed(session)
    topics = {topic.casefold() for topic in appeal.topics}
    return [_candidate(dict(each), addresses, held, topics) for each in rows]


def _candidate(
    values: dict[str, Any],
    addresses: Mapping[UUID, Sequence[str]],
    held: Container[str],
    topics: set[str],
) -> Candidate:
    unasked = {topic.casefold() for topic in values.pop("unasked_topics")}
    known = addresses.get(values["organisation_id"], ())
    # As `Reach.contact`: the first that may be written to.
    free = next((each for each in known if mail.key_of(each) not in held), None)
    return Candidate(
        address=free or next(iter(known), None),
        unwilling=bool(topics & unasked),
        suppressed=bool(known) and free is None,
        refused=values.pop("newest") is MailState.REFUSED,
        **values,
    )


def _addresses(session: Session, appeal: Appeal) -> dict[UUID, list[str]]:
    """Return the addresses of each organisation of the appeal, in the order of its contacts."""
    found: dict[UUID, list[str]] = defaultdict(list)
    for id, address in session.execute(
        select(Contact.organisation_id, Contact.email)
        .join(Invitation, Invitation.organisation_id == Contact.organisation_id)
        .where(Invitation.appeal_id == appeal.id)
        .order_by(Contact.position)
    ):
        found[id].append(address)
    return found
