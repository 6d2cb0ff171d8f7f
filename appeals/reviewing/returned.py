"""What a marked-up file that came back says, whatever program read it.

The reader fills these in; `services.take_returned` makes comments of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from appeals.errors import Invalid


class BadFile(Invalid):
    """The file cannot be read as one of ours; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class ReturnedComment:
    """A remark in the margin; `quoted` is the passage it was tied to."""

    text: str
    author: str = ""
    at: datetime | None = None
    quoted: str = ""

    @property
    def as_text(self) -> str:
        """The remark in one text, after the passage it is about."""
        return f"“{self.quoted}”\n{self.text}" if self.quoted else self.text


@dataclass(frozen=True, kw_only=True)
class ReturnedSegment:
    """A row of the table that stood in the file when it was made.

    `proposal` is the wording as marked up: None where nothing was changed, empty where
    everything was struck out.
    `original` is the wording the file was made with, where the file still says so;
    else that of its revision counts.
    """

    id: UUID
    number: int
    proposal: str | None = None
    author: str = ""
    original: str | None = None
    comments: Sequence[ReturnedComment] = ()


@dataclass(frozen=True, kw_only=True)
class InsertedRow:
    """A row that was added; `after` is the segment above it, None at the very top."""

    text: str
    after: UUID | None
    author: str = ""


@dataclass(frozen=True, kw_only=True)
class Returned:
    """A whole file: which appeal, language and revision it was made of, and what it says now."""

    slug: str
    language: str
    revision: int
    segments: Sequence[ReturnedSegment] = field(default_factory=tuple)
    inserted: Sequence[InsertedRow] = field(default_factory=tuple)


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One thing said of one segment: a comment, or with `proposal` another wording for it."""

    segment_id: UUID
    author: str
    original: str
    text: str = ""
    proposal: str | None = None


def remarks(returned: Returned, wordings: Mapping[UUID, str]) -> list[Remark]:
    """Return everything the file says, in the order of the text.

    `wordings` are those the file was made with, by segment; a row that is none of
    these is left out. A row that was added becomes another wording of the segment
    above it: the same, an empty line, the new paragraph. Whoever accepts it can
    divide the segment there.
    """
    found: list[Remark] = []
    for place, segment in enumerate(returned.segments):
        if segment.id not in wordings:
            continue
        original = wordings[segment.id] if segment.original is None else segment.original
        found += [
            Remark(segment_id=segment.id, author=each.author, original=original, text=each.as_text)
            for each in segment.comments
        ]
        above = [each for each in returned.inserted if each.after is None and place == 0]
        below = [each for each in returned.inserted if each.after == segment.id]
        found += _proposal(segment, original, above, below)
    return found


def _proposal(
    segment: ReturnedSegment,
    original: str,
    above: Sequence[InsertedRow],
    below: Sequence[InsertedRow],
) -> list[Remark]:
    base = original if segment.proposal is None else segment.proposal
    texts = [*(each.text for each in above), base, *(each.text for each in below)]
    proposal = "\n\n".join(text for text in texts if text)
    if proposal == original:
        return []
    authors = [segment.author, *(each.author for each in (*above, *below))]
    author = next(filter(None, authors), "")
    return [Remark(segment_id=segment.id, author=author, original=original, proposal=proposal)]
