"""Files between preview and import: kept in the database, for the account that sent them."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from appeals.errors import NotFound
from appeals.organisations.models import Upload

LIFETIME = timedelta(hours=2)


class UploadGone(NotFound):
    """The file was imported, replaced by a newer one, or waited too long."""


def keep(session: Session, filename: str, content: bytes, *, by: UUID, now: datetime) -> Upload:
    """Keep a file until it is imported; an account has one at a time."""
    drop(session, by=by, now=now)
    shown = "".join(character for character in filename if character.isprintable())[-200:]
    upload = Upload(id=uuid4(), account_id=by, filename=shown, content=content, uploaded_at=now)
    session.add(upload)
    return upload


def get(session: Session, upload_id: UUID, *, by: UUID, now: datetime) -> Upload:
    """Raise `UploadGone` also for a file of somebody else."""
    upload = session.scalar(
        select(Upload).where(
            Upload.id == upload_id, Upload.account_id == by, Upload.uploaded_at > now - LIFETIME
        )
    )
    if upload is None:
        raise UploadGone
    return upload


def drop(session: Session, *, by: UUID, now: datetime) -> None:
    """Delete the account's file, and those of others that have waited too long."""
    gone = or_(Upload.account_id == by, Upload.uploaded_at <= now - LIFETIME)
    session.execute(delete(Upload).where(gone))
