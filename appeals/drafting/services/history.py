"""History: going back to an earlier revision, and giving one a name."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import (
    Appeal,
    Revision,
    Segment,
    SegmentKind,
    SegmentSnapshot,
    Wording,
)
from appeals.drafting.services.actions import Action
from appeals.drafting.services.revisions import get_revision, keep_revision, latest_revision
from appeals.drafting.services.segments import renumber
from appeals.drafting.services.state import hold_draft

LONGEST_NAME = 80


def restore(
    session: Session, appeal: Appeal, revision: Revision, *, by: UUID | None, now: datetime
) -> Revision | None:
    """Make the text what it was in this revision; return the new revision that says so.

    None where the text says the same already. Nothing is lost: the text that is
    replaced is a revision itself. Segments keep their identity, so that moves
    and links to them stay what they are.
    """
    hold_draft(session, appeal)
    note = _("Restored from revision %(number)s", number=revision.number)
    return _go_back(session, appeal, revision, Action.REVISION_RESTORED, note, by=by, now=now)


def undo(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> Revision | None:
    """Go back by one revision, and with each further call by one more.

    None where there is nothing before. What was undone stays in the history.
    """
    hold_draft(session, appeal)
    before = find_undone(session, appeal)
    if before is None:
        return None
    note = _("Undone: back to revision %(number)s", number=before.number)
    return _go_back(session, appeal, before, Action.CHANGE_UNDONE, note, by=by, now=now)


def find_undone(session: Session, appeal: Appeal) -> Revision | None:
    """Return the revision that `undo` would go back to."""
    latest = latest_revision(session, appeal)
    if latest is None:
        return None
    place = _place(latest)
    return get_revision(session, appeal, place - 1) if place > 1 else None


def _go_back(
    session: Session,
    appeal: Appeal,
    revision: Revision,
    action: Action,
    note: str,
    *,
    by: UUID | None,
    now: datetime,
) -> Revision | None:
    standing = {each.id: each for each in appeal.segments}
    restored = [
        _restored(appeal, standing.get(UUID(snapshot["id"])), snapshot, by=by, now=now)
        for snapshot in revision.segments
    ]
    appeal.segments = _with_standing(restored, appeal.segments, appeal, by=by, now=now)
    renumber(appeal)
    kept = keep_revision(session, appeal, by=by, now=now, note=note, restored_from=_place(revision))
    if kept:
        ledger.record(
            session,
            action,
            kept.id,
            now=now,
            appeal_id=appeal.id,
            by=by,
            revision=revision.number,
        )
    return kept


def _place(revision: Revision) -> int:
    """Where in the history a revision stands: one that went back stands where it went."""
    return revision.restored_from or revision.number


def name_revision(
    session: Session, appeal: Appeal, revision: Revision, name: str, *, by: UUID, now: datetime
) -> None:
    """Call a revision something, or nothing again; at most `LONGEST_NAME` characters are kept."""
    revision.name = " ".join(name.split())[:LONGEST_NAME]
    ledger.record(session, Action.REVISION_NAMED, revision.id, now=now, appeal_id=appeal.id, by=by)


def _restored(
    appeal: Appeal,
    segment: Segment | None,
    snapshot: SegmentSnapshot,
    *,
    by: UUID | None,
    now: datetime,
) -> Segment:
    segment = segment or Segment(id=UUID(snapshot["id"]), position=0)
    segment.kind = SegmentKind(snapshot["kind"])
    reference = snapshot["wordings"].get(appeal.reference_language, "")
    for language in appeal.languages:
        _rewrite(
            appeal, segment, language, snapshot["wordings"].get(language, ""), reference, by, now
        )
    return segment


def _rewrite(
    appeal: Appeal,
    segment: Segment,
    language: str,
    text: str,
    reference: str,
    by: UUID | None,
    now: datetime,
) -> None:
    wording = segment.wording(language)
    if (wording.text if wording else "") == text:
        return
    if wording is None:
        wording = Wording(language=language)
        segment.wordings.append(wording)
    wording.text, wording.updated_at, wording.updated_by = text, now, by
    wording.read_by = wording.read_at = None
    # The languages of one revision stood side by side: they translate each other.
    is_reference = language == appeal.reference_language
    wording.translates = None if is_reference else wording_hash(reference)


def _with_standing(
    restored: Sequence[Segment],
    present: Sequence[Segment],
    appeal: Appeal,
    *,
    by: UUID | None,
    now: datetime,
) -> list[Segment]:
    """Put the standing segments that the revision left out, because they were empty, in place."""
    kinds = {each.kind for each in restored}
    left_out = [each for each in present if each.kind.is_standing and each.kind not in kinds]
    for segment in left_out:
        for language in appeal.languages:
            _rewrite(appeal, segment, language, "", "", by, now)
    above = [each for each in left_out if not each.kind.is_list_heading]
    below = [each for each in left_out if each.kind.is_list_heading]
    headings = [each for each in restored if each.kind.is_list_heading]
    body = [each for each in restored if not each.kind.is_list_heading]
    return [
        *above,
        *body,
        *sorted([*headings, *below], key=lambda each: list(SegmentKind).index(each.kind)),
    ]
