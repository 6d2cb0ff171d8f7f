"""Answers that came by mail as a table: CSV, XLSX, or pasted out of either."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from appeals import languages
from appeals.organisations import names
from appeals.organisations.cells import Line, UnreadableFile, read_lines
from appeals.organisations.problems import Problem, ProblemCode, excerpt

MOST_ROWS = 1_000
LONGEST_EVIDENCE = 1_000
COLUMNS = ("organisation", "answer", "name", "role", "received", "language", "evidence")
_REQUIRED = ("organisation", "answer", "name", "role", "received", "evidence")


class Given(StrEnum):
    """What the organisation wrote."""

    SIGN = "sign"
    SUPPORT = "support"
    DECLINE = "decline"


# As people write it into a table of their own.
_SPELLINGS = {
    **{each.value: each for each in Given},
    **{word: Given.SIGN for word in ("signs", "signed", "подписать", "подписывает", "подпись")},
    **{word: Given.SUPPORT for word in ("supports", "поддержать", "поддерживает", "поддержка")},
    **{word: Given.DECLINE for word in ("declines", "declined", "отказ", "отказывается", "нет")},
}


class Trouble(StrEnum):
    """What is wrong with a row of answers."""

    MISSING = "missing"  # the cell is empty
    ANSWER = "answer"
    DAY = "day"
    LANGUAGE = "language"
    TEXT = "text"  # too long, or with invisible signs
    COLUMN = "column"  # the table has no such column
    UNKNOWN_COLUMN = "unknown_column"
    FORMULA = "formula"
    TOO_MANY_ROWS = "too_many_rows"
    NO_ROWS = "no_rows"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Fault:
    """One thing to mend; no row means the table as a whole."""

    row: int | None
    column: str
    trouble: Trouble
    value: str = ""
    # Why the file cannot be read, if that is the trouble.
    code: ProblemCode | None = None

    @property
    def problem(self) -> Problem | None:
        return Problem(self.row, self.column, self.code, self.value) if self.code else None


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """An answer as one row has it; `language` is empty if it does not say."""

    number: int
    organisation: str
    given: Given
    name: str
    role: str
    received: date
    language: str
    evidence: str


@dataclass(frozen=True)
class AnswerSheet:
    """The rows without a fault, and every fault of the others and of the table."""

    rows: tuple[AnswerRow, ...]
    faults: tuple[Fault, ...]


def read(data: bytes) -> AnswerSheet:
    """Read a table; never raises for what is in it."""
    rows: list[AnswerRow] = []
    faults: list[Fault] = []
    try:
        for row, found in _read(read_lines(data)):
            faults += found
            if row:
                rows.append(row)
    except UnreadableFile as error:
        faults.append(Fault(error.row, "", Trouble.UNREADABLE, code=error.code))
    return AnswerSheet(tuple(rows), tuple(faults))


def _read(lines: Iterator[Line]) -> Iterator[tuple[AnswerRow | None, list[Fault]]]:
    header = next(lines)
    columns = [cell.strip().casefold() for cell in header.cells]
    unknown = [each for each in columns if each and each not in COLUMNS]
    missing = [each for each in _REQUIRED if each not in columns]
    yield (
        None,
        [Fault(header.number, excerpt(each), Trouble.UNKNOWN_COLUMN) for each in unknown]
        + [Fault(header.number, each, Trouble.COLUMN) for each in missing],
    )
    if missing:
        return
    count = 0
    for count, line in enumerate(lines, 1):
        if count > MOST_ROWS:
            yield None, [Fault(line.number, "", Trouble.TOO_MANY_ROWS)]
            return
        yield _row(line, columns)
    if not count:
        yield None, [Fault(None, "", Trouble.NO_ROWS)]


def _row(line: Line, columns: list[str]) -> tuple[AnswerRow | None, list[Fault]]:
    cells = {
        column: line.cells[at].strip() if at < len(line.cells) else ""
        for at, column in enumerate(columns)
    }
    faults = [
        Fault(line.number, columns[at] if at < len(columns) else "", Trouble.FORMULA)
        for at in line.formulas
    ]

    def fault(column: str, trouble: Trouble) -> None:
        faults.append(Fault(line.number, column, trouble, excerpt(cells[column])))

    for column in _REQUIRED:
        if not cells[column]:
            fault(column, Trouble.MISSING)
    for column in ("organisation", "name", "role", "evidence"):
        most = LONGEST_EVIDENCE if column == "evidence" else 300
        if cells[column] and not _is_plain(cells[column], most):
            fault(column, Trouble.TEXT)
    given = _SPELLINGS.get(cells["answer"].casefold())
    if cells["answer"] and given is None:
        fault("answer", Trouble.ANSWER)
    received = _day(cells["received"])
    if cells["received"] and received is None:
        fault("received", Trouble.DAY)
    language = _language(cells.get("language", ""))
    if language is None:
        fault("language", Trouble.LANGUAGE)
    if faults or given is None or received is None or language is None:
        return None, faults
    row = AnswerRow(
        number=line.number,
        organisation=cells["organisation"],
        given=given,
        name=cells["name"],
        role=cells["role"],
        received=received,
        language=language,
        evidence=cells["evidence"],
    )
    return row, faults


def _is_plain(text: str, most: int) -> bool:
    try:
        # A note may name an address or go over several lines; what turns or hides text may not.
        names.clean(" ".join(text.replace("://", " ").replace("www.", " ").split())[:300])
    except names.BadName as error:
        return error.fault is names.NameFault.WEB_ADDRESS and len(text) <= most
    return len(text) <= most


def _day(text: str) -> date | None:
    """Return a day written as 2026-11-20, also with a time behind it, or as 20.11.2026."""
    day = text.split(" ")[0].split("T")[0]
    parts = day.split(".")
    if len(parts) == 3:
        day = f"{parts[2]}-{parts[1]:0>2}-{parts[0]:0>2}"
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _language(text: str) -> str | None:
    try:
        return languages.canonical(text) if text else ""
    except ValueError:
        return None
