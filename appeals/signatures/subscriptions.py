"""What somebody wants to be written about: everything, nothing, or not about some topics.

No answer that was given and no sign link is touched by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import ledger, mail
from appeals.accounts.models import Coalition
from appeals.drafting.models import Appeal
from appeals.invitations.models import Invitation
from appeals.mail import OWN_WISHES, Cause, Recipient, recipients
from appeals.organisations import words
from appeals.organisations.models import Contact, Organisation


class Action(StrEnum):
    """What is written into the ledger here; never the address itself."""

    UNSUBSCRIBED = "recipient.unsubscribed"
    RESUBSCRIBED = "recipient.resubscribed"
    TOPICS_CHANGED = "organisation.topics_changed"


@dataclass(frozen=True)
class Subscription:
    """Somebody who has a link to end our mails, and what they want at present."""

    recipient: Recipient
    coalition: str
    organisations: Sequence[Organisation]
    # The topics of the appeals these were asked to join, and those refused before.
    topics: Sequence[str]
    refused: Sequence[str]
    is_ended: bool

    @property
    def masked(self) -> str:
        """The address, fit for whoever looks over a shoulder or holds a forwarded mail."""
        local, _at, domain = self.recipient.address.partition("@")
        return f"{local[:1]}•••@{domain}" if domain else "•••"

    @property
    def language(self) -> str:
        """The language the registry knows the reader by."""
        for organisation in self.organisations:
            for contact in organisation.contacts:
                if self.is_of(contact.email):
                    return contact.language
        return "en"

    def is_of(self, address: str) -> bool:
        return recipients.is_of(self.recipient, address)


def find(session: Session, recipient_id: UUID) -> Subscription | None:
    """Return what the holder of a link wants at present, and enter the coalition it is about."""
    recipient = recipients.find(session, recipient_id)
    if recipient is None:
        return None
    organisations = _organisations(session, recipient.address)
    refused = words.together(*(each.unasked_topics for each in organisations))
    held = mail.held(session, [recipient.address]).get(mail.key_of(recipient.address), [])
    return Subscription(
        recipient,
        session.get_one(Coalition, recipient.coalition_id).name,
        organisations,
        words.together(_topics(session, organisations), refused),
        refused,
        any(each.cause in OWN_WISHES for each in held),
    )


def end(session: Session, subscription: Subscription, *, now: datetime) -> None:
    """Write to this address no more; a second time changes nothing."""
    if not subscription.is_ended:
        recipient = subscription.recipient
        mail.suppress(session, recipient.address, Cause.UNSUBSCRIBED, now=now)
        ledger.record(session, Action.UNSUBSCRIBED, recipient.id, now=now)


def begin_again(session: Session, subscription: Subscription, *, now: datetime) -> None:
    """Write to this address again, because whoever reads it says so."""
    if subscription.is_ended:
        recipient = subscription.recipient
        for cause in OWN_WISHES:
            mail.lift(session, recipient.address, cause)
        ledger.record(session, Action.RESUBSCRIBED, recipient.id, now=now)


def refuse(
    session: Session, subscription: Subscription, topics: Sequence[str], *, now: datetime
) -> None:
    """Ask these organisations about these topics no more, and about the others again."""
    for organisation in subscription.organisations:
        if {*organisation.unasked_topics} != {*topics}:
            organisation.unasked_topics = list(topics)
            organisation.updated_at = now
            ledger.record(
                session,
                Action.TOPICS_CHANGED,
                organisation.id,
                now=now,
                recipient=str(subscription.recipient.id),
            )


def _organisations(session: Session, address: str) -> Sequence[Organisation]:
    # Not DISTINCT: PostgreSQL cannot compare the columns that are JSON.
    theirs = select(Contact.organisation_id).where(Contact.email_index == address)
    query = select(Organisation).where(Organisation.id.in_(theirs))
    return session.scalars(query.order_by(Organisation.created_at)).all()


def _topics(session: Session, organisations: Sequence[Organisation]) -> list[str]:
    asked = (
        select(Appeal.topics)
        .join(Invitation, Invitation.appeal_id == Appeal.id)
        .where(Invitation.organisation_id.in_([each.id for each in organisations]))
        .where(Invitation.invited_at.is_not(None))
        .order_by(Appeal.created_at.desc())
    )
    return [topic for topics in session.scalars(asked) for topic in topics]
