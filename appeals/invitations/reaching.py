"""Reaching: who of an organisation is written to, and why nobody can be."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from appeals import mail
from appeals.mail import Held, key_of
from appeals.organisations.models import Contact, Organisation


@dataclass(frozen=True)
class Reach:
    """The addresses of a coalition that are not written to, by what they are compared by."""

    held: Mapping[str, Held]

    def contact(self, organisation: Organisation) -> Contact | None:
        """Return the first contact that may be written to."""
        return organisation.contact_among(self.held)

    def obstacle(self, organisation: Organisation) -> Held | None:
        """Return why nobody is written to although there are addresses."""
        if organisation.contact is None or self.contact(organisation):
            return None
        return self.held[key_of(organisation.contact.email)]


def reach(session: Session) -> Reach:
    return Reach(mail.every_suppressed(session))


def addressee(session: Session, organisation: Organisation) -> Contact | None:
    """Return to whom of an organisation a mail that asks for something goes."""
    return organisation.contact_among(
        mail.held(session, [each.email for each in organisation.contacts])
    )
