"""What a returned file says, segment by segment; texts are Markdown as in a wording."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RowState(StrEnum):
    """What became of a row of the table."""

    KEPT = "kept"
    DELETED = "deleted"  # marked as deleted: the segment should go
    INSERTED = "inserted"  # a proposal for a new segment


@dataclass(frozen=True, slots=True)
class Edit:
    """Who changed something while changes were tracked, and when first (UTC, as Word says)."""

    author: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment; `quoted` is the passage it is anchored at, nothing where it is at a point.

    An answer to another comment has that one's place among the remarks of its row
    in `answers`.
    """

    author: str
    at: datetime | None
    text: str
    quoted: str
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row as it came back, with all tracked changes accepted, and with all rejected.

    What was typed while nothing was tracked stands in both: only the revision
    tells. `segment_id` is 32 hex digits; None where the row is new or only its
    number is left. A new row stands `after` the segment with that id, or first.
    """

    segment_id: str | None
    number: int | None
    state: RowState
    accepted: str
    rejected: str
    edits: tuple[Edit, ...] = ()
    remarks: tuple[Remark, ...] = ()
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned file; what it was made of is None where the file has lost it.

    `missing` are segments whose rows were taken out without a trace; `remarks`
    stand outside the rows, and `below` is what was written under the table.
    """

    slug: str | None
    revision: int | None
    language: str | None
    rows: tuple[ReturnedRow, ...]
    missing: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    below: str = ""
