"""From a revision to the blocks of the printed document."""

from collections.abc import Sequence

from appeals.document.inline import parse
from appeals.document.placeholders import Values, filled
from appeals.document.tree import Block, BlockKind, Span, gap
from appeals.drafting.models import ListKind, SegmentSnapshot

_PRINTED = {kind.value for kind in BlockKind}


def blocks(
    segments: Sequence[SegmentSnapshot], language: str, values: Values, *, gaps: bool = False
) -> tuple[Block, ...]:
    """Return the text in one language without the list headings; the values are filled in.

    A segment that is empty in this language is left out or, with `gaps`, shown
    as a hole where another language has a text.
    """
    return tuple(
        Block(BlockKind(segment["kind"]), spans)
        for segment in segments
        if segment["kind"] in _PRINTED and (spans := _spans(segment, language, values, gaps=gaps))
    )


def heading(
    segments: Sequence[SegmentSnapshot],
    kind: ListKind,
    language: str,
    values: Values,
    *,
    gaps: bool = False,
) -> tuple[Span, ...]:
    """Return the heading of a list in one language; empty if there is none."""
    for segment in segments:
        if segment["kind"] == kind.heading:
            return _spans(segment, language, values, gaps=gaps)
    return ()


def _spans(
    segment: SegmentSnapshot, language: str, values: Values, *, gaps: bool
) -> tuple[Span, ...]:
    text = segment["wordings"].get(language, "")
    if not text and gaps and any(segment["wordings"].values()):
        return (gap(),)
    return filled(parse(text), language, values)
