"""Requests of organisations that were not invited: asked, accepted into the registry, declined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from appeals import db, ledger, mail
from appeals.correspondence.kinds import MailKind
from appeals.drafting.models import Appeal, ListKind
from appeals.endorsements.models import EndorsementTerms, JoinRequest, RequestState
from appeals.errors import Conflict, NotFound
from appeals.invitations import services as invitations
from appeals.organisations import services as organisations
from appeals.organisations.look_alikes import LookAlike
from appeals.organisations.models import ContactDetails, Details, Organisation, PrintedName

# So many may wait for a decision: a flood is to fill neither the table nor the page.
MOST_OPEN = 500


class RequestsClosed(Conflict):
    """The appeal takes no requests, or so many wait that nobody could read one more."""


class Action(StrEnum):
    """What is written into the ledger here."""

    ACCEPTED = "request.accepted"
    DECLINED = "request.declined"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody wrote for an organisation; `email` as mail servers know it."""

    names: Mapping[str, str]
    country: str
    website: str
    person: str
    role: str
    email: str
    language: str
    message: str


def takes_requests(session: Session, appeal_id: UUID) -> bool:
    terms = select(EndorsementTerms.takes_requests).where(EndorsementTerms.appeal_id == appeal_id)
    return bool(session.scalar(terms))


def ask_to_join(session: Session, appeal_id: UUID, asked: Asked, *, now: datetime) -> None:
    """Keep the request for the coordinators; the same one twice is one.

    They get a mail when nothing else waits, so that a hundred requests are one mail.
    """
    waiting = count_open(session, appeal_id)
    if not takes_requests(session, appeal_id) or waiting >= MOST_OPEN:
        raise RequestsClosed
    same = select(JoinRequest.id).where(
        JoinRequest.appeal_id == appeal_id,
        JoinRequest.state == RequestState.OPEN,
        JoinRequest.email_index == asked.email,
    )
    if session.scalars(same).first():
        return
    request = JoinRequest(
        appeal_id=appeal_id,
        names=dict(asked.names),
        country=asked.country,
        website=asked.website,
        person=asked.person,
        role=asked.role,
        email=asked.email,
        language=asked.language,
        message=asked.message,
        state=RequestState.OPEN,
        asked_at=now,
    )
    session.add(request)
    session.flush()
    if not waiting:
        invitations.tell_coordinators(session, appeal_id, "join_request", request.id, now=now)


def accept(
    session: Session,
    request: JoinRequest,
    organisation: Organisation | None,
    list_kind: ListKind,
    *,
    by: UUID,
    now: datetime,
) -> None:
    """Invite the organisation, a new one unless it is in the registry.

    The link goes to the contact the registry knows, and to the writer of the
    request only where the organisation is new or has no contact.
    """
    _demand_open(session, request)
    appeal = request.appeal
    if organisation is None:
        organisation = organisations.create_organisation(session, _details(request), by=by, now=now)
    elif organisation.contact is None:
        known = organisation.details
        added = Details(
            names=known.names,
            countries=known.countries,
            aliases=known.aliases,
            contacts=_details(request).contacts,
        )
        organisations.update_organisation(session, organisation, added, by=by, now=now)
    session.flush()
    [invitation] = invitations.choose(session, appeal, [organisation], list_kind, by=by, now=now)
    kind = MailKind.LATE_INVITATION
    invitations.invite(session, appeal, [invitation], kind=kind, by=by, now=now)
    request.state, request.invitation_id = RequestState.ACCEPTED, invitation.id
    _note(session, request, Action.ACCEPTED, by, now)


def decline(
    session: Session, request: JoinRequest, reason: str, *, by: UUID, now: datetime
) -> None:
    """Say no, and mail the reason to whoever asked."""
    _demand_open(session, request)
    request.state, request.reason = RequestState.DECLINED, reason
    mail.queue(session, "join_declined", request.id, now=now)
    _note(session, request, Action.DECLINED, by, now)


def look_alikes(session: Session, request: JoinRequest) -> list[LookAlike[UUID]]:
    """Return organisations of the registry that may be the one that asks."""
    return organisations.look_alikes(session, _details(request))


def count_open(session: Session, appeal_id: UUID) -> int:
    waiting = select(func.count()).where(
        JoinRequest.appeal_id == appeal_id, JoinRequest.state == RequestState.OPEN
    )
    return session.execute(waiting).scalar_one()


def list_requests(session: Session, appeal: Appeal) -> Sequence[JoinRequest]:
    """Return the requests: those that wait first, the oldest of them first."""
    return session.scalars(
        select(JoinRequest)
        .where(JoinRequest.appeal_id == appeal.id)
        .order_by(JoinRequest.state != RequestState.OPEN, JoinRequest.asked_at, JoinRequest.id)
    ).all()


def get_request(session: Session, appeal: Appeal, request_id: UUID) -> JoinRequest:
    found = session.scalar(
        select(JoinRequest).where(JoinRequest.id == request_id, JoinRequest.appeal_id == appeal.id)
    )
    if found is None:
        raise NotFound
    return found


def _demand_open(session: Session, request: JoinRequest) -> None:
    db.hold(session, request)
    if request.state is not RequestState.OPEN:
        raise Conflict("somebody has decided about this request")


def _note(session: Session, request: JoinRequest, action: Action, by: UUID, now: datetime) -> None:
    request.decided_at, request.decided_by = now, by
    appeal_id = request.appeal_id
    ledger.record(session, action, request.id, now=now, appeal_id=appeal_id, by=by)


def _details(request: JoinRequest) -> Details:
    return Details(
        names={tag: PrintedName(name) for tag, name in request.names.items()},
        countries=(request.country,) if request.country else (),
        contacts=(ContactDetails(request.person, request.email, request.language),),
    )
