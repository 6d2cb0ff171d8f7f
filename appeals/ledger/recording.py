"""Writing down: the act, and where it decides who stands under an appeal, a leaf of its log.

A leaf is the canonical JSON of

    {"v": 1, "appeal": id, "type": act, "t": seconds since 1970, …}

and of what the act has beside: "text", the hash of the text it is about;
"follows", the hash of the leaf before it about the same thing; "result", one
word; "from", the moment it counts from; "printed" and "personal", commitments.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from appeals import db
from appeals.ledger import merkle
from appeals.ledger.canonical import canonical_json, committed
from appeals.ledger.models import Entry, Leaf, Opening

_FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Logged:
    """What the log of an appeal has of an act, beside its kind and its moment.

    `thread` is the thing whose leaves follow each other; `printed` is committed to
    and opened when it is published, `personal` is committed to and opened to nobody
    but the organisation. Texts are told by their set hash.
    """

    thread: UUID | None = None
    text: str | None = None
    result: str | None = None
    counts_from: datetime | None = None
    printed: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)


def record(
    session: Session,
    action: StrEnum,
    subject_id: UUID,
    *,
    now: datetime,
    appeal_id: UUID | None = None,
    by: UUID | None = None,
    logged: Logged | None = None,
    **details: str | int | None,
) -> None:
    """Write down an act. `by` is the account; a partner acts without one.

    With `logged` it becomes a leaf in the log of its appeal.
    """
    db.append(
        session,
        Entry,
        at=now,
        action=action.value,
        appeal_id=appeal_id,
        subject_id=subject_id,
        account_id=by,
        details=details,
    )
    if logged and appeal_id:
        _log(session, action, appeal_id, logged, now)


def edition(number: int, *, text: str, content_hash: str) -> Logged:
    """Return what the log has of a published edition: its text, and a hash over all it prints."""
    return Logged(text=text, printed={"edition": number, "content": content_hash})


def newest(session: Session, thread_id: UUID) -> str | None:
    """Return the hash of the newest leaf about this thing."""
    return session.connection().execute(_NEWEST, {"thread_id": thread_id}).scalar()


def erase_personal(session: Session, thread_id: UUID) -> None:
    """Forget who said what about this thing; its leaves, and all that proves them, stand."""
    about = select(Leaf.number).where(Leaf.thread_id == thread_id)
    session.execute(
        update(Opening)
        .where(Opening.leaf_number.in_(about))
        .values(personal=None, personal_nonce=None)
    )


def erase_printed(session: Session, thread_id: UUID) -> None:
    """Forget under what name somebody stood; it can then no longer be proved."""
    about = select(Leaf.number).where(Leaf.thread_id == thread_id)
    session.execute(
        update(Opening)
        .where(Opening.leaf_number.in_(about))
        .values(printed=None, printed_nonce=None)
    )


def leaf_of(entry: bytes) -> str:
    """Return the hash of a leaf, lower-case hex."""
    return merkle.leaf_hash(entry).hex()


_NEWEST = (
    select(Leaf.hash)
    .where(Leaf.thread_id == bindparam("thread_id"))
    .order_by(Leaf.number.desc())
    .limit(1)
)
_LEAF = insert(Leaf.__table__)  # type: ignore[arg-type]


def _log(session: Session, action: StrEnum, appeal_id: UUID, logged: Logged, now: datetime) -> None:
    printed = committed(logged.printed) if logged.printed else None
    personal = committed(logged.personal) if logged.personal else None
    thread = logged.thread or appeal_id
    content = {
        "v": _FORMAT,
        "appeal": appeal_id.hex,
        "type": action.value,
        "t": int(now.timestamp()),
        "text": logged.text,
        "result": logged.result,
        "from": int(logged.counts_from.timestamp()) if logged.counts_from else None,
        "follows": newest(session, thread) if logged.thread else None,
        "printed": printed.commitment if printed else None,
        "personal": personal.commitment if personal else None,
    }
    entry = canonical_json({name: value for name, value in content.items() if value is not None})
    number = _insert(session, appeal_id, thread, entry)
    if printed or personal:
        db.append(
            session,
            Opening,
            leaf_number=number,
            printed_nonce=printed.nonce.hex() if printed else None,
            printed=printed.content if printed else None,
            personal_nonce=personal.nonce.hex() if personal else None,
            personal=personal.content if personal else None,
        )


def _insert(session: Session, appeal_id: UUID, thread: UUID, entry: bytes) -> int:
    values = {
        "coalition_id": db.entered(session),
        "appeal_id": appeal_id,
        "thread_id": thread,
        "hash": leaf_of(entry),
        "entry": entry.decode(),
    }
    done = session.connection().execute(_LEAF, values)
    number: int = done.inserted_primary_key[0]  # type: ignore[index]
    return number
