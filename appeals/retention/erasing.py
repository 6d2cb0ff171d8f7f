"""Erasing one person: what goes at once, what stays, and why.

An organisation's signature is the organisation's and stays; who gave it goes, from the row
and from what opens the log, in one transaction. What others wrote is left to a human.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from appeals import db, ledger, mail, sealed
from appeals.retention import veiling
from appeals.retention.models import PurgeState
from appeals.retention.subjects import Found, Subject

_OUTRIGHT = {"synchronize_session": False}


class Action(StrEnum):
    """What is written into the ledger; never who it was."""

    ERASED = "person.erased"


class Fate(StrEnum):
    """What becomes of a row, or why it stays as it is."""

    DELETED = "deleted"
    BLANKED = "blanked"  # the thing stays, without the person
    MARKED = "marked"  # only whether the address is met again can be told
    ACCOUNT = "account"  # it is switched on: its owner works with it
    COALITION = "coalition"  # the address at which a coalition is asked about its appeal
    MENTION = "mention"  # somebody else's words, or published


_OF_AN_ACCOUNT = {
    *("account_session", "known_browser", "security_event", "passkey", "email_change")
}
_DELETED = {
    "colleague_invitation",
    "contact",
    "endorsement",
    "join_request",
    "question",
} | _OF_AN_ACCOUNT
_MARKED = {"suppression", "recipient"}
ERASED = frozenset({Fate.DELETED, Fate.BLANKED, Fate.MARKED})


def fate(found: Found, subject: Subject) -> Fate:
    """Return what erasing the person does to this row."""
    if found.table == "ledger_opening":
        return Fate.BLANKED if _said_it(found, subject) else Fate.MENTION
    if found.is_mention:
        return Fate.MENTION
    if found.table == "appeal":
        return Fate.COALITION
    if found.table == "account":
        return Fate.ACCOUNT if found.state["active"] else Fate.BLANKED
    if found.table == "membership":
        return Fate.ACCOUNT
    if found.table in _MARKED:
        return Fate.MARKED
    return Fate.DELETED if found.table in _DELETED else Fate.BLANKED


def erase(
    session: Session, found: Iterable[Found], subject: Subject, *, by: UUID, now: datetime
) -> int:
    """Erase what goes at once, and write down that it was done; return how many rows it was."""
    fated = [(each, fate(each, subject)) for each in found]
    has_account = any(end is Fate.ACCOUNT for _each, end in fated)
    going = [
        (each, end)
        for each, end in fated
        if end in ERASED and not (has_account and each.table in _OF_AN_ACCOUNT)
    ]
    for each, end in going:
        _ACTS[end](session, each)
    if going:
        ledger.record(session, Action.ERASED, uuid4(), now=now, by=by, rows=len(going))
        session.get_one(PurgeState, 1).deleted_at = db.clock(session)
    return len(going)


def _said_it(found: Found, subject: Subject) -> bool:
    """Return whether what is committed to is who this was, and not only their name in a reason."""
    content = json.loads(found.state.get("personal") or "{}")
    return bool(subject.name) and Subject(name=subject.name).is_named(content.get("name", ""))


def _where(found: Found) -> sa.ColumnElement[bool]:
    return getattr(found.model, str(sa.inspect(found.model).primary_key[0].key)) == found.key  # type: ignore[no-any-return]


def _delete(session: Session, found: Found) -> None:
    session.execute(delete(found.model).where(_where(found)), execution_options=_OUTRIGHT)


def _blank(session: Session, found: Found) -> None:
    session.execute(
        update(found.model).where(_where(found)).values(**_blanks(found)),
        execution_options=_OUTRIGHT,
    )


def _mark(session: Session, found: Found) -> None:
    kept: Any = session.get(found.model, found.key)
    if kept is not None and not mail.is_mark(kept.address):
        veiling.put_mark(kept)


def _blanks(found: Found) -> dict[str, Any]:
    if found.table == "ledger_opening":
        return {"personal": None, "personal_nonce": None}
    columns = sa.inspect(found.model).columns
    names: Sequence[str] = [name for each in found.people for name in each.columns]
    values: dict[str, Any] = {name: None if columns[name].nullable else "" for name in names}
    if found.table == "reviewer":  # an address has to differ from every other in the appeal
        values |= {
            "email": uuid4().hex,
            "revoked_at": sa.func.coalesce(columns["revoked_at"], db.Clock()),
        }
    if found.table == "mail":  # the server's answer may name whom it is about
        values["reason"] = None
    if found.table == "account":
        values |= {"email": str(found.key), "password": "!", "tf_totp_secret": None}
    return sealed.with_indices(found.model.__table__, values)


_ACTS: dict[Fate, Callable[[Session, Found], None]] = {
    Fate.DELETED: _delete,
    Fate.BLANKED: _blank,
    Fate.MARKED: _mark,
}
