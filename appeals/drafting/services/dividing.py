"""Dividing a segment and joining two, in every language at once."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting import dividing
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, Segment
from appeals.drafting.rules import WordingState, wording_state
from appeals.drafting.services.actions import Action
from appeals.drafting.services.revisions import keep_revision
from appeals.drafting.services.segments import refuse_too_many, renumber
from appeals.drafting.services.state import hold_draft
from appeals.drafting.services.wordings import write
from appeals.errors import Conflict, Invalid

_UP_TO_DATE = frozenset({WordingState.CURRENT, WordingState.READ})


def split_segment(
    session: Session, appeal: Appeal, segment: Segment, *, by: UUID | None, now: datetime
) -> list[Segment]:
    """Divide a segment where its wordings have an empty line; return the parts, it first.

    A translation that was up to date stays so, part by part; an older one is to
    be done again.
    """
    hold_draft(session, appeal)
    if segment.kind.is_standing:
        raise Conflict(_("This segment cannot be divided."))
    rows = dividing.divided({tag: segment.text(tag) for tag in appeal.languages})
    if len(rows) < 2:
        raise Invalid(
            _(
                "Put an empty line where segment %(number)s is to be divided, "
                "in every language, and press the button again.",
                number=segment.position + 1,
            )
        )
    refuse_too_many(len(appeal.segments) + len(rows) - 1)
    older = _older(appeal, segment)
    further = [Segment(kind=segment.kind, position=0) for _row in rows[1:]]
    place = appeal.segments.index(segment) + 1
    appeal.segments[place:place] = further
    parts = [segment, *further]
    for part, row in zip(parts, rows, strict=True):
        _rewrite(appeal, part, row, older, by=by, now=now)
    renumber(appeal)
    _keep(session, appeal, Action.SEGMENT_SPLIT, segment, by=by, now=now)
    return parts


def merge_segment(
    session: Session, appeal: Appeal, segment: Segment, *, by: UUID | None, now: datetime
) -> None:
    """Join a segment with the one below it, in every language; it keeps its kind."""
    hold_draft(session, appeal)
    place = appeal.segments.index(segment)
    below = appeal.segments[place + 1] if place + 1 < len(appeal.segments) else None
    if below is None or segment.kind.is_standing or below.kind.is_standing:
        raise Conflict(_("There is no segment of the text below this one."))
    older = {**_older(appeal, below), **_older(appeal, segment)}
    row = {tag: dividing.joined(segment.text(tag), below.text(tag)) for tag in appeal.languages}
    appeal.segments.remove(below)
    _rewrite(appeal, segment, row, older, by=by, now=now)
    renumber(appeal)
    _keep(session, appeal, Action.SEGMENTS_MERGED, segment, by=by, now=now)


def _older(appeal: Appeal, segment: Segment) -> dict[str, str | None]:
    """Return the languages that are not up to date, with what their wording was written for."""
    return {
        tag: wording.translates
        for tag in appeal.other_languages
        if (wording := segment.wording(tag))
        and wording.text
        and wording_state(segment, tag) not in _UP_TO_DATE
    }


def _rewrite(
    appeal: Appeal,
    segment: Segment,
    row: dict[str, str],
    older: dict[str, str | None],
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    """Write the reference first: what stands beside it now translates it, unless it was older."""
    reference = row[appeal.reference_language]
    for tag in sorted(row, key=lambda tag: tag != appeal.reference_language):
        write(appeal, segment, tag, row[tag], by=by, now=now)
        wording = segment.wording(tag)
        if wording is not None and tag != appeal.reference_language:
            wording.translates = older[tag] if tag in older else wording_hash(reference)


def _keep(
    session: Session,
    appeal: Appeal,
    action: Action,
    segment: Segment,
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    keep_revision(session, appeal, by=by, now=now)
    ledger.record(session, action, segment.id, now=now, appeal_id=appeal.id, by=by)
