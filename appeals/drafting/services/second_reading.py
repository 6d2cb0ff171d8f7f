"""The second pair of eyes: a translation read by somebody who did not write it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, Segment
from appeals.drafting.rules import WordingState, wording_state
from appeals.drafting.services.actions import Action
from appeals.drafting.services.state import hold_draft
from appeals.errors import Conflict


class OwnWording(Conflict):
    """Who wrote a wording cannot be its second reader."""


def mark_read(
    session: Session,
    appeal: Appeal,
    segment: Segment,
    language: str,
    *,
    seen: str,
    by: UUID,
    now: datetime,
) -> None:
    """Note that a second person has read a wording beside its reference.

    `seen` is the hash of the wording that was read: of a later one nothing is
    said. Raises `OwnWording` for whoever wrote it.
    """
    hold_draft(session, appeal)
    wording = segment.wording(language)
    if wording is None or wording_state(segment, language) is not WordingState.CURRENT:
        raise Conflict(_("Only a translation that is up to date can be read."))
    if wording_hash(wording.text) != seen:
        raise Conflict(_("Somebody else has changed this wording in the meantime."))
    if wording.updated_by == by:
        raise OwnWording(_("You wrote this wording. Somebody else has to read it."))
    wording.read_by, wording.read_at = by, now
    ledger.record(
        session,
        Action.WORDING_READ,
        segment.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        language=language,
    )


def next_to_do(appeal: Appeal, language: str, *, after: Segment | None = None) -> Segment | None:
    """Return the next segment without a wording that is up to date, after the end from the top."""
    return next(
        (
            segment
            for segment in _from(appeal, after)
            if wording_state(segment, language) in {WordingState.MISSING, WordingState.STALE}
        ),
        None,
    )


def next_to_read(
    appeal: Appeal, language: str, reader: UUID, *, after: Segment | None = None
) -> Segment | None:
    """Return the next segment whose translation this person may read as the second."""
    return next(
        (
            segment
            for segment in _from(appeal, after)
            if wording_state(segment, language) is WordingState.CURRENT
            and (wording := segment.wording(language)) is not None
            and wording.updated_by != reader
        ),
        None,
    )


def _from(appeal: Appeal, after: Segment | None) -> Iterator[Segment]:
    start = appeal.segments.index(after) + 1 if after else 0
    yield from appeal.segments[start:]
    yield from appeal.segments[:start]
