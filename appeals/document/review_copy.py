"""A copy of a text for partners to edit in a word processor, one row a segment.

What comes back is matched by the bookmark in a row, by the number in its first cell, and by a
list of both that the file carries along.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

# The names a reader of a returned copy goes by.
NAMESPACE = "urn:appeals:review-copy"
_BOOKMARK = re.compile(r"s_([0-9a-f]{32})")
_LINE = re.compile(r"([a-z0-9-]{1,60}) · (\d{1,9}) · ([A-Za-z0-9-]{2,35})")


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A segment with its number as shown everywhere; `kind` is named for the reader."""

    segment_id: UUID
    number: int
    kind: str
    wording: str
    reference: str = ""


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What the copy says to its reader, translated into `language` (BCP 47)."""

    language: str
    instruction: str
    number: str
    wording: str
    reference: str = ""


@dataclass(frozen=True)
class Origin:
    """What a copy is one of: the appeal by its slug, the revision by its number, the language."""

    slug: str
    revision: int
    language: str

    @property
    def line(self) -> str:
        """The origin as it is printed; it can be read back when all else is lost."""
        return f"{self.slug} · {self.revision} · {self.language}"


@dataclass(frozen=True, kw_only=True)
class ReviewCopy:
    """One language version of a revision; with `reference_language` a third column shows it."""

    origin: Origin
    title: str
    rows: Sequence[ReviewRow]
    labels: Labels
    reference_language: str | None = None

    @property
    def language(self) -> str:
        return self.origin.language


def bookmark(segment_id: UUID) -> str:
    """Return the name of a row's bookmark: Word takes letters, digits and underscores."""
    return f"s_{segment_id.hex}"


def bookmarked(name: str) -> str | None:
    """Return the segment (32 hex digits) that a bookmark names; None for a bookmark of others."""
    match = _BOOKMARK.fullmatch(name)
    return match[1] if match else None


def origin_in(line: str) -> Origin | None:
    """Read a printed line of origin; None for any other line."""
    match = _LINE.fullmatch(line.strip())
    return Origin(match[1], int(match[2]), match[3]) if match else None
