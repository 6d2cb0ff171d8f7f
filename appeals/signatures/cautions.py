"""What organisations of a country are told before they decide, as the coordinators wrote it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting.models import Appeal
from appeals.errors import NotFound
from appeals.signatures.models import Caution


class Action(StrEnum):
    """What the ledger says of cautions."""

    WRITTEN = "caution.written"
    REMOVED = "caution.removed"


@dataclass(frozen=True, kw_only=True)
class Written:
    """A caution as a coordinator wrote it; texts by language, none of them empty."""

    country: str
    texts: Mapping[str, str]
    for_all: bool = False


@dataclass(frozen=True)
class Told:
    """A caution as one reader reads it."""

    text: str
    language: str


def list_cautions(session: Session, appeal: Appeal) -> Sequence[Caution]:
    """Return the cautions shown under an appeal, its own before those for all appeals."""
    found = select(Caution).where(or_(Caution.appeal_id == appeal.id, Caution.appeal_id.is_(None)))
    return session.scalars(
        found.order_by(Caution.country, Caution.appeal_id.is_(None), Caution.id)
    ).all()


def told(
    session: Session, appeal_id: UUID, countries: Sequence[str], languages: Sequence[str]
) -> list[Told]:
    """Return what is told to an organisation of these countries, in the first of the languages.

    What is written for the appeal stands in the place of what is written for all.
    """
    found = select(Caution).where(
        Caution.country.in_(countries),
        or_(Caution.appeal_id == appeal_id, Caution.appeal_id.is_(None)),
    )
    own_last = found.order_by(Caution.appeal_id.is_not(None))
    by_country = {each.country: each for each in session.scalars(own_last)}
    return [_told(by_country[code], languages) for code in countries if code in by_country]


def write(session: Session, appeal: Appeal, written: Written, *, by: UUID, now: datetime) -> None:
    """Write what organisations of a country are told, or write it anew."""
    appeal_id = None if written.for_all else appeal.id
    caution = session.scalar(
        select(Caution).filter_by(appeal_id=appeal_id, country=written.country)
    ) or Caution(appeal_id=appeal_id, country=written.country)
    caution.texts = dict(written.texts)
    caution.updated_at, caution.updated_by = now, by
    session.add(caution)
    session.flush()
    _note(session, Action.WRITTEN, appeal, caution, by, now)


def remove(session: Session, appeal: Appeal, caution_id: UUID, *, by: UUID, now: datetime) -> None:
    caution = next((e for e in list_cautions(session, appeal) if e.id == caution_id), None)
    if caution is None:
        raise NotFound
    _note(session, Action.REMOVED, appeal, caution, by, now)
    session.delete(caution)


def _told(caution: Caution, languages: Sequence[str]) -> Told:
    language = next((tag for tag in languages if tag in caution.texts), None)
    language = language or next(iter(caution.texts))
    return Told(caution.texts[language], language)


def _note(
    session: Session, action: Action, appeal: Appeal, caution: Caution, by: UUID, now: datetime
) -> None:
    ledger.record(
        session,
        action,
        caution.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        country=caution.country,
    )
