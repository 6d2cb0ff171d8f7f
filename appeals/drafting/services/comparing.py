"""Texts against the log: what was made final says what it said then."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting import hashing
from appeals.drafting.models import Appeal, Revision
from appeals.ledger import Act, Fault, Kind

# The second: what was final before there were logs.
FINAL = frozenset({"text.locked", "text.carried_over"})


@ledger.compared
def compare_texts(session: Session, appeal_id: UUID, acts: Sequence[Act]) -> Iterator[Fault]:
    """Look whether every final text is in the log, and none in the log has become another."""
    logged = {act.content["text"]: act for act in acts if act.content["type"] in FINAL}
    rows = session.execute(
        select(Appeal.slug, Revision.segments, Revision.hashes, Revision.set_hash)
        .join(Appeal, Appeal.id == Revision.appeal_id)
        .where(Revision.appeal_id == appeal_id, Revision.locked_at.is_not(None))
    ).all()
    for row in rows:
        if not _says_what_it_said(row) or row.set_hash not in logged:
            act = logged.get(row.set_hash)
            yield Fault(Kind.TEXT_CHANGED, act.position if act else None)
    for text in logged.keys() - {row.set_hash for row in rows}:
        yield Fault(Kind.TEXT_CHANGED, logged[text].position)


def _says_what_it_said(row: Row[*tuple[object, ...]]) -> bool:
    hashes = {
        language: hashing.version_hash(
            row.slug,
            language,
            [(each["kind"], each["wordings"].get(language, "")) for each in row.segments],
        )
        for language in row.hashes
    }
    return bool(hashes == row.hashes and hashing.set_hash(hashes) == row.set_hash)
