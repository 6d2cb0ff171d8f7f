"""The texts of an appeal's mails: found for a language, changed, set back to ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, ledger
from appeals.correspondence.kinds import MailKind
from appeals.correspondence.models import MailText
from appeals.correspondence.shipped import is_shipped_in, shipped
from appeals.drafting.models import Appeal


class Action(StrEnum):
    """What is written into the ledger here."""

    CHANGED = "mail_text.changed"
    RESET = "mail_text.reset"


@dataclass(frozen=True, kw_only=True)
class Text:
    """What a mail says, with placeholders, and in which language that is."""

    kind: MailKind
    language: str
    subject: str
    body: str
    with_appeal: bool = False
    is_own: bool = False


def text_for(session: Session, appeal: Appeal, kind: MailKind, language: str) -> Text:
    """Return what a reader of `language` is written: in that language as far as there is a text.

    Else in the reference language, else in English.
    """
    rows = {each.language: each for each in _rows(session, appeal, kind)}
    return _chosen(rows, appeal, kind, language)


def list_texts(session: Session, appeal: Appeal) -> dict[MailKind, dict[str, Text]]:
    """Return what every kind of mail says in each of the appeal's languages."""
    rows = session.scalars(select(MailText).where(MailText.appeal_id == appeal.id)).all()
    by_kind = {
        kind: {each.language: each for each in rows if each.kind is kind} for kind in MailKind
    }
    return {
        kind: {tag: _chosen(found, appeal, kind, tag) for tag in appeal.languages}
        for kind, found in by_kind.items()
    }


def change(session: Session, appeal: Appeal, text: Text, *, by: UUID, now: datetime) -> None:
    """Have the mails of this kind and language say this; what is as shipped goes on with it."""
    row = _row(session, appeal, text.kind, text.language)
    if row is None:
        row = MailText(appeal_id=appeal.id, kind=text.kind, language=text.language)
        session.add(row)
    subject, body = shipped(text.kind, text.language)
    row.subject = None if text.subject == subject else text.subject
    row.body = None if text.body.strip() == body.strip() else text.body
    row.with_appeal = text.with_appeal
    row.updated_at, row.updated_by = now, by
    session.flush()
    _record(session, Action.CHANGED, appeal, text.kind, text.language, by, now)


def reset(
    session: Session, appeal: Appeal, kind: MailKind, language: str, *, by: UUID, now: datetime
) -> None:
    """Return to the shipped text."""
    row = _row(session, appeal, kind, language)
    if row is not None:
        session.delete(row)
        session.flush()
        _record(session, Action.RESET, appeal, kind, language, by, now)


def _rows(session: Session, appeal: Appeal, kind: MailKind) -> Sequence[MailText]:
    query = select(MailText).where(MailText.appeal_id == appeal.id, MailText.kind == kind)
    return session.scalars(query).all()


def _row(session: Session, appeal: Appeal, kind: MailKind, language: str) -> MailText | None:
    # Two coordinators who save at once queue here, so that neither meets the unique key.
    db.hold(session, appeal)
    rows = _rows(session, appeal, kind)
    return next((each for each in rows if each.language == language), None)


def _chosen(rows: dict[str, MailText], appeal: Appeal, kind: MailKind, language: str) -> Text:
    for tag in (language, appeal.reference_language):
        if tag in rows or is_shipped_in(tag):
            return _text(kind, tag, rows.get(tag))
    return _text(kind, "en", rows.get("en"))


def _text(kind: MailKind, language: str, row: MailText | None) -> Text:
    subject, body = shipped(kind, language)
    if row is None:
        return Text(kind=kind, language=language, subject=subject, body=body)
    return Text(
        kind=kind,
        language=language,
        subject=subject if row.subject is None else row.subject,
        body=body if row.body is None else row.body,
        with_appeal=row.with_appeal,
        is_own=row.subject is not None or row.body is not None,
    )


def _record(
    session: Session,
    action: Action,
    appeal: Appeal,
    kind: MailKind,
    language: str,
    by: UUID,
    now: datetime,
) -> None:
    ledger.record(
        session,
        action,
        appeal.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        kind=kind,
        language=language,
    )
