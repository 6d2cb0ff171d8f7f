"""Revisions: every state of the text that was ever saved."""

from collections.abc import Collection, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, defer

from appeals.drafting import hashing
from appeals.drafting.models import Appeal, Revision, SegmentSnapshot
from appeals.errors import NotFound

# What an INTEGER of PostgreSQL holds.
_LARGEST_INTEGER = 2**31 - 1
# What one person types within this time is one revision, however often the page saves it.
AUTOSAVES_JOIN_FOR = timedelta(minutes=10)


# Made once, and the long text read only if it is asked for: every sign page needs the rest.
_LATEST = (
    select(Revision)
    .where(Revision.appeal_id == bindparam("appeal_id"))
    .order_by(Revision.number.desc())
    .limit(1)
    .options(defer(Revision.segments))
)


def latest_revision(session: Session, appeal: Appeal) -> Revision | None:
    return session.scalar(_LATEST, {"appeal_id": appeal.id})


def latest_locked(session: Session, appeal: Appeal) -> Revision | None:
    """Return the newest revision that was made final."""
    return session.scalar(
        _of(appeal).where(Revision.locked_at.is_not(None)).order_by(Revision.number.desc()).limit(1)
    )


def get_revision(session: Session, appeal: Appeal, number: int) -> Revision:
    if number > _LARGEST_INTEGER:
        raise NotFound
    revision = session.scalar(_of(appeal).filter_by(number=number))
    if revision is None:
        raise NotFound
    return revision


def list_revisions(session: Session, appeal: Appeal) -> list[Revision]:
    """Return all revisions, the newest first."""
    return list(session.scalars(_of(appeal).order_by(Revision.number.desc())))


def keep_revision(
    session: Session,
    appeal: Appeal,
    *,
    by: UUID | None,
    now: datetime,
    note: str = "",
    restored_from: int | None = None,
    is_autosave: bool = False,
) -> Revision | None:
    """Keep the present text as a revision, or return None if the last one says the same."""
    session.flush()
    segments = _snapshot(appeal)
    hashes = _hashes(appeal, segments)
    latest = latest_revision(session, appeal)
    if latest and latest.set_hash == hashing.set_hash(hashes):
        return None
    revision = Revision(
        appeal_id=appeal.id,
        number=latest.number + 1 if latest else 1,
        segments=segments,
        hashes=hashes,
        set_hash=hashing.set_hash(hashes),
        created_at=now,
        created_by=by,
        note=note,
        name="",
        restored_from=restored_from,
        is_autosave=is_autosave,
    )
    session.add(revision)
    session.flush()
    return revision


def join_autosave(
    session: Session, appeal: Appeal, *, by: UUID | None, now: datetime
) -> Revision | None:
    """Take the present text into the revision that the same typing made some minutes ago.

    None where the last revision is another's, was saved by hand, named or locked,
    or is older than `AUTOSAVES_JOIN_FOR`.
    """
    session.flush()
    latest = latest_revision(session, appeal)
    if latest is None or not latest.is_autosave or latest.created_by != by:
        return None
    if latest.name or latest.locked_at or now - latest.created_at > AUTOSAVES_JOIN_FOR:
        return None
    latest.segments = _snapshot(appeal)
    latest.hashes = _hashes(appeal, latest.segments)
    latest.set_hash = hashing.set_hash(latest.hashes)
    return latest


def find_reference_texts(
    session: Session, appeal: Appeal, wanted: Collection[tuple[UUID, str]]
) -> Mapping[tuple[UUID, str], str]:
    """Return former reference wordings by segment and hash, as far as revisions hold them."""
    found: dict[tuple[UUID, str], str] = {}
    if not wanted:
        return found
    newest_first = _of(appeal).order_by(Revision.number.desc())
    # Closed by hand, because it is left before its end.
    with closing(session.scalars(newest_first.execution_options(yield_per=20))) as revisions:
        for revision in revisions:
            for segment in revision.segments:
                text = segment["wordings"].get(appeal.reference_language, "")
                key = (UUID(segment["id"]), hashing.wording_hash(text))
                if key in wanted:
                    found[key] = text
            if len(found) == len(wanted):
                break
    return found


def _of(appeal: Appeal) -> Select[Revision]:
    return select(Revision).filter_by(appeal_id=appeal.id)


def _snapshot(appeal: Appeal) -> list[SegmentSnapshot]:
    return [
        {
            "id": str(segment.id),
            "kind": segment.kind.value,
            "wordings": {tag: segment.text(tag) for tag in appeal.languages},
        }
        for segment in appeal.segments
        if segment.is_used
    ]


def _hashes(appeal: Appeal, segments: list[SegmentSnapshot]) -> dict[str, str]:
    return {
        tag: hashing.version_hash(
            appeal.slug, tag, [(each["kind"], each["wordings"][tag]) for each in segments]
        )
        for tag in appeal.languages
    }
