"""How far a list goes: which rows are still of it, which divide it, which end it."""

from collections.abc import Sequence

from appeals.importing import headings, inline, words
from appeals.importing.dates import is_date_row
from appeals.importing.items import Found
from appeals.importing.prose import ends_sentence, is_prose
from appeals.importing.rows import Row
from appeals.readers.lines import LineKind

# So many names at least make a list that no heading announces.
FEWEST = 3
NEAR = 2  # rows
_LONGEST_NUMBERED = 60  # words


def ends_list(rows: Sequence[Row], at: int, found: Found) -> bool:
    """Whether the list has ended above this row."""
    row = rows[at]
    if found.items and row.place.source != found.items[-1].place.source:
        return True
    if found.items or found.groups:
        heading = headings.heading_in(row)
        if heading and not row.marked and _is_followed(rows, at):
            return True
    if row.kind in (LineKind.NOTE, LineKind.TITLE, LineKind.QUOTATION):
        return True
    if is_after_lists(row):
        return True
    numbered = bool(found.items) and found.items[-1].number is not None
    if row.number is not None and row.count <= _LONGEST_NUMBERED:
        return bool(found.items) and not numbered and _is_notes(rows, at)
    if numbered and not _is_between_numbers(rows, at, found):
        return True
    if _is_below_bullets(rows, at, found):
        return True
    if is_prose(row):
        return not _is_names_in_a_row(row, found)
    if is_date_row(row):
        return not _is_followed_by_names(rows, at)
    return False


def _is_below_bullets(rows: Sequence[Row], at: int, found: Found) -> bool:
    """Whether the bullets have ended above this row."""
    if not found.items or found.items[-1].row is None or not found.items[-1].row.bullet:
        return False
    if rows[at].marked or goes_on(rows, at, found):
        return False
    return not any(row.bullet for row in rows[at + 1 : at + 1 + NEAR])


def _is_names_in_a_row(row: Row, found: Found) -> bool:
    """Whether a long row is all the names, cut by commas, or a name with what it is."""
    if not found.items and headings.are_names(row.text):
        return len(inline.items_of(row.text, row.place)) >= FEWEST
    return row.bullet and not ends_sentence(row.text) and row.count <= _LONGEST_NUMBERED


def is_after_lists(row: Row) -> bool:
    if row.marked:
        return False
    folded = row.folded
    if any(words.beginning(field).match(folded) for field in ("contacts", "copies", "notes")):
        return True
    return "@" in row.text or folded.startswith(("http://", "https://", "www."))


def _is_notes(rows: Sequence[Row], at: int) -> bool:
    """Whether numbers that begin in a list without numbers are those of notes."""
    row = rows[at]
    return row.raw.startswith("[") or (row.number == 1 and (is_prose(row) or "http" in row.text))


def _is_followed(rows: Sequence[Row], at: int) -> bool:
    return at + 1 < len(rows) and not is_prose(rows[at + 1])


def _is_followed_by_names(rows: Sequence[Row], at: int) -> bool:
    following = rows[at + 1 : at + 1 + FEWEST]
    return bool(following) and all(
        not is_prose(row) and not is_date_row(row) and not is_after_lists(row) for row in following
    )


def _is_between_numbers(rows: Sequence[Row], at: int, found: Found) -> bool:
    """Whether a row without number still is of a list with numbers."""
    if goes_on(rows, at, found):
        return True
    following = [row for row in rows[at + 1 : at + 1 + NEAR] if row.number is not None]
    last = max((item.number or 0 for item in found.items[-2:]), default=0)
    return bool(following) and following[0].number in (1, last + 1, last + 2)


def is_group(rows: Sequence[Row], at: int, found: Found) -> bool:
    """Whether a row divides the list: what it says tells, or that numbers begin anew below."""
    row = rows[at]
    following = rows[at + 1] if at + 1 < len(rows) else None
    if following is None or row.number is not None or (row.bullet and not following.marked):
        return False
    if following.cells:
        return row.count <= 12
    if following.number is not None and not row.marked and not following.raw.startswith("["):
        is_restart = following.number == 1
        last = found.items[-1].number if found.items else None
        is_apart = row.gap > 0 and last is not None and following.number == last + 1
        return row.count <= 12 and (is_restart or is_apart or headings.is_group(row))
    return headings.is_group(row) and not is_prose(following)


def goes_on(rows: Sequence[Row], at: int, found: Found) -> bool:
    """Whether a row goes on with the name above it, which was too long for a line."""
    row = rows[at]
    if not found.items or row.marked or row.cells or found.items[-1].row is None:
        return False
    last = found.items[-1]
    if row.gap:
        return False
    text = last.text
    if text.count("(") > text.count(")") and ")" in row.text:
        return True
    before = last.row
    following = rows[at + 1] if at + 1 < len(rows) else None
    if last.number is not None:
        # A line between two numbers that follow each other.
        goes_on = following is None or following.number == last.number + 1
        return goes_on or row.indent > (before.indent if before else 0)
    if before is not None and (before.bullet or row.indent > before.indent + 1):
        return (
            before.bullet
            or not found.items[:-1]
            or found.items[-2].row is None
            or (found.items[-2].row.indent == before.indent)
        )
    if text.rstrip().endswith((",", ";", ".")):
        return False
    return row.text[:1].islower() and not _is_list_of_small(rows, at)


def _is_list_of_small(rows: Sequence[Row], at: int) -> bool:
    near = rows[max(0, at - 3) : at + 4]
    return sum(row.text[:1].islower() for row in near) > len(near) / 2
