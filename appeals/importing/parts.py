"""The text around the lists: each row with its part in head, body or tail."""

import re
from collections.abc import Iterator, Sequence

from appeals.document.tree import BlockKind
from appeals.importing import words
from appeals.importing.dates import is_date_row
from appeals.importing.heads import body_start, read_head
from appeals.importing.model import Stretch
from appeals.importing.prose import ends_sentence, is_prose
from appeals.importing.rows import Row
from appeals.importing.texts import Parts, Text, add, add_date, stretch_of
from appeals.readers.lines import LineKind

_LONGEST_HEADING = 14  # words
_LONGEST_ADDRESS = 40
_NOTE = re.compile(r"(?:\[\d{1,2}\]|\(\d{1,2}\)|[*†‡]+|[¹²³⁴⁵⁶⁷⁸⁹]+)\s?(?=\S)")
_QUOTED = re.compile(r"^[«“„\"].*[»”“\"][.!?]?$")


def read(rows: Sequence[Row], after: Sequence[Row], site: set[str]) -> Text:
    """Read the rows outside of lists; `after` are those below the last list.

    `site` holds the letters of the names of the lists: a line at the top that is
    one of them names the site that carries the statement.
    """
    text = Text()
    start = body_start(rows)
    read_head(rows[:start], text, site)
    _read_body(rows[start:], text)
    if any(map(is_prose, after)) and not any(map(is_prose, rows)):
        begins = body_start(after)
        read_head(after[:begins], text, site)
        _read_body(after[begins:], text)
    else:
        _read_tail(after, text)
    return text


def _read_body(rows: Sequence[Row], text: Text) -> None:
    open_kind: BlockKind | None = None
    for at, row in enumerate(rows):
        kind = _tail_kind(row) or (open_kind if open_kind and not is_prose(row) else None)
        if kind is BlockKind.DATE_LINE:
            add_date(row, text)
        elif kind:
            add(text.tail, kind, row)
        else:
            text.body.append(stretch_of(_body_kind(rows, at), row))
        opens = kind in (BlockKind.CONTACT, BlockKind.NOTE, BlockKind.CC)
        open_kind = kind if opens and not row.marked else None


def _read_tail(rows: Sequence[Row], text: Text) -> None:
    open_kind = BlockKind.NOTE
    for row in rows:
        kind = _tail_kind(row) or open_kind
        if kind is BlockKind.DATE_LINE:
            add_date(row, text)
            continue
        add(text.tail, kind, row)
        if kind is not BlockKind.CLOSING:
            open_kind = kind


def _tail_kind(row: Row) -> BlockKind | None:
    """What a row is that may stand below the text; None if it is of the text."""
    if row.kind is LineKind.NOTE or (_NOTE.match(row.raw) and row.raw != row.text[:0]):
        return None if row.marked and row.bullet else BlockKind.NOTE
    if is_date_row(row):
        return BlockKind.DATE_LINE
    if row.marked:
        return None
    folded = row.folded
    if words.whole("closings").match(folded):
        return BlockKind.CLOSING
    for field_, kind in (
        ("copies", BlockKind.CC),
        ("contacts", BlockKind.CONTACT),
        ("notes", BlockKind.NOTE),
    ):
        if row.count <= _LONGEST_ADDRESS and words.beginning(field_).match(folded):
            return kind
    return BlockKind.CONTACT if "@" in row.text and row.count < 20 else None


def _body_kind(rows: Sequence[Row], at: int) -> BlockKind:
    row = rows[at]
    if row.number is not None:
        return BlockKind.NUMBERED_ITEM
    if row.bullet:
        return BlockKind.BULLETED_ITEM
    if row.kind is LineKind.QUOTATION or (_QUOTED.match(row.text) and row.count > 8):
        return BlockKind.QUOTATION
    if row.kind is LineKind.HEADING or _is_heading(rows, at):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _is_heading(rows: Sequence[Row], at: int) -> bool:
    row = rows[at]
    following = rows[at + 1] if at + 1 < len(rows) else None
    return (
        row.count <= _LONGEST_HEADING
        and following is not None
        and (is_prose(following) or following.marked)
        and not ends_sentence(row.text)
        and not row.text.endswith((",", ";"))
        and not row.text[:1].islower()
    )


def kinds(parts: Parts) -> Iterator[tuple[BlockKind, tuple[Stretch, ...]]]:
    """The parts as a version keeps them."""
    return ((kind, tuple(stretches)) for kind, stretches in parts.items())
