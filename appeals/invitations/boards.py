"""The board: where every invitation of an appeal stands, counted, filtered, a page at a time."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased, selectinload

from appeals import mail
from appeals.correspondence.kinds import ASKING
from appeals.drafting.models import Appeal
from appeals.invitations.models import Invitation
from appeals.invitations.reaching import reach
from appeals.invitations.rules import BoardState, Standing, standing
from appeals.languages import CollationKey, collation_key
from appeals.mail import UNDERWAY, Bounce, Held, Mail, MailState
from appeals.organisations import finding
from appeals.organisations.models import Contact, Organisation, OrganisationName

MAILS = ASKING
PAGE_SIZE = 50


@dataclass(frozen=True)
class Row:
    """An invitation with its state and the newest mail about it."""

    invitation: Invitation
    state: BoardState
    mail: Mail | None
    # The newest that was heard of that mail.
    bounce: Bounce | None = None
    # Why nobody of the organisation is written to, if so.
    obstacle: Held | None = None

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
        states = (BoardState.DISPUTED, BoardState.SIGNED, BoardState.SUPPORTS, BoardState.DECLINED)
        return sum(self.counts.get(state, 0) for state in (*states, BoardState.WITHDRAWN))

    @property
    def mails_underway(self) -> int:
        return sum(self.mails.get(state, 0) for state in UNDERWAY)

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
    language: str | None = None,
    now: datetime,
) -> Board:
    """Return a page of the board, by name in `language` or else in the reference language.

    The number of queries does not grow with its length.
    """
    places = _places(session, appeal, search, language or appeal.reference_language, now)
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


def every_row(
    session: Session,
    appeal: Appeal,
    *,
    state: BoardState | None = None,
    search: str = "",
    language: str | None = None,
    now: datetime,
) -> list[Row]:
    """Return what `board` would show on all its pages together."""
    places = _places(session, appeal, search, language or appeal.reference_language, now)
    return _rows(session, [each for each in places if each.matches and state in (None, each.state)])


def row(session: Session, invitation: Invitation, *, now: datetime) -> Row:
    latest = mail.latest(session, [invitation.id], MAILS).get(invitation.id)
    heard = mail.of_mails(session, [latest.id])[latest.id] if latest else []
    known = standing(
        invitation,
        latest.state if latest else None,
        bounced=any(each.kind is mail.BounceKind.HARD for each in heard),
        is_suppressed=reach(session).obstacle(invitation.organisation) is not None,
    )
    return _told(session, [invitation], {invitation.id: known.state(now)})[0]


def _found(search: str) -> Select[UUID]:
    return select(Organisation.id).where(*finding.conditions(search))


def _places(
    session: Session, appeal: Appeal, search: str, language: str, now: datetime
) -> list[_Place]:
    newest = (
        select(Mail.state)
        .where(Mail.subject_id == Invitation.id, Mail.template.in_(MAILS))
        .order_by(Mail.queued_at.desc(), Mail.id.desc())
        .limit(1)
        .correlate(Invitation)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Invitation.id.label("id"),
            Invitation.organisation_id.label("organisation_id"),
            Invitation.organisation_id.in_(_found(search)).label("matches"),
            Invitation.answer.label("answer"),
            Invitation.revoked_at.label("revoked_at"),
            Invitation.invited_at.label("invited_at"),
            Invitation.reminded_at.label("reminded_at"),
            Invitation.opened_at.label("opened_at"),
            Invitation.decides_by.label("decides_by"),
            Invitation.disputed_at.label("disputed_at"),
            newest.label("mail"),
        ).where(Invitation.appeal_id == appeal.id)
    )
    bounced = _bounced(session, appeal)
    suppressed = _suppressed(session, appeal)
    keys = _keys(session, appeal, language)
    ordered = sorted(rows.mappings(), key=lambda each: keys[each["organisation_id"]])
    return [_place(dict(each), bounced, suppressed, now) for each in ordered]


def _bounced(session: Session, appeal: Appeal) -> set[UUID]:
    """Return the invitations whose newest mail came back for good."""
    later = aliased(Mail)
    is_newest = ~(
        select(later.id)
        .where(later.subject_id == Mail.subject_id, later.template.in_(MAILS))
        .where(later.queued_at > Mail.queued_at)
        .exists()
    )
    came_back = (
        select(Mail.subject_id)
        .join(Invitation, Invitation.id == Mail.subject_id)
        .where(Invitation.appeal_id == appeal.id, Mail.template.in_(MAILS))
        .where(Mail.id.in_(mail.hard()), is_newest)
    )
    return set(session.scalars(came_back))


def _suppressed(session: Session, appeal: Appeal) -> set[UUID]:
    """Return the appeal's organisations that have addresses, none of which is written to."""
    held = mail.every_suppressed(session)
    if not held:
        return set()
    free: dict[UUID, bool] = {}
    for id, address in session.execute(
        select(Contact.organisation_id, Contact.email)
        .join(Invitation, Invitation.organisation_id == Contact.organisation_id)
        .where(Invitation.appeal_id == appeal.id)
    ):
        free[id] = free.get(id, False) or mail.key_of(address) not in held
    return {id for id, is_free in free.items() if not is_free}


def _place(
    values: dict[str, Any], bounced: Container[UUID], suppressed: Container[UUID], now: datetime
) -> _Place:
    id, matches = values.pop("id"), values.pop("matches")
    is_suppressed = values.pop("organisation_id") in suppressed
    known = Standing(**values, bounced=id in bounced, is_suppressed=is_suppressed)
    return _Place(id, bool(matches), known, known.state(now))


def _keys(session: Session, appeal: Appeal, language: str) -> dict[UUID, CollationKey]:
    """Return what the appeal's organisations are ordered by."""
    labels: dict[UUID, tuple[bool, bool, str, str]] = {}
    for id, tag, name in session.execute(
        select(OrganisationName.organisation_id, OrganisationName.language, OrganisationName.name)
        .join(Invitation, Invitation.organisation_id == OrganisationName.organisation_id)
        .where(Invitation.appeal_id == appeal.id)
    ):
        # As `Organisation.label`: in this language, else in English, else in any.
        label = (tag != language, tag != "en", tag, name)
        labels[id] = min(label, labels.get(id, label))
    return {id: collation_key(label[3], language) for id, label in labels.items()}


def _rows(session: Session, shown: Sequence[_Place]) -> list[Row]:
    ids = [each.id for each in shown]
    found = session.scalars(
        select(Invitation)
        .where(Invitation.id.in_(ids))
        .options(selectinload(Invitation.organisation))
    )
    by_id = {each.id: each for each in found}
    states = {each.id: each.state for each in shown}
    return _told(session, [by_id[id] for id in ids], states)


def _told(
    session: Session, invitations: Sequence[Invitation], states: Mapping[UUID, BoardState]
) -> list[Row]:
    latest = mail.latest(session, states, MAILS)
    heard = mail.of_mails(session, [each.id for each in latest.values()])
    known = reach(session)
    rows = []
    for each in invitations:
        newest = latest.get(each.id)
        bounce = next(iter(heard.get(newest.id, ())), None) if newest else None
        obstacle = known.obstacle(each.organisation)
        rows.append(Row(each, states[each.id], newest, bounce, obstacle))
    return rows
