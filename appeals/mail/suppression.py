"""The suppression list: addresses that asked for no more mail, or that take none.

It is kept by address and not by contact, so that an edited registry, an import or a
second organisation with the same contact does not undo it. Only what somebody asks a
partner for is held back; receipts and notices about a signature still go out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from appeals import db, sealed
from appeals.sealing import folded


class Cause(StrEnum):
    """Why an address is written to no more; the first that holds is told."""

    UNSUBSCRIBED = "unsubscribed"
    COMPLAINED = "complained"  # the reader called a mail of ours spam
    BOUNCED = "bounced"  # the receiving server says that there is no such mailbox


# What the reader has said, and only the reader can take back.
OWN_WISHES = frozenset({Cause.UNSUBSCRIBED, Cause.COMPLAINED})


@dataclass(frozen=True)
class Held:
    """Why mail to an address is held back, and since when."""

    cause: Cause
    since: datetime


class Suppression(db.Base, db.Owned):
    """One address that one coalition no longer asks; `mail_id` is what brought it about."""

    __tablename__ = "suppression"
    __table_args__ = (
        UniqueConstraint(
            "coalition_id",
            "address_index",
            "cause",
            name="uq_suppression_coalition_id_address_cause",
        ),
    )

    id: Mapped[db.PrimaryKey]
    address: Mapped[str] = mapped_column(
        sealed.Sealed("suppression.address"), server_default=sealed.EMPTY
    )
    address_index: Mapped[str] = mapped_column(
        sealed.Blind("address"), default=sealed.copied("address"), index=True
    )
    cause: Mapped[Cause] = mapped_column(db.stored_by_value(Cause))
    at: Mapped[datetime]
    mail_id: Mapped[UUID | None]


def suppress(
    session: Session, address: str, cause: Cause, *, now: datetime, mail_id: UUID | None = None
) -> None:
    """Write to this address no more; a second time changes nothing."""
    known = select(Suppression).where(
        Suppression.address_index == address, Suppression.cause == cause
    )
    if session.scalar(known) is None:
        row = {"id": uuid4(), "address": folded(address), "cause": cause, "at": now}
        db.append(session, Suppression, **row, mail_id=mail_id)


def lift(session: Session, address: str, cause: Cause) -> None:
    """Write to this address again, if nothing else stands against it."""
    session.execute(
        delete(Suppression).where(Suppression.address_index == address, Suppression.cause == cause)
    )


def suppressed(session: Session, addresses: Iterable[str]) -> dict[str, Cause]:
    """Return which of these addresses are not written to, and why."""
    wanted = {key_of(address): address for address in addresses}
    found = session.execute(
        select(Suppression.address_index, Suppression.cause).where(
            Suppression.address_index.in_(wanted.values())
        )
    ).all()
    order = list(Cause)
    worst = sorted(found, key=lambda row: order.index(row.cause), reverse=True)
    return {wanted[row.address_index]: row.cause for row in worst}


def may_write_to(session: Session, address: str) -> bool:
    return not suppressed(session, [address])


def every_suppressed(session: Session) -> dict[str, Held]:
    """Return all addresses that are not written to, by their `key_of`; for long lists."""
    rows = session.execute(
        select(Suppression.address_index, Suppression.cause, Suppression.at)
    ).all()
    order = list(Cause)
    worst = sorted(rows, key=lambda row: order.index(row.cause), reverse=True)
    return {row.address_index: Held(row.cause, row.at) for row in worst}


def held(session: Session, addresses: Iterable[str]) -> dict[str, list[Held]]:
    """Return all that stands against writing to each of these addresses, by its `key_of`."""
    rows = session.scalars(
        select(Suppression)
        .where(Suppression.address_index.in_(list(addresses)))
        .order_by(Suppression.at)
    )
    found: dict[str, list[Held]] = {}
    for row in rows:
        found.setdefault(row.address_index, []).append(Held(row.cause, row.at))
    return found


def key_of(address: str) -> str:
    """Return what stands for an address where it is compared, whatever the case it was typed in."""
    return sealed.index(address)
