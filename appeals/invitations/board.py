"""The board: where every invitation of an appeal stands, counted, filtered, a page at a time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from appeals import mail
from appeals.drafting.models import Appeal
from appeals.invitations.models import Invitation
from appeals.invitations.rules import BoardState, Standing, standing
from appeals.mail import Mail, MailState
from appeals.organisations import names
from appeals.organisations.models import Contact, Organisation, OrganisationName

MAILS = ("invitation", "reminder")
PAGE_SIZE = 50


@dataclass(frozen=True)
class Row:
    """An invitation with its state and the newest mail about it."""

    invitation: Invitation
    state: BoardState
    mail: Mail | None

    @property
    def last_event(self) -> datetime:
        """When the state was last moved by an act of either side, UTC."""
        each = self.invitation
        moments = (each.invited_at, each.reminded_at, each.opened_at, each.revoked_at)
        return max(moment for moment in (*moments, each.answered_at, each.chosen_at) if moment)


@dataclass(frozen=True, kw_only=True)
class Board:
    """A page of rows; `counts` and the mails are those of the whole appeal."""

    rows: Sequence[Row]
    counts: Mapping[BoardState, int]
    matching: int
    number: int
    mails: Mapping[MailState, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def pages(self) -> int:
        return max(1, -(-self.matching // PAGE_SIZE))

    @property
    def answered(self) -> int:
        states = (BoardState.SIGNED, BoardState.SUPPORTS, BoardState.DECLINED)
        return sum(self.counts.get(state, 0) for state in (*states, BoardState.WITHDRAWN))

    @property
    def mails_underway(self) -> int:
        return sum(self.mails.get(state, 0) for state in (MailState.QUEUED, MailState.SENDING))

    @property
    def mails_total(self) -> int:
        return sum(self.mails.values())


@dataclass(frozen=True)
class _Place:
    """What of an invitation is read for all, so that the rest is read for one page only."""

    id: UUID
    matches: bool
    standing: Standing
    state: BoardState


def board(
    session: Session,
    appeal: Appeal,
    *,
    state: BoardState | None = None,
    search: str = "",
    page: int = 1,
    now: datetime,
) -> Board:
    """Return a page of the board; the number of queries does not grow with its length."""
    places = _places(session, appeal, search, now)
    matching = [each for each in places if each.matches and state in (None, each.state)]
    last = max(1, -(-len(matching) // PAGE_SIZE))
    number = min(max(page, 1), last)
    shown = matching[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return Board(
        rows=_rows(session, shown),
        counts=Counter(each.state for each in places),
        matching=len(matching),
        number=number,
        mails=Counter(each.standing.mail for each in places if each.standing.mail),
    )


def row(session: Session, invitation: Invitation, *, now: datetime) -> Row:
    latest = mail.latest(session, [invitation.id], MAILS).get(invitation.id)
    state = standing(invitation, latest.state if latest else None).state(now)
    return Row(invitation, state, latest)


def order_of_names(language: str) -> ColumnElement[str]:
    """Return what to order invitations by: the folded name in this language, else in any."""
    folded = select(OrganisationName.folded).where(
        OrganisationName.organisation_id == Invitation.organisation_id
    )
    any_name = folded.with_only_columns(func.min(OrganisationName.folded))
    wanted = folded.where(OrganisationName.language == language)
    return func.coalesce(
        wanted.correlate(Invitation).scalar_subquery(),
        any_name.correlate(Invitation).scalar_subquery(),
        "",
    )


def matches(search: str) -> ColumnElement[bool]:
    """Return whether an organisation has this in a name, an acronym or an address."""
    folded = names.skeleton(search)
    by_name = select(OrganisationName.organisation_id).where(
        or_(
            OrganisationName.folded.contains(folded or search, autoescape=True),
            OrganisationName.acronym.icontains(search, autoescape=True),
        )
    )
    by_address = select(Contact.organisation_id).where(
        Contact.email.icontains(search, autoescape=True)
    )
    return or_(Organisation.id.in_(by_name), Organisation.id.in_(by_address))


def _places(session: Session, appeal: Appeal, search: str, now: datetime) -> list[_Place]:
    newest = (
        select(Mail.state)
        .where(Mail.subject_id == Invitation.id, Mail.template.in_(MAILS))
        .order_by(Mail.queued_at.desc(), Mail.id.desc())
        .limit(1)
        .correlate(Invitation)
        .scalar_subquery()
    )
    found = select(Organisation.id)
    if search:
        found = found.where(matches(search))
    rows = session.execute(
        select(
            Invitation.id.label("id"),
            Invitation.organisation_id.in_(found).label("matches"),
            Invitation.answer.label("answer"),
            Invitation.revoked_at.label("revoked_at"),
            Invitation.invited_at.label("invited_at"),
            Invitation.reminded_at.label("reminded_at"),
            Invitation.opened_at.label("opened_at"),
            newest.label("mail"),
        )
        .where(Invitation.appeal_id == appeal.id)
        .order_by(order_of_names(appeal.reference_language), Invitation.id)
    )
    return [_place(dict(each), now) for each in rows.mappings()]


def _place(values: dict[str, Any], now: datetime) -> _Place:
    id, matches = values.pop("id"), values.pop("matches")
    known = Standing(**values)
    return _Place(id, bool(matches), known, known.state(now))


def _rows(session: Session, shown: Sequence[_Place]) -> list[Row]:
    ids = [each.id for each in shown]
    found = session.scalars(
        select(Invitation)
        .where(Invitation.id.in_(ids))
        .options(selectinload(Invitation.organisation))
    )
    by_id = {each.id: each for each in found}
    latest = mail.latest(session, ids, MAILS)
    return [Row(by_id[each.id], each.state, latest.get(each.id)) for each in shown]
