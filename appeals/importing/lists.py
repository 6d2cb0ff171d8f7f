"""Lists under a text: from the heading to the last name, whatever shape they have."""

from collections.abc import Sequence
from dataclasses import replace

from appeals.importing import extents, headings, inline, people, tables
from appeals.importing.dates import is_date_row
from appeals.importing.extents import FEWEST, NEAR
from appeals.importing.headings import Heading
from appeals.importing.items import Found, Item
from appeals.importing.model import ListRole
from appeals.importing.prose import ends_sentence, is_prose
from appeals.importing.rows import Row
from appeals.importing.separators import cut
from appeals.readers.lines import LineKind

_MOST_ROWS = 60  # that names in a row take


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
        if extents.ends_list(rows, at, found):
            break
        if row.cells:
            at = _table(rows, at, found)
            continue
        if _is_role_below(row, found):
            found.items[-1] = found.items[-1].continued(row, ", ")
        elif extents.goes_on(rows, at, found):
            found.items[-1] = found.items[-1].continued(row)
        elif extents.is_group(rows, at, found):
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
    marked = any(item.number is not None or (item.row and item.row.bullet) for item in found.items)
    if marked:
        return
    if 1 < found.names <= _MOST_ROWS and (
        whole := inline.over_rows([item.text for item in found.items])
    ):
        first, last = found.items[0], found.items[-1]
        place = replace(first.place, last=last.place.last)
        found.items = inline.items_of(whole, place, group=first.group)
        return
    if found.names > NEAR:
        return
    if any(_is_person(item.text) for item in found.items):
        return
    split = [inline.items_of(item.text, item.place, group=item.group) for item in found.items]
    if all(len(each) >= FEWEST for each in split):
        found.items = [item for each in split for item in each]


def _is_person(text: str) -> bool:
    parts = [part.strip() for part in cut(text, ",،")]
    return len(parts) > 1 and people.person_in(parts, individuals=False) is not None


def _without_heading(rows: Sequence[Row]) -> list[Found]:
    """Names at the end that nothing announces, or at the beginning above the text."""
    prose = [at for at, row in enumerate(rows) if is_prose(row) and not extents.is_after_lists(row)]
    if not prose:
        return []
    at = prose[-1] + 1
    while at < len(rows) and (is_date_row(rows[at]) or extents.is_after_lists(rows[at])):
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
