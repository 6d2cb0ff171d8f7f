"""A spreadsheet file, CSV or XLSX, as numbered lines of text. Nothing in it is evaluated."""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from appeals.organisations.problems import ProblemCode
from appeals.readers.census import is_plain_xml

LARGEST_FILE = 20_000_000
MOST_COLUMNS = 100
# The last row that a spreadsheet program has.
LAST_ROW = 1_048_576
MOST_ENTRIES = 200
HIGHEST_RATIO = 100

_DELIMITERS = (",", ";", "\t")


class UnreadableFile(ValueError):
    """The file is refused; `row` is where, if it is one place."""

    def __init__(self, code: ProblemCode, row: int | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.row = row


@dataclass(frozen=True)
class Line:
    """One row as a spreadsheet program shows it; the first is 1. `formulas` are cell positions."""

    number: int
    cells: tuple[str, ...]
    formulas: tuple[int, ...] = ()


def read_lines(data: bytes) -> Iterator[Line]:
    """Yield every line that is not blank. Raises `UnreadableFile`, also in the middle."""
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(ProblemCode.TOO_LARGE)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(ProblemCode.OLD_FORMAT)
    lines = _workbook_lines(data) if data.startswith(b"PK") else _csv_lines(_decoded(data))
    first = next(lines, None)
    if first is None:
        raise UnreadableFile(ProblemCode.EMPTY_FILE)
    yield from chain([first], lines)


def _decoded(data: bytes) -> str:
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(ProblemCode.WRONG_ENCODING, row) from error
    if "\0" in text:
        raise UnreadableFile(ProblemCode.NOT_A_SPREADSHEET)
    if encoding == "cp1251" and not _is_russian(text):
        raise UnreadableFile(ProblemCode.WRONG_ENCODING)
    return text


def _encoding(data: bytes) -> str:
    """UTF-16 and UTF-8 by their marks; Windows-1251 for what plainly is not UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    first_bytes, second_bytes = data[:1000:2], data[1:1000:2]
    if 0 in second_bytes and 0 not in first_bytes:
        return "utf-16-le"
    if 0 in first_bytes and 0 not in second_bytes:
        return "utf-16-be"
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - damaged if damaged else 0
    return "cp1251" if damaged > sound else "utf-8-sig"


def _is_russian(text: str) -> bool:
    """Whether Windows-1251 was the right guess: in a wrong one, words mix two alphabets."""
    words = [word for word in re.findall(r"\w+", text) if re.search("[\u0400-\u04ff]", word)]
    mixed = sum(1 for word in words if re.search("[A-Za-z]", word))
    return mixed * 2 < len(words)


def _csv_lines(text: str) -> Iterator[Line]:
    lines = io.StringIO(text, newline=None)
    start = re.match(r"sep=(.)\r?\n", text)
    if start:
        # Excel writes and obeys this line, and does not show it as a row.
        lines.readline()
    delimiter = start[1] if start else _delimiter(text)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, 1):
            if any(cell.strip() for cell in cells):
                yield Line(number, _trimmed(cells, number))
    except csv.Error as error:
        # A field beyond csv's own limit is a quotation mark that was never closed, too.
        raise UnreadableFile(ProblemCode.BROKEN_QUOTES, number + 1) from error


def _delimiter(text: str) -> str:
    header = re.sub(r'"[^"]*"', "", text.lstrip().partition("\n")[0])
    return max(_DELIMITERS, key=header.count)


def _trimmed(cells: list[str], number: int) -> tuple[str, ...]:
    last = max(at for at, cell in enumerate(cells, 1) if cell.strip())
    if last > MOST_COLUMNS:
        raise UnreadableFile(ProblemCode.TOO_MANY_COLUMNS, number)
    return tuple(cells[:last])


def _workbook_lines(data: bytes) -> Iterator[Line]:
    _take_census(data)
    # Loading openpyxl costs a quarter of a second, so only who needs it pays.
    from openpyxl import load_workbook

    # Whatever a damaged workbook makes openpyxl raise, the file is what is wrong.
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheet = book.worksheets[0]
            # The stated size of a sheet is often wrong, and may be a trap.
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(), 1):
                # Before a row that says it is the thousand-millionth, as many empty ones come.
                if number > LAST_ROW:
                    raise UnreadableFile(ProblemCode.TOO_MANY_ROWS)
                cells = [_text(cell.value) for cell in row]
                if any(cell.strip() for cell in cells):
                    formulas = tuple(at for at, cell in enumerate(row) if cell.data_type == "f")
                    yield Line(number, _trimmed(cells, number), formulas)
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(ProblemCode.NOT_A_SPREADSHEET) from error


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _take_census(data: bytes) -> None:
    """Refuse a ZIP that could harm before anything parses it (PROMISES 5.9)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if not _is_harmless(entries):
                raise UnreadableFile(ProblemCode.UNSAFE_FILE)
            if "xl/workbook.xml" not in archive.namelist():
                raise UnreadableFile(ProblemCode.NOT_A_SPREADSHEET)
            if not all(is_plain_xml(archive.read(entry)) for entry in entries if _is_xml(entry)):
                raise UnreadableFile(ProblemCode.UNSAFE_FILE)
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(ProblemCode.NOT_A_SPREADSHEET) from error


def _is_harmless(entries: list[zipfile.ZipInfo]) -> bool:
    names = [entry.filename.casefold() for entry in entries]
    return (
        len(entries) <= MOST_ENTRIES
        and len(set(names)) == len(names)
        and sum(entry.file_size for entry in entries) <= LARGEST_FILE
        and all(entry.file_size <= HIGHEST_RATIO * entry.compress_size for entry in entries)
        and not any(entry.flag_bits & 1 for entry in entries)
        and not any(".." in name or name.startswith("/") or "\\" in name for name in names)
        and not any(entry.external_attr >> 28 == 0xA for entry in entries)
    )


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.casefold().endswith((".xml", ".rels", ".vml"))
