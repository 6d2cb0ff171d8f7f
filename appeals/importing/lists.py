"""Lists under a text: from the heading to the last name, whatever shape they have."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from appeals.importing import headings, inline, people, tables, words
from appeals.importing.dates import is_date_row
from appeals.importing.headings import Heading
from appeals.importing.items import Item
from appeals.importing.model import ListRole
from appeals.importing.prose import ends_sentence, is_prose
from appeals.importing.rows import Row
from appeals.importing.separators import cut
from appeals.readers.lines import LineKind

# So many names at least make a list that no heading announces.
FEWEST = 3
_LONGEST_NUMBERED = 60
_NEAR = 2  # rows


@dataclass
class Found:
    """A list as rows: `at` is where it begins, `end` the first row after it."""

    heading: Heading | None
    at: int
    end: int
    row: Row | None = None
    items: list[Item] = field(default_factory=list)
    groups: list[Row] = field(default_factory=list)
    # Rows among the names that are none: a date, a remark.
    others: list[Row] = field(default_factory=list)

    @property
    def names(self) -> int:
        return len(self.items)


def find(rows: Sequence[Row]) -> list[Found]:
    """Find the lists of one language version, in order."""
    found: list[Found] = []
    at = 0
    while at < len(rows):
        heading = headings.heading_in(rows[at])
        each = _under(rows, at, heading) if heading else None
        if each:
            found.append(each)
            at = each.end
        else:
            at += 1
    return found or _without_heading(rows)


def _under(rows: Sequence[Row], at: int, heading: Heading) -> Found | None:
    """Gather the list below a heading; None if there is none and the heading is no heading."""
    row = rows[at]
    if heading.after:
        items = inline.items_of(heading.after, row.place)
        end = at + 1
        return Found(heading, at, end, row, items)
    found = Found(heading, at, at + 1, row)
    _gather(rows, found)
    if not found.items:
        return None
    fewest = 1 if heading.sure and _is_announced(row, heading) else 2
    return found if found.names >= fewest else None


def _is_announced(row: Row, heading: Heading) -> bool:
    return row.text.endswith((":", "：", "՝", ",")) or row.kind is LineKind.HEADING or heading.sure


def _gather(rows: Sequence[Row], found: Found) -> None:
    """Take row after row for a name, a group or a continuation, up to what is none of these."""
    at = found.end
    while at < len(rows):
        row = rows[at]
        if ends_list(rows, at, found):
            break
        if row.cells:
            at = _table(rows, at, found)
            continue
        if _is_role_below(row, found):
            found.items[-1] = found.items[-1].continued(row, ", ")
        elif _continues(rows, at, found):
            found.items[-1] = found.items[-1].continued(row)
        elif is_group_here(rows, at, found):
            found.groups.append(row)
        elif is_date_row(row):
            found.others.append(row)
        else:
            found.items += _items(rows, at, found)
        at += 1
    found.end = at
    _leave_heading_below(rows, found)
    _split_single(found)


def _leave_heading_below(rows: Sequence[Row], found: Found) -> None:
    """The heading of a text below the list is no name, where a gap parts it from the names."""
    if found.end >= len(rows) or not is_prose(rows[found.end]) or found.names < 2:
        return
    last, before = found.items[-1].row, found.items[-2].row
    if last is None or before is None or last.marked or last.cells or last.place == before.place:
        return
    if last.gap > before.gap and rows[found.end - 1] is last:
        found.items.pop()
        found.end -= 1


def _table(rows: Sequence[Row], at: int, found: Found) -> int:
    end = at
    while end < len(rows) and rows[end].cells:
        end += 1
    items, groups = tables.items_of(rows[at:end])
    for item in items:
        found.items.append(item if item.group else item.in_group(_group(found)))
    found.groups += groups
    return end


def _group(found: Found) -> str:
    return found.groups[-1].text.rstrip(":： ").strip() if found.groups else ""


def _items(rows: Sequence[Row], at: int, found: Found) -> list[Item]:
    row = rows[at]
    group = _group(found)
    columns = inline.columns_of(row)
    if columns:
        return [
            Item(text, row.place, number=number, group=group, column=column)
            for column, (number, text) in enumerate(columns)
        ]
    return [Item(row.text, row.place, number=row.number, group=group, row=row)]


def _is_role_below(row: Row, found: Found) -> bool:
    """Whether a row says what the person is whose name stands on the row above."""
    if not found.items or row.gap or row.marked:
        return False
    name = found.items[-1].text.rstrip(",")
    return people.is_name(name) and people.has_role(row.text)


def _split_single(found: Found) -> None:
    """Names in a row may take one row or several."""
    if not found.items:
        return
    if found.names > 1 and (whole := inline.over_rows([item.text for item in found.items])):
        first, last = found.items[0], found.items[-1]
        place = replace(first.place, last=last.place.last)
        found.items = inline.items_of(whole, place, group=first.group)
        return
    if found.names > _NEAR:
        return
    if any(_is_person(item.text) for item in found.items):
        return
    split = [inline.items_of(item.text, item.place, group=item.group) for item in found.items]
    if all(len(each) >= FEWEST for each in split):
        found.items = [item for each in split for item in each]


def _is_person(text: str) -> bool:
    parts = [part.strip() for part in cut(text, ",،")]
    return len(parts) > 1 and people.person_in(parts, individuals=False) is not None


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
    if _is_after_lists(row):
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
    if rows[at].marked or _continues(rows, at, found):
        return False
    return not any(row.bullet for row in rows[at + 1 : at + 1 + _NEAR])


def _is_names_in_a_row(row: Row, found: Found) -> bool:
    """Whether a long row is all the names, cut by commas, or a name with what it is."""
    if not found.items and headings.are_names(row.text):
        return len(inline.items_of(row.text, row.place)) >= FEWEST
    return row.bullet and not ends_sentence(row.text) and row.count <= _LONGEST_NUMBERED


def _is_after_lists(row: Row) -> bool:
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
        not is_prose(row) and not is_date_row(row) and not _is_after_lists(row) for row in following
    )


def _is_between_numbers(rows: Sequence[Row], at: int, found: Found) -> bool:
    """Whether a row without number still is of a list with numbers."""
    if _continues(rows, at, found):
        return True
    following = [row for row in rows[at + 1 : at + 1 + _NEAR] if row.number is not None]
    last = max((item.number or 0 for item in found.items[-2:]), default=0)
    return bool(following) and following[0].number in (1, last + 1, last + 2)


def is_group_here(rows: Sequence[Row], at: int, found: Found) -> bool:
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


def _continues(rows: Sequence[Row], at: int, found: Found) -> bool:
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


def _without_heading(rows: Sequence[Row]) -> list[Found]:
    """Names at the end that nothing announces, or at the beginning above the text."""
    prose = [at for at, row in enumerate(rows) if is_prose(row) and not _is_after_lists(row)]
    if not prose:
        return []
    at = prose[-1] + 1
    while at < len(rows) and (is_date_row(rows[at]) or _is_after_lists(rows[at])):
        at += 1
    found = Found(None, at, at)
    if at < len(rows) - 1 and rows[at].text.endswith(":") and not rows[at].marked:
        # Whatever language the heading is in, the names below it tell.
        found = Found(
            Heading(headings.role_of(rows[at].text) or _SIGNATORIES, rows[at].text, sure=False),
            at,
            at + 1,
            rows[at],
        )
    _gather(rows, found)
    if found.names < FEWEST or _are_demands(rows, prose[-1], found):
        return []
    return [found]


_SIGNATORIES = ListRole.SIGNATORIES


def _are_demands(rows: Sequence[Row], last: int, found: Found) -> bool:
    """Whether items at the end are those of the text: "We call on the government to:"."""
    if found.heading is not None and found.heading.sure:
        return False
    texts = [item.text for item in found.items]
    announced = rows[last].text.endswith((":", ";"))
    small = sum(text[:1].islower() for text in texts)
    ended = sum(text.endswith((";", ".")) and ends_sentence(text + ".") for text in texts)
    return small > len(texts) / 2 or (announced and ended > len(texts) / 2)
