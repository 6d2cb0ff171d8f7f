"""Standing mandates: an organisation says beforehand that it may be entered, and for what.

Silence is never taken for consent without one. Under a mandate the organisation
is told at once and can object; its name counts only when that time is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from appeals import db, ledger, mail
from appeals.drafting.models import Appeal, ListKind
from appeals.errors import Conflict, NotFound
from appeals.invitations import links
from appeals.invitations import services as invitations
from appeals.organisations import services as organisations
from appeals.signatures import services
from appeals.signatures.models import Mandate
from appeals.signatures.services import Action, Consent, Evidence, Representative, Turn
from appeals.tokens import Claim

# Less would be no time to object in.
SHORTEST_WINDOW = 24


class MandateEnded(Conflict):
    """The mandate was revoked or is over, or is for the other list."""


class TooLateToObject(Conflict):
    """The time to object ends only after the deadline: the organisation has to be asked."""


class ObjectionTooLate(Conflict):
    """The time to object is over, or the signature has ended otherwise."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the organisation has agreed to, and how the coordinator knows."""

    scope: str
    list_kind: ListKind
    window_hours: int
    granted_by: Representative
    granted_on: date
    valid_until: date
    evidence: str


def grant(
    session: Session, organisation_id: UUID, terms: Terms, *, by: UUID, now: datetime
) -> Mandate:
    """Write down a mandate; every contact of the organisation is told, and can revoke it."""
    organisation = organisations.get_organisation(session, organisation_id)
    mandate = Mandate(
        organisation=organisation,
        scope=terms.scope,
        list_kind=terms.list_kind,
        window_hours=terms.window_hours,
        granted_by_name=terms.granted_by.name,
        granted_by_role=terms.granted_by.role,
        granted_on=terms.granted_on,
        valid_until=terms.valid_until,
        evidence=terms.evidence,
        recorded_at=now,
        recorded_by=by,
    )
    session.add(mandate)
    session.flush()
    _record(session, Action.MANDATE_GRANTED, mandate, by=by, now=now)
    _tell(session, "mandate_granted", mandate, now=now)
    return mandate


def revoke(
    session: Session,
    mandate: Mandate,
    who: Representative | None = None,
    *,
    by: UUID | None = None,
    now: datetime,
) -> None:
    """End a mandate; what was entered under it stays, and can still be objected to in its time."""
    db.hold(session, mandate)
    if mandate.revoked_at is not None:
        return
    mandate.revoked_at = now
    if who:
        mandate.revoked_by_name, mandate.revoked_by_role = who.name, who.role
    _record(session, Action.MANDATE_REVOKED, mandate, by=by, now=now)
    _tell(session, "mandate_revoked", mandate, now=now)


def list_mandates(session: Session) -> Sequence[Mandate]:
    """Return the coalition's mandates: those that hold first, by when they end."""
    return session.scalars(
        select(Mandate)
        .order_by(Mandate.revoked_at.is_not(None), Mandate.valid_until.desc(), Mandate.id)
        .options(selectinload(Mandate.organisation))
    ).all()


def get_mandate(session: Session, handle: str) -> Mandate:
    found = session.scalar(select(Mandate).where(Mandate.handle == handle))
    if found is None:
        raise NotFound
    return found


def find_by_link(session: Session, claim: Claim) -> Mandate:
    """Return the mandate of a link and enter its coalition; raise `LinkUnknown`."""
    with db.everywhere(session):
        found = session.get(Mandate, claim.id)
    if found is None:
        raise links.LinkUnknown
    db.enter(session, found.coalition_id)
    return found


def valid_mandates(session: Session, organisation_id: UUID, *, today: date) -> Sequence[Mandate]:
    return session.scalars(
        select(Mandate)
        .where(
            Mandate.organisation_id == organisation_id,
            Mandate.revoked_at.is_(None),
            Mandate.valid_until >= today,
        )
        .order_by(Mandate.valid_until.desc())
    ).all()


def window_of(mandate: Mandate, now: datetime) -> datetime:
    """Return until when the organisation could object to what is entered now."""
    return now + timedelta(hours=mandate.window_hours)


def enter(
    session: Session, appeal: Appeal, mandate: Mandate, basis: str, *, by: UUID, now: datetime
) -> UUID:
    """Enter the organisation's signature under its mandate; it counts after the time to object.

    `basis` says why the appeal is within the scope. Who has answered itself is never entered.
    """
    db.hold(session, mandate)
    if not mandate.is_valid(now.date()):
        raise MandateEnded
    [invitation] = invitations.choose(
        session, appeal, [mandate.organisation], mandate.list_kind, by=by, now=now
    )
    turn = services.take_turn(session, invitation.id, now=now)
    counts_from = window_of(mandate, turn.now)
    if turn.facts.deadline_utc and counts_from > turn.facts.deadline_utc:
        raise TooLateToObject
    if turn.facts.answer is not None:
        raise Conflict("the organisation has answered itself")
    consent = Consent(
        list_kind=mandate.list_kind,
        representative=Representative(name=mandate.granted_by_name, role=mandate.granted_by_role),
        language_read=invitation.language,
        text_hash=services.get_present_text(session, appeal).set_hash,
    )
    evidence = Evidence(by=by, basis=basis, mandate_id=mandate.id, counts_from=counts_from)
    return services.record(turn, consent, evidence)


def object_to(turn: Turn, signature_id: UUID, who: Representative, reason: str) -> None:
    """Take the name out before it has counted, because the organisation does not want it there."""
    signature = turn.current
    if signature is None or signature.id != signature_id or signature.counts_from is None:
        raise ObjectionTooLate
    if turn.facts.moment > signature.counts_from:
        raise ObjectionTooLate
    services.object_to(turn, signature, who, reason)


def _tell(session: Session, template: str, mandate: Mandate, *, now: datetime) -> None:
    for contact in mandate.organisation.contacts:
        mail.queue(session, template, mandate.id, now=now, contact_id=str(contact.id))


def _record(
    session: Session, action: Action, mandate: Mandate, *, by: UUID | None, now: datetime
) -> None:
    organisation = str(mandate.organisation_id)
    ledger.record(session, action, mandate.id, now=now, by=by, organisation=organisation)
