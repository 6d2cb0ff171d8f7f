"""Candidates: the organisations that can be chosen, with how they have answered before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from appeals.drafting.models import Appeal
from appeals.invitations.models import Answer, Invitation
from appeals.invitations.reaching import Reach, reach
from appeals.mail import Held
from appeals.organisations import services as organisations
from appeals.organisations.models import Contact, Organisation
from appeals.paging import Page, placed

_JOINED = (Answer.SIGNED, Answer.SUPPORTS)


class Behaviour(StrEnum):
    """How an organisation has answered to the coalition's other appeals."""

    JOINED = "joined"  # at least once
    MOSTLY = "mostly"  # at least half of those it was asked about
    NEVER = "never"  # asked, and never joined
    SILENT = "silent"  # asked, and never answered
    NEW = "new"  # not asked yet


@dataclass(frozen=True, kw_only=True)
class Record:
    """How often an organisation was asked before, how often it answered, how often it joined."""

    asked: int = 0
    answered: int = 0
    joined: int = 0

    def shows(self, behaviour: Behaviour) -> bool:
        match behaviour:
            case Behaviour.JOINED:
                return self.joined > 0
            case Behaviour.MOSTLY:
                return 0 < self.asked <= 2 * self.joined
            case Behaviour.NEVER:
                return self.asked > 0 and not self.joined
            case Behaviour.SILENT:
                return self.asked > 0 and not self.answered
            case Behaviour.NEW:
                return self.asked == 0


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which organisations are looked for; what is empty does not matter."""

    search: str = ""
    category: str = ""
    country: str = ""
    behaviour: Behaviour | None = None

    @property
    def is_anything(self) -> bool:
        return self == Wanted()


@dataclass(frozen=True)
class Candidate:
    """An organisation of the registry, as far as it matters whether to ask it."""

    organisation: Organisation
    record: Record
    # The topics of this appeal that it does not want to be asked about.
    refuses: Sequence[str]
    contact: Contact | None
    obstacle: Held | None


@dataclass(frozen=True)
class Found:
    """A page of those who can be asked, and apart all who do not want to be asked about this."""

    page: Page[Candidate]
    unwilling: Sequence[Candidate]


def find_candidates(
    session: Session,
    appeal: Appeal,
    wanted: Wanted,
    *,
    language: str,
    page: int = 1,
    size: int = 50,
) -> Found:
    """Return a page of the organisations that are wanted, by their name in `language`."""
    records = _records(session, appeal)
    willing, unwilling = _parted(session, appeal, wanted, records, language)
    number, pages = placed(page, len(willing), size)
    shown = willing[(number - 1) * size : number * size]
    known = reach(session)
    return Found(
        Page(_candidates(session, appeal, shown, records, known), number, pages, len(willing)),
        _candidates(session, appeal, unwilling, records, known),
    )


def matching(session: Session, appeal: Appeal, wanted: Wanted) -> list[Organisation]:
    """Return all that are wanted, without those who do not want to be asked about this."""
    records = _records(session, appeal)
    willing, _unwilling = _parted(session, appeal, wanted, records, "en")
    return _in_order(session, willing)


def _parted(
    session: Session,
    appeal: Appeal,
    wanted: Wanted,
    records: dict[UUID, Record],
    language: str,
) -> tuple[list[UUID], list[UUID]]:
    known = {
        row.id: row
        for row in session.execute(
            select(
                Organisation.id,
                Organisation.countries,
                Organisation.categories,
                Organisation.unasked_topics,
            )
        )
    }
    topics = {topic.casefold() for topic in appeal.topics}
    willing: list[UUID] = []
    unwilling: list[UUID] = []
    for id in organisations.found_ids(session, wanted.search, language):
        row = known[id]
        if (
            (not wanted.category or wanted.category in row.categories)
            and (not wanted.country or wanted.country in row.countries)
            and (wanted.behaviour is None or records.get(id, Record()).shows(wanted.behaviour))
        ):
            refuses = topics & {topic.casefold() for topic in row.unasked_topics}
            (unwilling if refuses else willing).append(id)
    return willing, unwilling


def _records(session: Session, appeal: Appeal) -> dict[UUID, Record]:
    """Count over all other appeals; what was recorded without a mail was asked all the same."""

    def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    was_asked = Invitation.invited_at.is_not(None) | Invitation.answer.is_not(None)
    rows = session.execute(
        select(
            Invitation.organisation_id,
            func.count(),
            number(Invitation.answer.is_not(None)),
            number(Invitation.answer.in_(_JOINED)),
        )
        .where(Invitation.appeal_id != appeal.id, was_asked)
        .group_by(Invitation.organisation_id)
    )
    return {
        id: Record(asked=asked, answered=answered, joined=joined)
        for id, asked, answered, joined in rows
    }


def _candidates(
    session: Session,
    appeal: Appeal,
    ids: Sequence[UUID],
    records: dict[UUID, Record],
    known: Reach,
) -> list[Candidate]:
    return [
        Candidate(
            each,
            records.get(each.id, Record()),
            each.refuses(appeal.topics),
            known.contact(each),
            known.obstacle(each),
        )
        for each in _in_order(session, ids)
    ]


def _in_order(session: Session, ids: Iterable[UUID]) -> list[Organisation]:
    ordered = list(ids)
    by_id: dict[UUID, Organisation] = {}
    for start in range(0, len(ordered), 1000):
        part = ordered[start : start + 1000]
        found = session.scalars(select(Organisation).where(Organisation.id.in_(part)))
        by_id |= {each.id: each for each in found}
    return [by_id[id] for id in ordered]
