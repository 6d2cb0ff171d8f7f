"""Segments: adding, moving and deleting them in every language at once."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting.models import Appeal, Segment, SegmentKind
from appeals.drafting.plain_text import MOST_SEGMENTS
from appeals.drafting.services.actions import Action
from appeals.drafting.services.revisions import keep_revision
from appeals.drafting.services.state import hold_draft
from appeals.errors import Conflict, Invalid, NotFound


def get_segment(appeal: Appeal, segment_id: UUID) -> Segment:
    for segment in appeal.segments:
        if segment.id == segment_id:
            return segment
    raise NotFound


def add_segment(
    session: Session,
    appeal: Appeal,
    *,
    after: Segment | None = None,
    kind: SegmentKind = SegmentKind.PARAGRAPH,
    by: UUID | None,
    now: datetime,
) -> Segment:
    """Add an empty segment below another one, or at the end of the text."""
    hold_draft(session, appeal)
    if kind.is_standing:
        raise Invalid(_("An appeal has only one segment of this kind."))
    refuse_too_many(len(appeal.segments) + 1)
    segment = Segment(kind=kind, position=0)
    appeal.segments.insert(_place(appeal, after), segment)
    renumber(appeal)
    session.flush()
    ledger.record(session, Action.SEGMENT_ADDED, segment.id, now=now, appeal_id=appeal.id, by=by)
    return segment


def move_segment(
    session: Session,
    appeal: Appeal,
    segment: Segment,
    offset: int,
    *,
    by: UUID | None,
    now: datetime,
) -> bool:
    """Move a segment down by `offset` places, up if it is negative; say whether it moved."""
    hold_draft(session, appeal)
    end = _end_of_text(appeal)
    present = appeal.segments.index(segment)
    place = min(max(present + offset, 0), end - 1)
    if segment.kind.is_list_heading or place == present:
        return False
    others = [each for each in appeal.segments if each is not segment]
    appeal.segments = [*others[:place], segment, *others[place:]]
    renumber(appeal)
    keep_revision(session, appeal, by=by, now=now)
    ledger.record(
        session, Action.SEGMENT_MOVED, segment.id, now=now, appeal_id=appeal.id, by=by, place=place
    )
    return True


def delete_segment(
    session: Session, appeal: Appeal, segment: Segment, *, by: UUID | None, now: datetime
) -> None:
    """Delete a segment in every language; earlier revisions keep what it said."""
    hold_draft(session, appeal)
    if segment.kind.is_standing:
        raise Conflict(_("This segment cannot be deleted. Leave it empty and it is not printed."))
    appeal.segments.remove(segment)
    renumber(appeal)
    keep_revision(session, appeal, by=by, now=now)
    ledger.record(session, Action.SEGMENT_DELETED, segment.id, now=now, appeal_id=appeal.id, by=by)


def renumber(appeal: Appeal) -> None:
    """Give every segment the position at which it stands."""
    for position, segment in enumerate(appeal.segments):
        if segment.position != position:
            segment.position = position


def refuse_too_many(number: int) -> None:
    """Raise `Invalid` for more segments than an appeal may have."""
    if number > MOST_SEGMENTS:
        raise Invalid(
            _(
                "A text can have at most %(most)s segments; this one would have %(number)s.",
                most=MOST_SEGMENTS,
                number=number,
            )
        )


def _place(appeal: Appeal, after: Segment | None) -> int:
    end = _end_of_text(appeal)
    return end if after is None else min(appeal.segments.index(after) + 1, end)


def _end_of_text(appeal: Appeal) -> int:
    headings = [each.kind.is_list_heading for each in appeal.segments]
    return headings.index(True) if True in headings else len(headings)
