"""What others are shown of a log: the entry of an act, the newest checkpoint, a short code."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from appeals.ledger import checking, keys, notes
from appeals.ledger.models import Leaf, Log
from appeals.ledger.signing import newest_checkpoint

_GROUP, _GROUPS = 5, 5


class Appeal(Protocol):
    """Whatever has a log."""

    @property
    def id(self) -> UUID: ...


@dataclass(frozen=True)
class Receipt:
    """Where an act stands in the log, for whoever has to prove it; numbers begin with 1."""

    hash: str
    number: int | None
    checkpoint: str | None
    key: str


@dataclass(frozen=True)
class State:
    """How a log stands."""

    origin: str | None
    entries: int
    waiting: int
    checkpoint: str | None
    signed_at: datetime | None
    checked_at: datetime | None
    fault: str | None


def find_receipt(session: Session, appeal: UUID, thread: UUID) -> Receipt | None:
    """Return where the newest act about this thing stands."""
    found = session.execute(
        select(Leaf.hash, Leaf.position)
        .where(Leaf.thread_id == thread)
        .order_by(Leaf.number.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    last = newest_checkpoint(session, appeal)
    number = None if found.position is None else found.position + 1
    return Receipt(found.hash, number, last.note if last else None, public_key())


def state(session: Session, appeal: Appeal) -> State:
    log = session.execute(
        select(Log.origin, Log.checked_at, Log.fault).where(Log.appeal_id == appeal.id)
    ).first()
    last = newest_checkpoint(session, appeal.id)
    counts = select(func.count(Leaf.position), func.count()).where(Leaf.appeal_id == appeal.id)
    placed, everything = session.execute(counts).one()
    return State(
        origin=log.origin if log else None,
        entries=everything,
        waiting=everything - placed,
        checkpoint=last.note if last else None,
        signed_at=last.signed_at if last else None,
        checked_at=log.checked_at if log else None,
        fault=log.fault if log else None,
    )


def find_fault(session: Session, appeal: Appeal) -> str | None:
    """Return what the last check found wrong; cheap enough for every page."""
    return session.execute(select(Log.fault).where(Log.appeal_id == appeal.id)).scalar()


def count_faults(session: Session) -> int:
    """Return how many logs the last checks found wrong."""
    return session.scalar(select(func.count()).select_from(Log).where(Log.fault.is_not(None))) or 0


def is_sound(session: Session, appeal: Appeal) -> bool:
    """Return whether database, log and checkpoints agree, by looking at all of them now."""
    return not checking.check(session, appeal.id)


def short_code(session: Session, appeal: Appeal) -> str:
    """Return the newest checkpoint in short, to be printed; nothing before there is one.

    Size and 125 bits of the root in base 32: nobody finds another log with the same.
    """
    last = newest_checkpoint(session, appeal.id)
    if last is None:
        return ""
    checkpoint = notes.verified(last.note, keys.public_keys())
    letters = base64.b32encode(checkpoint.root).decode()[: _GROUP * _GROUPS]
    groups = [letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP)]
    return f"{checkpoint.size} {'-'.join(groups)}"


def public_key() -> str:
    """Return the key that signs now, in base64."""
    return all_public_keys()[-1]


def all_public_keys() -> Sequence[str]:
    return [keys.encoded(key) for key in keys.public_keys()]
