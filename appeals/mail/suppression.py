"""The suppression list: addresses that asked for no more mail, or that take none.

It is kept by address and not by contact, so that an edited registry, an import or a
second organisation with the same contact does not undo it. Where nothing else of a reader
is left, or the reader asked for that, a mark of the address takes its place. Only what
somebody asks a partner for is held back; receipts and notices about a signature still go out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4, uuid5

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
        Suppression.address_index.in_(_forms(session, address)), Suppression.cause == cause
    )
    if session.scalar(known) is None:
        row = {"id": uuid4(), "address": key_of(address), "cause": cause, "at": now}
        db.append(session, Suppression, **row, mail_id=mail_id)


def lift(session: Session, address: str, cause: Cause) -> None:
    """Write to this address again, if nothing else stands against it."""
    session.execute(
        delete(Suppression).where(
            Suppression.address_index.in_(_forms(session, address)), Suppression.cause == cause
        )
    )


def suppressed(session: Session, addresses: Iterable[str]) -> dict[str, Cause]:
    """Return which of these addresses are not written to, and why."""
    wanted = {form: address for address in addresses for form in _forms(session, address)}
    by_index = {sealed.index(form): address for form, address in wanted.items()}
    found = session.execute(
        select(Suppression.address_index, Suppression.cause).where(
            Suppression.address_index.in_(list(wanted))
        )
    ).all()
    order = list(Cause)
    worst = sorted(found, key=lambda row: order.index(row.cause), reverse=True)
    return {by_index[row.address_index]: row.cause for row in worst}


def may_write_to(session: Session, address: str) -> bool:
    return not suppressed(session, [address])


class Suppressed(Mapping[str, Held]):
    """All that one coalition does not write to; asked for an address folded by `key_of`."""

    def __init__(self, coalition_id: UUID, by_index: Mapping[str, Held]) -> None:
        self._coalition_id, self._by_index = coalition_id, by_index

    def __getitem__(self, address: str) -> Held:
        found = self._by_index.get(sealed.index(address))
        if found is None:
            found = self._by_index.get(sealed.index(mark_of(self._coalition_id, address)))
        if found is None:
            raise KeyError
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_index)

    def __len__(self) -> int:
        return len(self._by_index)


def every_suppressed(session: Session) -> Suppressed:
    """Return all addresses that are not written to; for long lists."""
    rows = session.execute(
        select(Suppression.address_index, Suppression.cause, Suppression.at)
    ).all()
    order = list(Cause)
    worst = sorted(rows, key=lambda row: order.index(row.cause), reverse=True)
    by_index = {row.address_index: Held(row.cause, row.at) for row in worst}
    return Suppressed(db.entered(session), by_index)


def held(session: Session, addresses: Iterable[str]) -> dict[str, list[Held]]:
    """Return all that stands against writing to each of these addresses, folded by `key_of`."""
    wanted = {form: key_of(address) for address in addresses for form in _forms(session, address)}
    rows = session.scalars(
        select(Suppression)
        .where(Suppression.address_index.in_(list(wanted)))
        .order_by(Suppression.at)
    )
    by_index = {sealed.index(form): key for form, key in wanted.items()}
    found: dict[str, list[Held]] = {}
    for row in rows:
        found.setdefault(by_index[row.address_index], []).append(Held(row.cause, row.at))
    return found


def key_of(address: str) -> str:
    """Return an address as it is compared: without the case it was typed in."""
    return folded(address)


def mark_of(coalition_id: UUID, address: str) -> str:
    """Return what tells an address again and cannot be turned back into it (SHA-1, UUID 5).

    A coalition's id is random and told to nobody, so whoever has not the database
    cannot try addresses either.
    """
    return uuid5(coalition_id, key_of(address)).hex


def is_mark(address: str) -> bool:
    return "@" not in address


def _forms(session: Session, address: str) -> list[str]:
    """Return under what an address may stand here."""
    if is_mark(address):
        return [address]
    return [key_of(address), mark_of(db.entered(session), address)]
