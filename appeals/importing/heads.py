"""The head of a text: kicker, title, date, addressees, copies, salutation."""

from collections.abc import Sequence
from dataclasses import replace

from appeals.document import markdown
from appeals.document.tree import BlockKind
from appeals.importing import words
from appeals.importing.dates import is_date_row
from appeals.importing.model import Dropped, Stretch
from appeals.importing.prose import is_prose
from appeals.importing.rows import Row
from appeals.importing.texts import Text, add, add_date, letters_of, stretch_of
from appeals.readers.lines import LineKind

SITE_NAME = "name of the site"

_LONGEST_TITLE = 35
_SHORTEST_TITLE = 2
_SHORT = 4
_LONGEST_ADDRESS = 40
_NEAR = 4  # rows
_JOINS = (":", "–", "—", "-", ",")


def body_start(rows: Sequence[Row]) -> int:
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


def read_head(rows: Sequence[Row], text: Text, site: set[str]) -> None:
    unnamed: list[tuple[int, Row]] = []
    open_kind: BlockKind | None = None
    for at, row in enumerate(rows):
        kind = _head_kind(row)
        if kind is None and open_kind and not row.gap and row.kind is LineKind.TEXT:
            kind = open_kind
        goes_on = kind in (BlockKind.ADDRESSEE, BlockKind.CC)
        open_kind = kind if goes_on and (row.text.endswith((":", ",")) or open_kind) else None
        if kind is BlockKind.DATE_LINE:
            add_date(row, text)
        elif kind is None or row.kind is LineKind.TITLE:
            unnamed.append((at, row))
        else:
            add(text.head, kind, row)
    _read_titles(rows, unnamed, text, site)


def _read_titles(
    rows: Sequence[Row], unnamed: list[tuple[int, Row]], text: Text, site: set[str]
) -> None:
    """Choose the title among the lines of the head that nothing else names."""
    own: list[tuple[int, Row]] = []
    for at, row in unnamed:
        if letters_of(row.text) in site and len(unnamed) > 1:
            text.dropped += [Dropped(line, SITE_NAME) for line in row.lines]
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
            add(text.head, kind, row)


def _units(own: Sequence[tuple[int, Row]]) -> list[list[tuple[int, Row]]]:
    """Lines that go on with each other make one title."""
    units: list[list[tuple[int, Row]]] = []
    for at, row in own:
        if units and units[-1][-1][0] == at - 1 and _goes_on(units[-1][-1][1], row):
            units[-1].append((at, row))
        else:
            units.append([(at, row)])
    return units


def _is_first_heading(unit: Sequence[tuple[int, Row]]) -> bool:
    """Whether the last line above the text is a heading of it, not a second title."""
    return all(row.kind is LineKind.HEADING or row.count <= _SHORT for _at, row in unit)


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
