"""A returned DOCX into what its readers changed and said."""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from appeals.document.markdown import as_wording
from appeals.document.review_copy import NAMESPACE, Origin, origin_in
from appeals.readers.review.archive import Archive
from appeals.readers.review.model import Remark, Returned, ReturnedRow, RowState
from appeals.readers.review.pieces import OUTSIDE, spans_of
from appeals.readers.review.remarks import remarks_by_row
from appeals.readers.review.rows import RawRow, Table, identified, repeated_numbers, walked
from appeals.readers.review.sources import W, sources_of
from appeals.readers.review.walking import Walker
from appeals.readers.troubles import Trouble, Unreadable

_ID = re.compile(r"[0-9a-f]{32}")
_NUMBER = re.compile(r"[0-9]{1,4}")
_MOST_ROWS = 2_000


def read(data: bytes) -> Returned:
    """Read a returned review copy; raise `Unreadable` for a harmful file, or another one."""
    archive = Archive(data)
    walker = Walker(sources_of(archive))
    table = walked(_body(archive), walker)
    carried, numbers = _carried(archive)
    origin = carried or _printed(table)
    rows = _without_head(table.rows)
    found = identified(rows, numbers)
    if not rows or len(rows) > _MOST_ROWS or (origin is None and not found):
        raise Unreadable(Trouble.NO_REVIEW)
    remarks = remarks_by_row(archive, walker)
    return Returned(
        slug=origin.slug if origin else None,
        revision=origin.revision if origin else None,
        language=origin.language if origin else None,
        rows=tuple(_rows(rows, found, walker, remarks, is_listed=bool(numbers))),
        missing=tuple(id_ for id_ in numbers.values() if id_ not in found.values()),
        remarks=remarks.get(OUTSIDE, ()),
        below=as_wording(spans_of(table.below)[0]),
    )


def _body(archive: Archive) -> etree._Element:
    document = archive.find(archive.main)
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise Unreadable(Trouble.NOT_WORD)
    return body


def _carried(archive: Archive) -> tuple[Origin | None, dict[int, str]]:
    """Return what the file carries along: its origin, and the segment of each number."""
    for name in archive.names("customxml/item"):
        root = archive.find(name)
        if root is None or root.tag != f"{{{NAMESPACE}}}review":
            continue
        line = f"{root.get('appeal')} · {root.get('revision')} · {root.get('language')}"
        return origin_in(line), {
            int(number): id_
            for segment in root
            if (id_ := segment.get("id", "")) and _ID.fullmatch(id_)
            if (number := segment.get("number", "")) and _NUMBER.fullmatch(number)
        }
    return None, {}


def _printed(table: Table) -> Origin | None:
    """Read the origin from the lines above the table."""
    text = "".join(span.text for span in spans_of(table.above)[0])
    return next((origin for line in text.split("\n") if (origin := origin_in(line))), None)


def _without_head(rows: Sequence[RawRow]) -> Sequence[RawRow]:
    if rows and not any(row.is_head for row in rows):
        # The mark of a heading row is lost on the way through some programs.
        first = rows[0]
        return rows if first.ids or first.number is not None else rows[1:]
    return [row for row in rows if not row.is_head]


def _rows(
    rows: Sequence[RawRow],
    found: Mapping[int, str],
    walker: Walker,
    remarks: Mapping[int, tuple[Remark, ...]],
    *,
    is_listed: bool,
) -> Iterator[ReturnedRow]:
    copied, above = repeated_numbers(rows), None
    for row in rows:
        id_ = found.get(row.index)
        accepted, rejected = (as_wording(spans) for spans in spans_of(row.wording))
        state = row.state
        # Without the list, a row that lost its bookmark still has its number.
        if id_ is None and (is_listed or row.number is None or row.index in copied):
            state = RowState.INSERTED
        if state is RowState.INSERTED and not accepted and row.index not in remarks:
            continue
        yield ReturnedRow(
            id_,
            row.number,
            state,
            accepted,
            rejected,
            edits=tuple(walker.edits.get(row.index, ())),
            remarks=remarks.get(row.index, ()),
            after=above if state is RowState.INSERTED else None,
        )
        above = id_ or above
