"""Pieces of text in a Word file, each as it is with the tracked changes and without them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from appeals.document.tree import Span

OUTSIDE = -1  # not in a row


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands in the file with all changes accepted, with all rejected, or in both."""

    accepted: Span | None
    rejected: Span | None


@dataclass(frozen=True, slots=True)
class Place:
    """Around a piece: whether it came or went, and where it links to."""

    stays: bool = True
    stood: bool = True
    link: str | None = None


@dataclass(slots=True)
class Anchor:
    """Where a comment stands: in which row, and from piece to piece; `end` is None while open."""

    row: int
    start: int
    end: int | None = None


def spans_of(pieces: Iterable[Piece]) -> tuple[list[Span], list[Span]]:
    """Return the text with all changes accepted, and with all rejected."""
    both = list(pieces)
    return (
        [piece.accepted for piece in both if piece.accepted],
        [piece.rejected for piece in both if piece.rejected],
    )


def text_of(pieces: Sequence[Piece]) -> str:
    """Return the plain text as it is, or as it was where nothing is left of it."""
    accepted, rejected = spans_of(pieces)
    said = "".join(span.text for span in accepted).strip()
    return said or "".join(span.text for span in rejected).strip()
