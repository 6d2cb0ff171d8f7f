"""Rates: how many mails go out within a time, over all workers.

To all, to one domain, to one address, and mails to many of one sender. They are
counted in the mails themselves, by when each was last taken. Workers take turns at
it, so that two cannot both see the last free place. What is too much waits, and is
lost nowhere: who sends to nine hundred two days before a deadline has sent to all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select, true
from sqlalchemy.orm import Session

from appeals import config, db
from appeals.mail.composing import every_security, is_security
from appeals.mail.models import Delay, Mail, Outlet, Rank
from appeals.rates import Rate


@dataclass(frozen=True)
class _Limit:
    """A rate, the places others than personal mails leave free, and which mails it counts."""

    rate: Rate
    most: int
    counts: ColumnElement[bool]


@dataclass
class _Accounts:
    """What has to be asked of the accounts, which are built upon mail."""

    is_new: Callable[[Session, UUID, UUID], bool]
    has_account: Callable[[Session, str], bool]


_accounts = _Accounts(lambda *_whom: False, lambda *_whom: False)


def ask_accounts(
    *,
    is_new: Callable[[Session, UUID, UUID], bool],
    has_account: Callable[[Session, str], bool],
) -> None:
    """Say who tells whether a sender is new in a coalition, and who has an account."""
    _accounts.is_new, _accounts.has_account = is_new, has_account


def full_until(session: Session, mail: Mail, *, now: datetime) -> datetime | None:
    """Return when there will be room for this mail, or None if it may go now."""
    limits = [*_limits(mail), *_of_sender(session, mail), *_of_recipient(session, mail)]
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


def _of_sender(session: Session, mail: Mail) -> Iterator[_Limit]:
    """Limit mails to many, by whoever of the coalition has sent them."""
    if mail.by_id is None or mail.rank == Rank.PERSONAL:
        return
    of_sender = and_(Mail.by_id == mail.by_id, Mail.rank > Rank.PERSONAL)
    rates = config.settings().rates["MAIL_ACCOUNT"]
    if _accounts.is_new(session, mail.by_id, mail.coalition_id):
        rates += config.settings().rates["MAIL_NEW_ACCOUNT"]
    for rate in rates:
        yield _Limit(rate, rate.most, of_sender)


def _of_recipient(session: Session, mail: Mail) -> Iterator[_Limit]:
    """Limit mails to an address: to one without an account all, of security mails each kind.

    Whoever has an account has asked for what the coalition writes to them.
    """
    to_address = Mail.recipient_index == mail.recipient
    if is_security(mail.template):
        counted = and_(to_address, Mail.template == mail.template)
        name = "MAIL_RECIPIENT_SECURITY"
    elif mail.recipient and not _accounts.has_account(session, mail.recipient):
        counted = and_(to_address, Mail.template.not_in(every_security()))
        name = "MAIL_RECIPIENT"
    else:
        return
    for rate in config.settings().rates[name]:
        yield _Limit(rate, rate.most, counted)


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
