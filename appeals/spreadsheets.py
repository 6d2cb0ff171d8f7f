"""Tables as CSV and XLSX, in which nothing that was typed can become a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from zipfile import ZipFile

from appeals.document.packing import write_zip

Cell = str | int | datetime | None

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What a spreadsheet program would take for a formula.
_FORMULA = re.compile("[=+\\-@\t\r＝＋－＠]")
# XML 1.0 has no place for these, nor has a cell for more characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST_CELL = 32_767
# What the name of a sheet cannot hold.
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\\/*?:\[\]]")
_LONGEST_NAME = 31
# When it was made, which openpyxl writes in any case.
_UNDATED = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Return the rows as CSV (RFC 4180); moments are written as ISO 8601."""
    # The mark at the start tells spreadsheet programs that this is UTF-8.
    out = io.StringIO("\ufeff")
    out.seek(1)
    csv.writer(out).writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue()


def as_xlsx(title: str, rows: Iterable[Sequence[Cell]], *, about: str = "") -> bytes:
    """Return a workbook with one sheet whose first row, the heading, stays in view.

    `about` is what the properties of the file say of it.
    The same rows give the same bytes: the file holds no date of its own.
    """
    from openpyxl import Workbook  # takes long to import
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    book.properties.creator = None  # it states itself as the author
    book.properties.description = _UNPRINTABLE.sub("", about) or None
    sheet = book.create_sheet(_NOT_IN_NAMES.sub("", title)[:_LONGEST_NAME].strip("' "))
    sheet.freeze_panes = "A2"
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet)
            if isinstance(value, str):
                # Told that it is text, no program reads it as a formula.
                cell.value = _UNPRINTABLE.sub("", value)[:_LONGEST_CELL]
                cell.data_type = "s"
            else:
                # A cell knows no time zone; callers pass the time they want to be read.
                cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
            cells.append(cell)
        sheet.append(cells)
    dated, out = io.BytesIO(), io.BytesIO()
    book.save(dated)
    with ZipFile(dated) as parts:
        write_zip(((name, _UNDATED.sub(b"", parts.read(name))) for name in parts.namelist()), out)
    return out.getvalue()


def _written(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    text = "" if cell is None else str(cell)
    return f"'{text}" if _FORMULA.match(text) else text
