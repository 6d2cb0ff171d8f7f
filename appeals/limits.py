"""Limits on what may be tried, counted in the database: they hold over all processes.

A key is kept as a keyed hash and for a day at most, so that no address of a
reader can be read from it.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from appeals import config, db, rates
from appeals.errors import TooMany


class Attempt(db.Base):
    """Something was tried."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True)
class Limit:
    """How often something may be tried within a time, by whatever `key` names."""

    key: str
    most: int
    within: timedelta


def configured(rate: str, by: object = "") -> list[Limit]:
    """Return the limits of APPEALS_RATE_`rate` for whoever or whatever `by` names."""
    return [
        Limit(f"{rate} {by}", most=each.most, within=each.within)
        for each in config.settings().rates[rate]
    ]


def reached(session: Session, limits: Iterable[Limit], *, now: datetime) -> bool:
    """Return whether one of the limits lets nothing more through at present."""
    return _wait(session, limits, now) is not None


def demand_room(session: Session, limits: Iterable[Limit], *, now: datetime) -> None:
    """Raise `TooMany`, with the time to wait, where one of the limits is reached."""
    wait = _wait(session, limits, now)
    if wait is not None:
        raise TooMany(max(1, int(wait.total_seconds()) + 1), until=now + wait)


def note(session: Session, limits: Iterable[Limit], *, now: datetime) -> list[int]:
    """Remember an attempt, once under each key, and forget those of the day before.

    Returns what `forget` takes, if the attempt turns out not to have been in vain.
    """
    session.execute(delete(Attempt).where(Attempt.at < now - rates.LONGEST))
    keys = sorted({each.key for each in limits})
    return [
        session.execute(
            insert(Attempt).values(key=_hashed(key, now), at=now).returning(Attempt.id)
        ).scalar_one()
        for key in keys
    ]


def take(session: Session, limits: Sequence[Limit], *, now: datetime) -> list[int]:
    """Note an attempt before it is made, so that many at once are not all let through.

    Raises `TooMany`; returns what `forget` takes.
    """
    if session.get_bind().dialect.name == "postgresql":
        for key in sorted({each.key for each in limits}):  # in one order: nobody waits in a circle
            number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)
            session.execute(select(func.pg_advisory_xact_lock(number)))
    demand_room(session, limits, now=now)
    return note(session, limits, now=now)


def forget(session: Session, taken: Iterable[int]) -> None:
    """Take attempts back that were not in vain."""
    session.execute(delete(Attempt).where(Attempt.id.in_(list(taken))))


def network_of(address: str | None) -> str:
    """Return the neighbourhood an address belongs to: changing within it is free of charge."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found, 24 if found.version == 4 else 64), strict=False))


def _wait(session: Session, limits: Iterable[Limit], now: datetime) -> timedelta | None:
    """Return how long the fullest of the limits lets nothing through, or None."""
    waits = [_wait_for(session, each, now) for each in limits]
    return max((each for each in waits if each is not None), default=None)


def _wait_for(session: Session, limit: Limit, now: datetime) -> timedelta | None:
    # The hash changes at midnight (UTC): whoever tries on both sides of it is counted on both.
    keys = {_hashed(limit.key, moment) for moment in (now, now - limit.within)}
    found = select(Attempt.at).where(Attempt.key.in_(keys), Attempt.at > now - limit.within)
    # The attempt that has to grow old before there is room again.
    deciding = session.scalar(
        found.order_by(Attempt.at.desc(), Attempt.id.desc()).offset(limit.most - 1).limit(1)
    )
    return deciding + limit.within - now if deciding else None


def _hashed(key: str, now: datetime) -> str:
    secret = f"appeals.limits|{now.date().isoformat()}|{config.settings().secret_keys[-1]}"
    return hmac.new(secret.encode(), key.encode(), hashlib.sha256).hexdigest()
