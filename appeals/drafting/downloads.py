"""What can be taken away from the pages of drafting as a file."""

from io import BytesIO

from flask_babel import gettext as _

from appeals import i18n
from appeals.document.redline import Comparison
from appeals.drafting.models import Appeal, Revision
from appeals.drafting.tracked import passages

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def tracked_changes(appeal: Appeal, before: Revision, after: Revision, language: str) -> bytes:
    """Return a Word file in which the earlier revision becomes the later one by tracked changes.

    They are signed by the revision, not by a person: the file may go anywhere.
    """
    from appeals.document.docx_redline import write_redline  # python-docx takes long to import

    written = BytesIO()
    comparison = Comparison(
        language,
        appeal.title_for(language).text,
        tuple(passages(before.segments, after.segments, language)),
        author=_("Revision %(number)s", number=after.number),
        at=after.created_at,
        introduction=_("Moved here from another place, and changed:"),
        spoken=i18n.interface_language(),
    )
    write_redline(comparison, written)
    return written.getvalue()


def tracked_changes_name(appeal: Appeal, before: Revision, after: Revision, language: str) -> str:
    """Return a name of Latin letters, digits and hyphens: nothing of it was typed freely."""
    return f"{appeal.slug}-{language}-revisions-{before.number}-{after.number}.docx"
