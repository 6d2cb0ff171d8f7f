"""Rates: how many mails go out within a time, over all workers, to all and to one domain.

They are counted in the mails themselves, by when each was last taken. Workers take
turns at it, so that two cannot both see the last free place.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session

from appeals import config, db
from appeals.mail.models import Delay, Mail, Outlet, Rank
from appeals.rates import Rate


@dataclass(frozen=True)
class _Limit:
    """A rate, the places others than personal mails leave free, and which mails it counts."""

    rate: Rate
    most: int
    counts: ColumnElement[bool]


def full_until(session: Session, mail: Mail, *, now: datetime) -> datetime | None:
    """Return when there will be room for this mail, or None if it may go now."""
    limits = _limits(mail)
    if not limits:
        return None
    # Until this transaction ends no other worker counts.
    session.execute(select(Outlet.id).with_for_update())
    with db.everywhere(session):
        moments = [_free_at(session, mail, each, now) for each in limits]
    return max((each for each in moments if each), default=None)


def _limits(mail: Mail) -> list[_Limit]:
    """Return what holds for this mail.

    A receipt does not wait for invitations: to one domain it is not counted at all,
    and of all places a tenth is kept free for mails of its rank.
    """
    settings, limits = config.settings(), []
    personal = mail.rank == Rank.PERSONAL
    if rate := settings.mail_rate:
        most = rate.most if personal else rate.most - rate.most // 10
        limits.append(_Limit(rate, most, true()))
    if (rate := settings.mail_rate_domain) and not personal:
        counted = and_(Mail.domain == mail.domain, Mail.rank > Rank.PERSONAL)
        limits.append(_Limit(rate, rate.most, counted))
    return limits


def _free_at(session: Session, mail: Mail, limit: _Limit, now: datetime) -> datetime | None:
    counted = (Mail.begun_at > now - limit.rate.within, limit.counts, Mail.id != mail.id)
    taken = session.scalar(select(func.count()).where(*counted)) or 0
    if taken < limit.most:
        return None
    before = session.scalar(select(func.count()).where(*_waiting(mail, limit, now))) or 0
    rounds, place = divmod(before, limit.most)
    # The places come free in the order in which they were taken.
    oldest = select(Mail.begun_at).where(*counted).order_by(Mail.begun_at)
    begun = session.scalar(oldest.offset(taken - limit.most + place).limit(1))
    return (begun or now) + limit.rate.within * (1 + rounds)


def _waiting(mail: Mail, limit: _Limit, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The mails that were told to wait before this one, and go first."""
    return (
        Mail.handed_over_at.is_(None),
        Mail.delay == Delay.RATE,
        Mail.not_before > now,
        Mail.rank <= mail.rank,
        Mail.id != mail.id,
        limit.counts,
    )
