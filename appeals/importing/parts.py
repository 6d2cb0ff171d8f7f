"""The text around the lists: head, body and tail, each row with its part in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from appeals.document import markdown
from appeals.document.tree import BlockKind
from appeals.importing import words
from appeals.importing.dates import is_date_row
from appeals.importing.model import Dropped, Stretch
from appeals.importing.prose import ends_sentence, is_prose
from appeals.importing.rows import Row
from appeals.readers.lines import LineKind

_LONGEST_HEADING = 14  # words
_LONGEST_TITLE = 35
_SHORTEST_TITLE = 2
_SHORT = 4
_LONGEST_ADDRESS = 40
_NEAR = 4  # rows
_NOTE = re.compile(r"(?:\[\d{1,2}\]|\(\d{1,2}\)|[*†‡]+|[¹²³⁴⁵⁶⁷⁸⁹]+)\s?(?=\S)")
_QUOTED = re.compile(r"^[«“„\"].*[»”“\"][.!?]?$")
_JOINS = (":", "–", "—", "-", ",")

Parts = dict[BlockKind, list[Stretch]]


@dataclass
class Text:
    """The parts of a version; dates stand apart from the others, with their row."""

    head: Parts = field(default_factory=dict)
    body: list[Stretch] = field(default_factory=list)
    tail: Parts = field(default_factory=dict)
    dates: list[tuple[Row, Stretch]] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


def stretch_of(kind: BlockKind, row: Row) -> Stretch:
    """Return a row as a stretch, blanks kept, without number or bullet."""
    return Stretch(kind, _markdown(row, kind), row.place)


def _markdown(row: Row, kind: BlockKind) -> str:
    if len(row.lines) != 1 or not row.is_whole:
        return markdown.plain(row.text)
    line = row.lines[0]
    if (row.raw == row.text and row.raw in line.text) or kind is BlockKind.DATE_LINE:
        return (line.markup or markdown.plain(line.text)).strip(" \t\r\n")
    start = line.text.find(row.text)
    return markdown.plain(line.text[start:].rstrip(" \t\r\n") if start >= 0 else row.text)


def letters_of(text: str) -> str:
    """Return the letters of a name alone, so that dashes and quotation marks do not matter."""
    return "".join(filter(str.isalnum, words.folded(text)))


def read(rows: Sequence[Row], after: Sequence[Row], site: set[str]) -> Text:
    """Read the rows outside of lists; `after` are those below the last list.

    `site` holds the letters of the names of the lists: a line at the top that is
    one of them names the site that carries the statement.
    """
    text = Text()
    start = _body_start(rows)
    _read_head(rows[:start], text, site)
    _read_body(rows[start:], text)
    if any(map(is_prose, after)) and not any(map(is_prose, rows)):
        begins = _body_start(after)
        _read_head(after[:begins], text, site)
        _read_body(after[begins:], text)
    else:
        _read_tail(after, text)
    return text


def _body_start(rows: Sequence[Row]) -> int:
    for at, row in enumerate(rows):
        if _head_kind(row) or row.kind is LineKind.TITLE:
            continue
        if is_prose(row) and not _is_above_head(rows, at):
            return at
        if row.marked and any(is_prose(each) for each in rows[:at]):
            return at
    return len(rows)


def _is_above_head(rows: Sequence[Row], at: int) -> bool:
    """Whether a long row is a title, since what belongs to a head follows it."""
    if rows[at].count > _LONGEST_TITLE or rows[at].marked:
        return False
    following = rows[at + 1 : at + 1 + _NEAR]
    return any(
        _head_kind(row) in (BlockKind.DATE_LINE, BlockKind.ADDRESSEE, BlockKind.SALUTATION)
        or row.kind is LineKind.TITLE
        for row in following
    )


def _head_kind(row: Row) -> BlockKind | None:
    if is_date_row(row):
        return BlockKind.DATE_LINE
    if row.marked or row.cells or row.count > _LONGEST_ADDRESS:
        return None
    for field_, kind in (
        ("copies", BlockKind.CC),
        ("salutations", BlockKind.SALUTATION),
        ("addressees", BlockKind.ADDRESSEE),
    ):
        if words.beginning(field_).match(row.folded):
            return kind
    return BlockKind.KICKER if words.whole("kickers").match(row.folded) else None


def _read_head(rows: Sequence[Row], text: Text, site: set[str]) -> None:
    unnamed: list[tuple[int, Row]] = []
    open_kind: BlockKind | None = None
    for at, row in enumerate(rows):
        kind = _head_kind(row)
        if kind is None and open_kind and not row.gap and row.kind is LineKind.TEXT:
            kind = open_kind
        goes_on = kind in (BlockKind.ADDRESSEE, BlockKind.CC)
        open_kind = kind if goes_on and (row.text.endswith((":", ",")) or open_kind) else None
        if kind is BlockKind.DATE_LINE:
            _add_date(row, text)
        elif kind is None or row.kind is LineKind.TITLE:
            unnamed.append((at, row))
        else:
            _add(text.head, kind, row)
    _read_titles(rows, unnamed, text, site)


def _read_titles(
    rows: Sequence[Row], unnamed: list[tuple[int, Row]], text: Text, site: set[str]
) -> None:
    """Choose the title among the lines of the head that nothing else names."""
    own: list[tuple[int, Row]] = []
    for at, row in unnamed:
        if letters_of(row.text) in site and len(unnamed) > 1:
            text.dropped += [Dropped(line, "name of the site") for line in row.lines]
        else:
            own.append((at, row))
    if not own:
        _kicker_as_title(text)
        return
    units = _units(own)
    title = max(units, key=lambda unit: max(_likely_title(rows, *each) for each in unit))
    for unit in units:
        if unit is title:
            text.head.setdefault(BlockKind.TITLE, []).append(_title(unit))
            continue
        if unit[-1][0] == len(rows) - 1 and _is_first_heading(unit):
            text.body += [stretch_of(BlockKind.HEADING, row) for _at, row in unit]
            continue
        kind = BlockKind.KICKER if unit[0][0] < title[0][0] else BlockKind.HEADING
        for _at, row in unit:
            _add(text.head, kind, row)


def _is_first_heading(unit: Sequence[tuple[int, Row]]) -> bool:
    """Whether the last line above the text is a heading of it, not a second title."""
    return all(row.kind is LineKind.HEADING or row.count <= _SHORT for _at, row in unit)


def _units(own: Sequence[tuple[int, Row]]) -> list[list[tuple[int, Row]]]:
    """Lines that go on with each other make one title."""
    units: list[list[tuple[int, Row]]] = []
    for at, row in own:
        if units and units[-1][-1][0] == at - 1 and _goes_on(units[-1][-1][1], row):
            units[-1].append((at, row))
        else:
            units.append([(at, row)])
    return units


def _title(unit: Sequence[tuple[int, Row]]) -> Stretch:
    rows = [row for _at, row in unit]
    if len(rows) == 1:
        return Stretch(BlockKind.TITLE, markdown.plain(rows[0].text), rows[0].place)
    shown = " ".join(markdown.plain(row.text) for row in rows)
    return Stretch(BlockKind.TITLE, shown, replace(rows[0].place, last=rows[-1].place.last))


def _kicker_as_title(text: Text) -> None:
    """A line such as "Open letter" is the title where there is no other."""
    kickers = text.head.get(BlockKind.KICKER, [])
    if kickers and BlockKind.TITLE not in text.head:
        text.head[BlockKind.TITLE] = [replace(kickers.pop(), kind=BlockKind.TITLE)]
        if not kickers:
            del text.head[BlockKind.KICKER]


def _likely_title(rows: Sequence[Row], at: int, row: Row) -> float:
    following = rows[at + 1] if at + 1 < len(rows) else None
    points = min(row.count, 12) / 4
    points += 8 * (row.kind is LineKind.TITLE) + 3 * (row.kind is LineKind.HEADING)
    points += 1.5 * (following is not None and _head_kind(following) is not None)
    points -= 2 * (at == 0 and row.count <= 5)
    # The first heading of the text stands right above it.
    points -= 3 * (following is None and row.count <= _SHORTEST_TITLE)
    return points - 0.01 * at


def _goes_on(above: Row, row: Row) -> bool:
    return above.text.endswith(_JOINS) or row.text[:1].islower()


def _add_date(row: Row, text: Text) -> None:
    text.dates.append((row, stretch_of(BlockKind.DATE_LINE, row)))


def _add(parts: Parts, kind: BlockKind, row: Row) -> None:
    parts.setdefault(kind, []).append(stretch_of(kind, row))


def _read_body(rows: Sequence[Row], text: Text) -> None:
    open_kind: BlockKind | None = None
    for at, row in enumerate(rows):
        kind = _tail_kind(row) or (open_kind if open_kind and not is_prose(row) else None)
        if kind is BlockKind.DATE_LINE:
            _add_date(row, text)
        elif kind:
            _add(text.tail, kind, row)
        else:
            text.body.append(stretch_of(_body_kind(rows, at), row))
        opens = kind in (BlockKind.CONTACT, BlockKind.NOTE, BlockKind.CC)
        open_kind = kind if opens and not row.marked else None


def _read_tail(rows: Sequence[Row], text: Text) -> None:
    open_kind = BlockKind.NOTE
    for row in rows:
        kind = _tail_kind(row) or open_kind
        if kind is BlockKind.DATE_LINE:
            _add_date(row, text)
            continue
        _add(text.tail, kind, row)
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
