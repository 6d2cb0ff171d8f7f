"""Recording what came by mail or telephone: whom a coordinator can enter, and entering them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals.drafting.models import Appeal, ListKind
from appeals.invitations import services as invitations
from appeals.organisations import services as organisations
from appeals.organisations.models import Organisation
from appeals.signatures import services
from appeals.signatures.models import Signature
from appeals.signatures.services import Consent, Evidence, Representative
from appeals.signatures.visibility import Wish


@dataclass(frozen=True, kw_only=True)
class Received:
    """An answer that came by other ways, and how the coordinator knows of it."""

    list_kind: ListKind
    representative: Representative
    basis: str
    # Empty: the language in which the organisation is asked.
    language_read: str = ""
    # How the name is to be shown; None: as it was.
    wish: Wish | None = None


def signed_among(
    session: Session, appeal: Appeal, candidates: Sequence[Organisation]
) -> frozenset[UUID]:
    """Return the ids of those organisations that already stand in one of the lists."""
    ids = [organisation.id for organisation in candidates]
    return frozenset(
        session.scalars(
            select(Signature.organisation_id).where(
                Signature.appeal_id == appeal.id,
                Signature.ended_at.is_(None),
                Signature.organisation_id.in_(ids),
            )
        )
    )


def record(
    session: Session,
    appeal: Appeal,
    organisation_id: UUID,
    received: Received,
    *,
    by: UUID,
    now: datetime,
) -> UUID:
    """Enter the organisation's signature; it is chosen for the appeal if it was not yet."""
    organisation = organisations.get_organisation(session, organisation_id)
    [invitation] = invitations.choose(
        session, appeal, [organisation], received.list_kind, by=by, now=now
    )
    consent = Consent(
        list_kind=received.list_kind,
        representative=received.representative,
        language_read=received.language_read or invitation.language,
        text_hash=services.get_present_text(session, appeal).set_hash,
        wish=received.wish,
    )
    turn = services.take_turn(session, invitation.id, now=now)
    return services.record(turn, consent, Evidence(by=by, basis=received.basis))
