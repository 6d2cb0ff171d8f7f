"""The Word template of an appeal: what was taken of it is kept, not the file that was sent."""

import hashlib
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from appeals import db, ledger
from appeals.document.word_frame import Frame
from appeals.drafting.models import Appeal
from appeals.publishing.models import WordTemplate

_LONGEST_NAME = 200


class Action(StrEnum):
    """What the ledger says of templates."""

    SET = "template.set"
    REMOVED = "template.removed"


def find_template(session: Session, appeal: Appeal) -> WordTemplate | None:
    return session.scalar(select(WordTemplate).filter_by(appeal_id=appeal.id))


def find_frame(session: Session, appeal: Appeal) -> bytes | None:
    """Return the file that a DOCX of this appeal begins as, where there is one of their own."""
    query = select(WordTemplate).filter_by(appeal_id=appeal.id)
    found = session.scalar(query.options(undefer(WordTemplate.content)))
    return found.content if found else None


def set_template(
    session: Session, appeal: Appeal, frame: Frame, filename: str, *, by: UUID | None, now: datetime
) -> None:
    """Let files from now on look like this; editions that are out already do not change."""
    db.hold(session, appeal)
    found = find_template(session, appeal) or WordTemplate(appeal_id=appeal.id)
    shown = "".join(letter for letter in filename if letter.isprintable())
    found.filename = shown[-_LONGEST_NAME:]
    found.taken = frame.taken.as_json()
    found.content, found.sha256 = frame.content, hashlib.sha256(frame.content).hexdigest()
    found.uploaded_at, found.uploaded_by = now, by
    session.add(found)
    _record(session, Action.SET, appeal, by=by, now=now)


def remove_template(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> None:
    db.hold(session, appeal)
    if found := find_template(session, appeal):
        session.delete(found)
        _record(session, Action.REMOVED, appeal, by=by, now=now)


def _record(
    session: Session, action: Action, appeal: Appeal, *, by: UUID | None, now: datetime
) -> None:
    ledger.record(session, action, appeal.id, now=now, appeal_id=appeal.id, by=by)
