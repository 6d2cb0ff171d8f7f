"""Telling signatories that the appeal they stand under is published."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, mail
from appeals.drafting.models import Appeal
from appeals.mail import Mail
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
    query = select(Signature).where(
        Signature.appeal_id == appeal.id, Signature.ended_at.is_(None), Signature.id.not_in(told)
    )
    number, hidden = 0, disclosing.unnamed(session, appeal)
    for signature in session.scalars(query):
        is_in = listed is None or signature.id in listed or signature.invitation_id in hidden
        if not is_in:
            continue
        for contact in signature.organisation.contacts:
            mail.queue(session, "published", signature.id, now=now, contact_id=str(contact.id))
            number += 1
    return number
