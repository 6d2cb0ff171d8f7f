"""What a returned file proposes, held against the revision it was made of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from appeals.document.inline import parse
from appeals.document.markdown import as_wording
from appeals.readers.review import Edit, Returned, ReturnedRow, RowState


class Suggestion(StrEnum):
    """What is proposed."""

    REWORD = "reword"
    DELETE = "delete"
    INSERT = "insert"


# Id (32 hex digits) and wording of each segment, in the order of the text, by its number.
Segments = Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another wording for a segment, none for it any more, or a new segment after it.

    `segment_id` is 32 hex digits; of a new segment it is the one above, None at
    the top. `was_tracked` is false where the change was typed without tracking;
    `is_typographic` says that only signs such as quotation marks and blanks differ.
    """

    suggestion: Suggestion
    segment_id: str | None
    text: str
    edits: tuple[Edit, ...] = ()
    was_tracked: bool = True
    is_typographic: bool = False


def proposals(returned: Returned, segments: Segments) -> Iterator[Proposal]:
    """Yield what is proposed; `segments` are those of the revision the file was made of."""
    texts = dict(segments.values())
    owner = owners(returned, segments)
    for place, row in enumerate(returned.rows):
        if place not in owner:
            yield from _new(row)
        elif owner[place] in texts:
            yield from _changed(row, owner[place], as_sent(texts[owner[place]]))
    for id_ in returned.missing:
        if texts.get(id_):
            yield Proposal(Suggestion.DELETE, id_, "", was_tracked=False)


def owners(returned: Returned, segments: Segments) -> dict[int, str]:
    """Return the id of the segment that each row is of, by the row's place; new rows have none."""
    claimed = {row.segment_id for row in returned.rows}
    found = {
        place: row.segment_id or _by_number(row, segments, claimed)
        for place, row in enumerate(returned.rows)
        if row.state is not RowState.INSERTED
    }
    return {place: id_ for place, id_ in found.items() if id_ is not None}


def as_sent(wording: str) -> str:
    """Return a wording as it reads once it has been in Word: the same marks, another spelling."""
    return as_wording(parse(wording))


def _by_number(row: ReturnedRow, segments: Segments, claimed: set[str | None]) -> str | None:
    if row.number is None or row.number not in segments:
        return None
    id_ = segments[row.number][0]
    return None if id_ in claimed else id_


def _new(row: ReturnedRow) -> Iterator[Proposal]:
    if row.accepted:
        tracked = row.accepted != row.rejected
        yield Proposal(Suggestion.INSERT, row.after, row.accepted, row.edits, was_tracked=tracked)


def _changed(row: ReturnedRow, id_: str, original: str) -> Iterator[Proposal]:
    if row.accepted == original:
        return
    yield Proposal(
        Suggestion.REWORD if row.accepted else Suggestion.DELETE,
        id_,
        row.accepted,
        row.edits,
        was_tracked=row.rejected == original,
        is_typographic=_letters(row.accepted) == _letters(original),
    )


# What a word processor changes by itself while somebody types.
_SIGNS = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212\"'«»‘’‚‛“”„‟‹›′″…\.\u200b-\u200f\ufeff]+")


def _letters(text: str) -> str:
    return _SIGNS.sub("", text)
