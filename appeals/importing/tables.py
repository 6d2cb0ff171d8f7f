"""Names in a table: which column is the name, which the country, the city, the person."""

from collections.abc import Sequence
from dataclasses import replace

from appeals.importing import countries, words
from appeals.importing.acronyms import is_acronym
from appeals.importing.items import Item
from appeals.importing.people import is_organisation
from appeals.importing.rows import Row

_HEADS = ("number", "name", "country", "city", "person", "acronym")
_MOST = 0.6  # of the cells of a column tell what it is


def items_of(rows: Sequence[Row]) -> tuple[list[Item], list[Row]]:
    """Read the rows of a table into items; rows of one cell that divide it come back as groups."""
    width = max(len(row.cells) for row in rows)
    table = [[*row.cells, *[""] * (width - len(row.cells))] for row in rows]
    heads = _heads(table[0])
    body = list(zip(rows, table, strict=True))[bool(heads) :]
    groups = [rows[0]] if heads else []
    columns = heads or _columns([cells for _row, cells in body])
    items: list[Item] = []
    group = ""
    for row, cells in body:
        filled = [cell for cell in cells if cell.strip()]
        if width > 1 and len(filled) == 1 and _is_group(filled[0]):
            groups.append(replace(row, text=filled[0]))
            group = filled[0]
            continue
        items += _of_row(row, cells, columns, group)
    return items, groups


def _heads(cells: Sequence[str]) -> dict[int, str]:
    """What the first row says that the columns are; empty if it is no row of heads."""
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        folded = words.folded(cell)
        for head in _HEADS:
            if folded and words.whole(f"{head}_columns").match(folded):
                found.setdefault(at, head)
    return found if len(found) > len(cells) / 2 or "name" in found.values() else {}


def _columns(table: Sequence[Sequence[str]]) -> dict[int, str]:
    """What the cells of the columns are; columns of names side by side are all names."""
    found: dict[int, str] = {}
    for at, column in enumerate(zip(*table, strict=True)):
        cells = [cell.strip() for cell in column if cell.strip()]
        for head, test in (
            ("number", lambda cell: cell.strip(" .)").isdigit()),
            ("country", lambda cell: bool(countries.codes_of(cell))),
            ("city", countries.is_city),
        ):
            if cells and sum(test(cell) for cell in cells) >= _MOST * len(cells):
                found[at] = head
                break
    rest = [at for at in range(len(table[0])) if at not in found] if table else []
    return found | _named(rest, table)


def _named(rest: Sequence[int], table: Sequence[Sequence[str]]) -> dict[int, str]:
    def share(at: int, test: object) -> float:
        cells = [row[at].strip() for row in table if row[at].strip()]
        return sum(bool(test(cell)) for cell in cells) / len(cells) if cells else 0  # type: ignore[operator]

    organisations = {at: share(at, is_organisation) for at in rest}
    acronyms = {at: share(at, is_acronym) for at in rest}
    found = {at: "acronym" for at in rest[1:] if acronyms[at] >= _MOST and organisations[at] < 0.3}
    names = [at for at in rest if at not in found]
    best = max(organisations.values(), default=0)
    for at in names:
        is_name = at == names[0] or organisations[at] > 0.5 * best > 0.1
        found[at] = "name" if is_name else "other"
    return found


def _is_group(text: str) -> bool:
    folded = words.folded(text.rstrip(": "))
    return bool(words.whole("groups").match(folded) or countries.codes_of(text.rstrip(": ")))


def _of_row(row: Row, cells: Sequence[str], columns: dict[int, str], group: str) -> list[Item]:
    number = next(
        (
            int(cells[at].strip(" .)"))
            for at, head in columns.items()
            if head == "number" and cells[at].strip(" .)").isdigit()
        ),
        None,
    )
    fields = tuple(
        (head, cells[at].strip())
        for at, head in columns.items()
        if head not in ("number", "name") and cells[at].strip()
    )
    names = [cells[at] for at, head in sorted(columns.items()) if head == "name"]
    names = [" ".join(name.split()) for name in names if name.strip()]
    return [
        Item(name, row.place, number=number, group=group, column=at, fields=fields, row=row)
        for at, name in enumerate(names)
    ]
