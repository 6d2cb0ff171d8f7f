"""Limits on what a stranger may try, counted in the database: they hold over all processes.

A key is kept as a keyed hash and for a day at most, so that no address of a
reader can be read from it.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from appeals import config, db

_KEPT = timedelta(days=1)


class Attempt(db.Base):
    """Something was tried in vain."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True)
class Limit:
    """How often something may be tried in vain within a time, by whatever `key` names."""

    key: str
    most: int
    within: timedelta


def reached(session: Session, limits: Sequence[Limit], *, now: datetime) -> bool:
    """Return whether one of the limits lets nothing more through at present."""
    return any(_tried(session, each, now) >= each.most for each in limits)


def note(session: Session, limits: Sequence[Limit], *, now: datetime) -> None:
    """Remember a vain attempt under each key, and forget those of the day before."""
    session.execute(delete(Attempt).where(Attempt.at < now - _KEPT))
    for each in limits:
        db.append(session, Attempt, key=_hashed(each.key, now), at=now)


def network_of(address: str | None) -> str:
    """Return the neighbourhood an address belongs to: changing within it is free of charge."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ip_network((found, 24 if found.version == 4 else 64), strict=False))


def _tried(session: Session, limit: Limit, now: datetime) -> int:
    # The hash changes at midnight (UTC): whoever tries on both sides of it is counted on both.
    keys = {_hashed(limit.key, moment) for moment in (now, now - limit.within)}
    found = select(func.count()).where(Attempt.key.in_(keys), Attempt.at > now - limit.within)
    return session.execute(found).scalar_one()


def _hashed(key: str, now: datetime) -> str:
    secret = f"appeals.limits|{now.date().isoformat()}|{config.settings().secret_keys[-1]}"
    return hmac.new(secret.encode(), key.encode(), hashlib.sha256).hexdigest()
