"""Starting an appeal from an earlier one: its structure, its headings, its glossary."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting.models import Appeal, GlossaryTerm, Segment, SegmentKind
from appeals.drafting.services.actions import Action
from appeals.drafting.services.appeals import AppealDetails, create_appeal
from appeals.drafting.services.glossary import list_terms
from appeals.drafting.services.revisions import keep_revision
from appeals.drafting.services.segments import renumber
from appeals.drafting.services.wordings import write

# What stays the same from one appeal to the next, whatever it is about.
_KEPT = frozenset(
    {
        SegmentKind.HEADING,
        SegmentKind.SALUTATION,
        SegmentKind.CLOSING,
        SegmentKind.CONTACT,
        SegmentKind.SIGNATORIES_HEADING,
        SegmentKind.SUPPORTERS_HEADING,
    }
)
# What the new appeal says itself.
_OWN = frozenset({SegmentKind.TITLE, SegmentKind.DATE_LINE})


def create_from_earlier(
    session: Session,
    details: AppealDetails,
    earlier: Appeal,
    *,
    with_text: bool,
    with_glossary: bool,
    by: UUID,
    now: datetime,
) -> Appeal:
    """Make an appeal with the segments of an earlier one; no signature comes along.

    Headings, salutation, closing words and contact are copied; the rest of the text
    only `with_text`, else its segments are empty.
    """
    appeal = create_appeal(session, details, by=by, now=now)
    appeal.segments = _segments_like(appeal, earlier)
    renumber(appeal)
    session.flush()
    for original, copy in zip(earlier.segments, appeal.segments, strict=True):
        if original.kind in _KEPT or (with_text and original.kind not in _OWN):
            _copy_wordings(appeal, original, copy, by=by, now=now)
    if with_glossary:
        _copy_glossary(session, earlier, appeal)
    keep_revision(session, appeal, by=by, now=now)
    ledger.record(
        session,
        Action.STARTED_FROM,
        appeal.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        earlier=str(earlier.id),
    )
    return appeal


def _segments_like(appeal: Appeal, earlier: Appeal) -> list[Segment]:
    standing = {each.kind: each for each in appeal.segments if each.kind.is_standing}
    return [
        standing[each.kind] if each.kind.is_standing else Segment(kind=each.kind, position=0)
        for each in earlier.segments
    ]


def _copy_wordings(
    appeal: Appeal, original: Segment, copy: Segment, *, by: UUID, now: datetime
) -> None:
    """Copy the reference first: what stands beside it translates it."""
    for tag in sorted(appeal.languages, key=lambda tag: tag != appeal.reference_language):
        if original.text(tag):
            write(appeal, copy, tag, original.text(tag), by=by, now=now)


def _copy_glossary(session: Session, earlier: Appeal, appeal: Appeal) -> None:
    for term in list_terms(session, earlier):
        forms = {tag: given for tag, given in term.forms.items() if tag in appeal.languages}
        if len(forms) > 1:
            session.add(
                GlossaryTerm(
                    appeal_id=appeal.id, kind=term.kind, strength=term.strength, forms=forms
                )
            )
