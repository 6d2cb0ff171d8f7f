"""Endorsements as they are read: counted, a page at a time, for all and for coordinators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from appeals.endorsements.models import (
    Endorsement,
    EndorsementState,
    EndorsementTerms,
    Intake,
)
from appeals.paging import Page, placed

PAGE_SIZE = 100

# Written out and not bound, or SQLite would not use the index over what is counted.
_IS_COUNTED = Endorsement.state == bindparam(
    "counted", EndorsementState.COUNTED, Endorsement.state.type, literal_execute=True
)


@dataclass(frozen=True)
class Place:
    """Where a page begins: after this endorsement in the order of the list."""

    confirmed_at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.confirmed_at.timestamp():.6f}-{self.id.hex}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """Return the place an address speaks of, or None if it speaks of none."""
        moment, _dash, identifier = text.partition("-")
        try:
            return cls(datetime.fromtimestamp(float(moment), UTC), UUID(identifier))
        except (ValueError, OverflowError, OSError):
            return None


@dataclass(frozen=True)
class Endorsers:
    """A page of names, the newest first; `following` is where the next one begins."""

    names: Sequence[Endorsement]
    following: Place | None


@dataclass(frozen=True)
class Taking:
    """Whom an appeal takes besides those it invites."""

    intake: Intake = Intake.CLOSED
    requests: bool = False


def taking(session: Session, appeal_id: UUID) -> Taking:
    terms = select(EndorsementTerms).where(EndorsementTerms.appeal_id == appeal_id)
    found = session.scalar(terms)
    return Taking(found.intake, found.takes_requests) if found else Taking()


def count(session: Session, appeal_id: UUID) -> int:
    """Return how many have endorsed the appeal, named or not."""
    return session.execute(
        select(func.count()).where(Endorsement.appeal_id == appeal_id, _IS_COUNTED)
    ).scalar_one()


def list_names(session: Session, appeal_id: UUID, after: Place | None = None) -> Endorsers:
    """Return a page of those who want to be named. A page costs the same wherever it is."""
    found = (
        select(Endorsement)
        .where(
            Endorsement.appeal_id == appeal_id,
            _IS_COUNTED,
            Endorsement.is_named,
        )
        .order_by(Endorsement.confirmed_at.desc(), Endorsement.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if after:
        place = tuple_(Endorsement.confirmed_at, Endorsement.id)
        found = found.where(place < tuple_(after.confirmed_at, after.id))
    names = list(session.scalars(found))
    last = names[PAGE_SIZE - 1] if len(names) > PAGE_SIZE else None
    following = Place(last.confirmed_at, last.id) if last and last.confirmed_at else None
    return Endorsers(names[:PAGE_SIZE], following)


def count_by_state(session: Session, appeal_id: UUID) -> Mapping[EndorsementState, int]:
    counted = select(Endorsement.state, func.count()).where(Endorsement.appeal_id == appeal_id)
    return {state: number for state, number in session.execute(counted.group_by(Endorsement.state))}


def list_all(
    session: Session, appeal_id: UUID, state: EndorsementState, *, search: str = "", page: int = 1
) -> Page[Endorsement]:
    """Return a page of those in one state, the newest first, for coordinators."""
    total = session.execute(_in_state(appeal_id, state, search, func.count())).scalar_one()
    number, pages = placed(page, total, PAGE_SIZE)
    newest = (
        _in_state(appeal_id, state, search, Endorsement)
        .order_by(Endorsement.asked_at.desc(), Endorsement.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(session.scalars(newest).all(), number, pages, total)


def _in_state(appeal_id: UUID, state: EndorsementState, search: str, what: Any) -> Select[Any]:
    found = select(what).where(Endorsement.appeal_id == appeal_id, Endorsement.state == state)
    if search:
        found = found.where(
            Endorsement.name.icontains(search, autoescape=True) | (Endorsement.identity == search)
        )
    return found
