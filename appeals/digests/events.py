"""What happened to an appeal and what waits: read from the ledger, which forgets nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting.models import Appeal, ListKind
from appeals.invitations import boards
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation, Question, Visibility
from appeals.invitations.rules import BoardState
from appeals.invitations.services import Action as Asking
from appeals.organisations.models import OrganisationName, label_among
from appeals.signatures.models import Dispute, Signature
from appeals.signatures.services import Action


class Event(StrEnum):
    """What a digest tells of, in this order."""

    SIGNED = "signed"
    SUPPORTS = "supports"
    ENTERED = "entered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OBJECTED = "objected"
    LAPSED = "lapsed"
    DISPUTED = "disputed"
    ASKED = "asked"
    DEFERRED = "deferred"
    HANDED_OVER = "handed_over"


_TOLD: dict[str, Event] = {
    Action.SIGNED: Event.SIGNED,
    Action.RECORDED: Event.SIGNED,
    Action.ENTERED: Event.ENTERED,
    Action.RENEWED: Event.CONFIRMED,
    Action.DECLINED: Event.DECLINED,
    Action.WITHDRAWN: Event.WITHDRAWN,
    Action.OBJECTED: Event.OBJECTED,
    Action.LAPSED: Event.LAPSED,
    Action.DISPUTED: Event.DISPUTED,
    Asking.ASKED: Event.ASKED,
    Action.DEFERRED: Event.DEFERRED,
    Action.HANDED_OVER: Event.HANDED_OVER,
}


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits for a coordinator, in numbers."""

    questions: int
    disputes: int
    refused: int
    unknown: int
    objections: int  # names entered under a mandate that can still be objected to


def has_events(
    session: Session, appeal: Appeal, since: datetime, until: datetime, reader: UUID
) -> bool:
    return session.execute(_entries(appeal, since, until, reader).limit(1)).first() is not None


def happened(
    session: Session,
    appeal: Appeal,
    since: datetime,
    until: datetime,
    *,
    reader: UUID,
    language: str,
    withheld: str = "…",
) -> dict[Event, list[str]]:
    """Return the names of the organisations by what happened, each once, the earliest first.

    What the reader has done is known to the reader. A hidden name is told as `withheld`:
    a mailbox is read by more people than the board.
    """
    found: dict[Event, dict[UUID, None]] = defaultdict(dict)
    asked = []
    for entry in session.execute(_entries(appeal, since, until, reader)):
        event = _event(entry.action, entry.details)
        if event is Event.ASKED:
            asked.append(entry.subject_id)
        else:
            found[event].setdefault(UUID(entry.details["organisation"]))
    found[Event.ASKED] = dict.fromkeys(_askers(session, asked))
    names = _names(session, {id for ids in found.values() for id in ids}, language)
    hidden = _hidden(session, appeal)
    return {
        event: [withheld if id in hidden else names.get(id, "?") for id in found[event]]
        for event in Event
        if found.get(event)
    }


def waiting(session: Session, appeal: Appeal, *, now: datetime) -> Waiting:
    counts = boards.board(session, appeal, now=now).counts
    disputes = (
        select(func.count(Dispute.id))
        .join(Dispute.invitation)
        .where(Invitation.appeal_id == appeal.id, Dispute.resolved_at.is_(None))
    )
    objections = select(func.count(Signature.id)).where(
        Signature.appeal_id == appeal.id,
        Signature.ended_at.is_(None),
        Signature.counts_from > now,
    )
    return Waiting(
        questions=invitations.count_waiting(session, appeal),
        disputes=session.scalar(disputes) or 0,
        refused=counts.get(BoardState.REFUSED, 0),
        unknown=counts.get(BoardState.UNKNOWN, 0),
        objections=session.scalar(objections) or 0,
    )


def _entries(
    appeal: Appeal, since: datetime, until: datetime, reader: UUID
) -> Select[tuple[str, UUID, dict[str, str]]]:
    entry = ledger.Entry
    by_others = entry.account_id.is_(None) | (entry.account_id != reader)
    return (
        select(entry.action, entry.subject_id, entry.details)
        .where(
            entry.appeal_id == appeal.id,
            entry.at > since,
            entry.at <= until,
            entry.action.in_([str(each) for each in _TOLD]),
            by_others,
        )
        .order_by(entry.id)
    )


def _event(action: str, details: Mapping[str, str]) -> Event:
    told = _TOLD[action]
    if told is Event.SIGNED and details.get("list") == ListKind.SUPPORTER:
        return Event.SUPPORTS
    return told


def _hidden(session: Session, appeal: Appeal) -> set[UUID]:
    hidden = select(Invitation.organisation_id).where(
        Invitation.appeal_id == appeal.id, Invitation.visibility != Visibility.PUBLIC
    )
    return set(session.scalars(hidden))


def _askers(session: Session, questions: Sequence[UUID]) -> list[UUID]:
    asked = (
        select(Invitation.organisation_id)
        .join(Question, Question.invitation_id == Invitation.id)
        .where(Question.id.in_(questions))
        .order_by(Question.asked_at, Question.id)
    )
    return list(session.scalars(asked))


def _names(session: Session, ids: set[UUID], language: str) -> dict[UUID, str]:
    found: dict[UUID, dict[str, str]] = {}
    named = select(
        OrganisationName.organisation_id, OrganisationName.language, OrganisationName.name
    ).where(OrganisationName.organisation_id.in_(ids))
    for id, tag, name in session.execute(named):
        found.setdefault(id, {})[tag] = name
    return {id: label_among(names, language) for id, names in found.items()}
