"""Rules on the shape of a segment: its kind, its lines, its marks that come in pairs."""

from collections.abc import Iterator

from appeals.document import footnotes
from appeals.drafting.parity import structure
from appeals.drafting.parity.model import AlignedSegment, Finding, Level, Text
from appeals.drafting.parity.pairing import Pair
from appeals.drafting.parity.reading import Reading

_ITEMS = frozenset({"numbered_item", "bulleted_item"})


def kinds(segment: AlignedSegment, text: Text) -> Iterator[Finding]:
    """A segment is a paragraph in one language and a list item in another."""
    expected = segment.kinds.get(text.reference, segment.kind)
    for tag in text.others:
        kind = segment.kinds.get(tag, segment.kind)
        if kind != expected:
            yield Finding(
                Level.WARNING,
                segment.id,
                tag,
                found=kind,
                expected=expected,
                other_language=text.reference,
            )


def lines(pair: Pair) -> Iterator[Finding]:
    """The lines and list items inside a segment are not the same in number and kind."""
    ours, theirs = (
        structure.line_markers(each.wording) if "\n" in each.wording else ("",)
        for each in (pair.reference, pair.other)
    )
    if ours != theirs:
        yield Finding(
            Level.WARNING,
            pair.other.segment_id,
            pair.other.language,
            (0, len(pair.other.wording)),
            str(len(theirs)),
            str(len(ours)),
            pair.reference.language,
        )


def typed_markers(reading: Reading) -> Iterator[Finding]:
    """An item that is numbered by the document begins with a number of its own."""
    if reading.kind in _ITEMS and (end := structure.marker_end(reading.wording)):
        yield Finding(
            Level.WARNING,
            reading.segment_id,
            reading.language,
            (0, end),
            reading.wording[:end].strip(),
            replacement="",
        )


def balance(reading: Reading) -> Iterator[Finding]:
    """A quotation mark or bracket is opened and not closed, or the other way round."""
    for mark in reading.marks.unbalanced:
        yield Finding(
            Level.WARNING, reading.segment_id, reading.language, (mark.start, mark.end), mark.text
        )


def half_footnotes(reading: Reading) -> Iterator[Finding]:
    """A footnote's mark has no text, or the text no mark."""
    for start, end in footnotes.halves(reading.wording):
        yield Finding(
            Level.WARNING,
            reading.segment_id,
            reading.language,
            (start, end),
            reading.wording[start:end],
        )
