"""The whole appeal inside a mail, for readers who cannot or would not open a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from sqlalchemy.orm import Session

from appeals.document.html import body_html
from appeals.document.tree import Block, BlockKind, Note, Span, runs
from appeals.drafting import services as drafting
from appeals.drafting.labels import uncounted
from appeals.drafting.models import Appeal
from appeals.drafting.text import blocks


@dataclass(frozen=True)
class AppealText:
    """The final text in one language, both ways."""

    language: str
    text: str
    html: Markup


def final_text(session: Session, appeal: Appeal, language: str) -> AppealText | None:
    """Return the final text without its lists, or None while there is none."""
    revision = drafting.latest_locked(session, appeal)
    if revision is None:
        return None
    read = language if language in appeal.languages else appeal.reference_language
    values = uncounted(appeal.local_deadline, read)
    found = blocks(revision.segments, read, values)
    return AppealText(read, plain_text(found), body_html(found, read, level=2))


def plain_text(found: Sequence[Block]) -> str:
    """Return the text with an empty line between paragraphs and the footnotes below."""
    notes: list[Note] = []
    written = [*_paragraphs(found, notes)]
    below = [f"[{number}] {_spans(note.spans, [])}" for number, note in enumerate(notes, 1)]
    return "\n\n".join([*written, *below]) + "\n"


def _paragraphs(found: Sequence[Block], notes: list[Note]) -> Iterator[str]:
    for kind, group in runs(found):
        for number, block in enumerate(group, 1):
            sign = {BlockKind.NUMBERED_ITEM: f"{number}. ", BlockKind.BULLETED_ITEM: "– "}
            yield sign.get(kind, "") + _spans(block.spans, notes)


def _spans(spans: Sequence[Span], notes: list[Note]) -> str:
    pieces = []
    for span in spans:
        if span.note:
            notes.append(span.note)
            pieces.append(f"[{len(notes)}]")
        elif span.link and span.link != span.text:
            pieces.append(f"{span.text} ({span.link})")
        else:
            pieces.append(span.text)
    return "".join(pieces)
