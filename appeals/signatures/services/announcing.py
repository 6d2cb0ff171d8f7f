"""Telling signatories that the appeal they stand under is published."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, mail
from appeals.drafting.models import Appeal
from appeals.mail import Mail
from appeals.organisations.models import Contact
from appeals.signatures.models import Signature
from appeals.signatures.services import disclosing


def tell_published(
    session: Session, appeal: Appeal, *, now: datetime, listed: Collection[UUID] | None = None
) -> int:
    """Mail every contact of those who stand under the appeal; return how many mails that is.

    Who was told of a signature before is not told again: with each new edition
    only those who joined since. `listed` are the signatures that the edition holds; whose
    name is withheld is told as well.
    """
    db.hold(session, appeal)
    told = select(Mail.subject_id).where(Mail.template == "published")
    contacts = session.execute(
        select(Signature.id, Signature.invitation_id, Contact.id)
        .join(Contact, Contact.organisation_id == Signature.organisation_id)
        .where(
            Signature.appeal_id == appeal.id,
            Signature.ended_at.is_(None),
            Signature.id.not_in(told),
        )
        .order_by(Signature.signed_at, Signature.id, Contact.position)
    )
    hidden = disclosing.unnamed(session, appeal)
    mails = [
        (signature_id, {"contact_id": str(contact_id)})
        for signature_id, invitation_id, contact_id in contacts
        if listed is None or signature_id in listed or invitation_id in hidden
    ]
    mail.queue_all(session, "published", mails, now=now)
    return len(mails)
