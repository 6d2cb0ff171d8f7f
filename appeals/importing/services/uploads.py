"""Statements between reading and import: kept for some hours, for the account that sent them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from appeals import db, jobs
from appeals.errors import NotFound
from appeals.importing.alignment import Alignment
from appeals.importing.audit import Audit, Finding, Ground, audit
from appeals.importing.matching import Known, Matching
from appeals.importing.model import Statement
from appeals.importing.models import StatementUpload
from appeals.importing.packing import packed, unpacked
from appeals.organisations.models import OrganisationName

LIFETIME = timedelta(hours=12)
# What is audited at once; longer lists are left to the worker, and the page says so.
MOST_AT_ONCE = 1_500
_LONGEST_NAME = 200


class UploadGone(NotFound):
    """The statement became an appeal, was deleted or replaced, or waited too long."""


@dataclass(frozen=True)
class Outcome:
    """What was found in a statement, which is kept beside it."""

    alignment: Alignment
    matching: Matching
    findings: tuple[Finding, ...]


def is_long(statement: Statement) -> bool:
    """Whether somebody would wait too long for the audit."""
    entries = (len(found.entries) for each in statement.versions for found in each.lists)
    return sum(entries) > MOST_AT_ONCE


def examined(session: Session, statement: Statement) -> Outcome:
    """Audit a statement with the registry at hand; this takes long, so it only reads."""
    found = audit(statement, known_names(session))
    return Outcome(found.ground.alignment, found.ground.matching, found.findings)


def keep(
    session: Session,
    filenames: Sequence[str],
    statement: Statement,
    outcome: Outcome | None,
    *,
    by: UUID,
    now: datetime,
) -> StatementUpload:
    """Keep a statement until it is made an appeal; an account has one at a time.

    Without an outcome the worker audits it.
    """
    drop(session, by=by, now=now)
    upload = StatementUpload(
        id=uuid4(),
        account_id=by,
        filenames=[_shown(each) for each in filenames],
        content=packed(statement),
        outcome=packed(outcome) if outcome else None,
        uploaded_at=now,
    )
    session.add(upload)
    if outcome is None:
        session.flush()
        jobs.enqueue(session, "statement.audit", key=f"audit/{upload.id}", upload_id=str(upload.id))
    return upload


def get(session: Session, upload_id: UUID, *, by: UUID, now: datetime) -> StatementUpload:
    """Raise `UploadGone` also for a statement of somebody else."""
    upload = session.scalar(
        select(StatementUpload).where(
            StatementUpload.id == upload_id,
            StatementUpload.account_id == by,
            StatementUpload.uploaded_at > now - LIFETIME,
        )
    )
    if upload is None:
        raise UploadGone
    return upload


def drop(session: Session, *, by: UUID, now: datetime) -> None:
    """Delete the account's statement, and those of others that have waited too long."""
    old = StatementUpload.uploaded_at <= now - LIFETIME
    session.execute(delete(StatementUpload).where(or_(StatementUpload.account_id == by, old)))


def audited(upload: StatementUpload) -> Audit | None:
    """Return what was found, or None as long as that is being worked on."""
    if upload.outcome is None:
        return None
    outcome = unpacked(Outcome, upload.outcome)
    statement = unpacked(Statement, upload.content)
    return Audit(Ground(statement, outcome.alignment, outcome.matching), outcome.findings)


def known_names(session: Session) -> list[Known]:
    """Return the registry as the matching knows it."""
    names: dict[UUID, list[tuple[str, str]]] = {}
    for id, name, acronym in session.execute(
        select(OrganisationName.organisation_id, OrganisationName.name, OrganisationName.acronym)
    ):
        names.setdefault(id, []).append((name, acronym))
    return [Known(str(id), tuple(its)) for id, its in names.items()]


@jobs.handler("statement.audit")
def audit_later(*, upload_id: str) -> None:
    """Audit a long statement; nobody else waits to write meanwhile."""
    session = db.session()
    with db.everywhere(session):
        upload = session.get(StatementUpload, UUID(upload_id))
    if upload is None or upload.outcome is not None:
        return
    db.enter(session, upload.coalition_id)
    kept = packed(examined(session, unpacked(Statement, upload.content)))
    with db.transaction() as writing, db.everywhere(writing):
        upload = writing.get(StatementUpload, UUID(upload_id))
        if upload is not None:
            upload.outcome = kept


@jobs.periodic(seconds=600)
def purge() -> None:
    """Delete what has waited too long."""
    with db.transaction() as session, db.everywhere(session):
        old = StatementUpload.uploaded_at <= db.clock(session) - LIFETIME
        session.execute(delete(StatementUpload).where(old))


def _shown(filename: str) -> str:
    return "".join(each for each in filename if each.isprintable())[-_LONGEST_NAME:]
