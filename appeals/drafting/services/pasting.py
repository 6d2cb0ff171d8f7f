"""Pasting a whole text in one language."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals.drafting import plain_text
from appeals.drafting.hashing import version_hash
from appeals.drafting.models import Appeal, Segment, SegmentKind
from appeals.drafting.services.actions import Action
from appeals.drafting.services.revisions import keep_revision
from appeals.drafting.services.segments import refuse_too_many, renumber
from appeals.drafting.services.state import hold_draft
from appeals.drafting.services.wordings import Saved, record_save, write
from appeals.errors import Conflict, Invalid


def paste_text(
    session: Session,
    appeal: Appeal,
    language: str,
    text: str,
    *,
    seen: str | None = None,
    by: UUID | None,
    now: datetime,
) -> Saved:
    """Put a whole text in one language in place of the body's wordings.

    `seen` is the `present_hash` that was shown; a text somebody changed since is not replaced.
    """
    hold_draft(session, appeal)
    if language not in appeal.languages:
        raise Invalid(_("The appeal has no such language."))
    if seen is not None and seen != present_hash(appeal, language):
        raise Conflict(_("Somebody else has changed this text in the meantime."))
    paragraphs = plain_text.paragraphs(text)
    _fit_body(appeal, language, paragraphs)
    changed = 0
    for segment, paragraph in zip(appeal.body, paragraphs, strict=True):
        changed += write(appeal, segment, language, paragraph, by=by, now=now)
    revision = keep_revision(session, appeal, by=by, now=now)
    record_save(session, Action.TEXT_PASTED, appeal, revision, changed, by=by, now=now)
    return Saved(revision, changed)


def present_hash(appeal: Appeal, language: str) -> str:
    """Return the hash of the language version as it now is."""
    segments = [(segment.kind.value, segment.text(language)) for segment in appeal.segments]
    return version_hash(appeal.slug, language, segments)


def lay_out_body(appeal: Appeal, kinds: Sequence[SegmentKind]) -> None:
    """Give an appeal without text empty segments of these kinds above the list headings."""
    standing = [segment for segment in appeal.segments if segment.kind.is_standing]
    refuse_too_many(len(standing) + len(kinds))
    above = [segment for segment in standing if not segment.kind.is_list_heading]
    below = [segment for segment in standing if segment.kind.is_list_heading]
    body = [Segment(kind=kind, position=0) for kind in kinds]
    appeal.segments = [*above, *body, *below]
    renumber(appeal)


def _fit_body(appeal: Appeal, language: str, paragraphs: Sequence[str]) -> None:
    if not paragraphs:
        raise Invalid(_("There is no text to paste."))
    if not any(segment.is_used for segment in appeal.body):
        lay_out_body(appeal, [SegmentKind.PARAGRAPH] * len(paragraphs))
    elif len(paragraphs) != len(appeal.body):
        raise Invalid(
            _(
                "The pasted text has %(pasted)s paragraphs, the appeal has %(present)s. "
                "Part the paragraphs by empty lines so that the numbers agree, "
                "or add and delete segments first.",
                pasted=len(paragraphs),
                present=len(appeal.body),
            )
        )
