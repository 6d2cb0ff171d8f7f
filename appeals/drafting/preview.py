"""The text of a draft as it will be set, before there are any lists to count."""

from collections.abc import Sequence

from markupsafe import Markup

from appeals.document.html import body_html
from appeals.drafting.labels import uncounted
from appeals.drafting.models import Appeal, SegmentSnapshot
from appeals.drafting.text import blocks


def draft_html(
    appeal: Appeal, segments: Sequence[SegmentSnapshot], language: str, *, level: int
) -> Markup:
    """Return the text in one language, its title a heading of this level."""
    values = uncounted(appeal.local_deadline, language)
    return body_html(blocks(segments, language, values), language, level=level)
