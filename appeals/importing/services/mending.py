"""What of an imported statement is still to be mended."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting.models import Appeal
from appeals.errors import NotFound
from appeals.importing.models import ImportedFinding, ImportedStatement
from appeals.importing.services.making import Action


def find_source(session: Session, appeal: Appeal) -> ImportedStatement | None:
    """Return where an appeal was imported from, if it was."""
    return session.scalar(select(ImportedStatement).where(ImportedStatement.appeal_id == appeal.id))


def list_findings(session: Session, appeal: Appeal) -> Sequence[ImportedFinding]:
    return session.scalars(
        select(ImportedFinding)
        .where(ImportedFinding.appeal_id == appeal.id)
        .order_by(ImportedFinding.position)
    ).all()


def count_open(session: Session, appeal: Appeal) -> int:
    """Count what is left to mend; of an appeal that was written here, nothing."""
    found = select(func.count()).where(
        ImportedFinding.appeal_id == appeal.id, ImportedFinding.mended_at.is_(None)
    )
    return session.scalar(found) or 0


def get_finding(session: Session, appeal: Appeal, finding_id: UUID) -> ImportedFinding:
    found = session.scalar(
        select(ImportedFinding).where(
            ImportedFinding.id == finding_id, ImportedFinding.appeal_id == appeal.id
        )
    )
    if found is None:
        raise NotFound
    return found


def set_mended(
    session: Session, finding: ImportedFinding, *, mended: bool, by: UUID, now: datetime
) -> None:
    """Note that a finding is mended, or that it is not after all."""
    if mended == (finding.mended_at is not None):
        return
    finding.mended_at = now if mended else None
    finding.mended_by = by if mended else None
    ledger.record(
        session,
        Action.MENDED if mended else Action.REOPENED,
        finding.id,
        now=now,
        appeal_id=finding.appeal_id,
        by=by,
        code=finding.code,
    )
