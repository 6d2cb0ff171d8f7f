"""Copies of a revision for Word: what is sent to a reviewer, and what it is held against again."""

from collections.abc import Iterator
from io import BytesIO
from uuid import UUID

from flask_babel import gettext as _

from appeals import i18n
from appeals.document.review_copy import Labels, Origin, ReviewCopy, ReviewRow
from appeals.drafting.labels import KINDS
from appeals.drafting.labels import language as label_of
from appeals.drafting.models import Appeal, Revision, SegmentKind, SegmentSnapshot


def write_copy(
    appeal: Appeal, revision: Revision, language: str, *, with_reference: bool = False
) -> bytes:
    """Return a DOCX in which the wordings of one language can be changed and commented on.

    Translators get the reference language beside them.
    """
    from appeals.document.docx_review import write_review  # python-docx takes long to import

    reference = appeal.reference_language if with_reference else None
    written = BytesIO()
    copy = ReviewCopy(
        origin=Origin(appeal.slug, revision.number, language),
        title=revision.text_of(SegmentKind.TITLE, language) or appeal.title_for(language).text,
        rows=[
            ReviewRow(
                UUID(segment["id"]),
                number,
                str(KINDS[SegmentKind(segment["kind"])]),
                segment["wordings"].get(language, ""),
                segment["wordings"].get(reference, "") if reference else "",
            )
            for number, segment in _numbered(appeal, revision)
        ],
        labels=_labels(language, reference),
        reference_language=reference,
    )
    write_review(copy, written)
    return written.getvalue()


def copy_name(appeal: Appeal, revision: Revision, language: str) -> str:
    """Return a name of Latin letters, digits and hyphens: nothing of it was typed freely."""
    return f"{appeal.slug}-{language}-{revision.number}.docx"


def wordings_of(appeal: Appeal, revision: Revision, language: str) -> dict[int, tuple[str, str]]:
    """Return id (32 hex digits) and wording of each segment by the number it has in a copy."""
    return {
        number: (UUID(segment["id"]).hex, segment["wordings"].get(language, ""))
        for number, segment in _numbered(appeal, revision)
    }


def _numbered(appeal: Appeal, revision: Revision) -> Iterator[tuple[int, SegmentSnapshot]]:
    """Number the segments as the editor does, as long as it still has them all."""
    places = {str(segment.id): segment.position + 1 for segment in appeal.segments}
    known = all(segment["id"] in places for segment in revision.segments)
    for place, segment in enumerate(revision.segments, start=1):
        yield places[segment["id"]] if known else place, segment


def _labels(language: str, reference: str | None) -> Labels:
    return Labels(
        language=i18n.interface_language(),
        instruction=_(
            "Change the wordings in the second column: every change is recorded. You can also "
            "comment on them, and add a row for a new paragraph. Please leave the first column as "
            "it is: by its numbers we know which paragraph you mean."
        ),
        number=_("No."),
        wording=label_of(language),
        reference=label_of(reference) if reference else "",
    )
