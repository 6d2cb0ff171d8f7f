"""The registry as a spreadsheet: its columns, and what is wrong with which row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from email_validator import EmailNotValidError, validate_email

from appeals import languages
from appeals.organisations import names, words
from appeals.organisations.cells import Line, UnreadableFile, read_lines
from appeals.organisations.problems import Problem, ProblemCode, excerpt

MOST_ROWS = 10_000
# RFC 5321, 4.5.3.1.3, less the angle brackets.
_LONGEST_EMAIL = 254

ListKind = Literal["signatory", "supporter"]

_PLAIN_COLUMNS = (
    *("list", "countries", "aliases", "contact_name", "email", "language"),
    *("categories", "unasked_topics"),
)
_NAME_COLUMN = re.compile(r"(name|acronym|sort_key)_([a-z]{2,3}(?:[-_][a-z0-9]+)*)")
_NAME_PART = re.compile(r"(?:name|acronym|sort_key)_(.+)")
# Our own exports put an apostrophe before what a spreadsheet program would take for a formula.
_NEUTRALISED = re.compile("'(?=[=+\\-@\t\r＝＋－＠])")


_NAME_PROBLEMS = {
    names.NameFault.EMPTY: ProblemCode.MISSING_NAME,
    names.NameFault.TOO_LONG: ProblemCode.NAME_TOO_LONG,
    names.NameFault.LINE_BREAK: ProblemCode.NAME_HAS_LINE_BREAK,
    names.NameFault.CONTROL_CHARACTER: ProblemCode.NAME_HAS_CONTROL_CHARACTER,
    names.NameFault.DIRECTION_OVERRIDE: ProblemCode.NAME_HAS_DIRECTION_OVERRIDE,
    names.NameFault.WEB_ADDRESS: ProblemCode.NAME_HAS_WEB_ADDRESS,
}


@dataclass(frozen=True)
class NameParts:
    name: str
    acronym: str = ""
    sort_key: str = ""


@dataclass(frozen=True)
class ContactParts:
    """The person written to; `language` is empty if the file does not say."""

    name: str
    email: str
    language: str


@dataclass(frozen=True)
class Row:
    """An organisation as one row of the file has it, names keyed by language."""

    number: int
    names: Mapping[str, NameParts]
    countries: tuple[str, ...]
    aliases: tuple[str, ...]
    contact: ContactParts | None
    list: ListKind | None
    categories: tuple[str, ...] = ()
    unasked_topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The rows without a problem, and every problem of the others and of the file."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read(data: bytes) -> Sheet:
    """Read CSV or XLSX; never raises for what is in the file."""
    rows: list[Row] = []
    problems: list[Problem] = []
    try:
        for row, complaints in _read_rows(read_lines(data)):
            problems += complaints
            if row and not complaints:
                rows.append(row)
    except UnreadableFile as error:
        problems.append(Problem(error.row, "", error.code))
    return Sheet(tuple(rows), tuple(problems))


@dataclass
class _Cells:
    """The cells of one row by column, and what is wrong with them."""

    number: int
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __getitem__(self, column: str) -> str:
        return self.texts.get(column, "")

    def complain(self, column: str, code: ProblemCode, value: str, row: int | None = None) -> None:
        self.problems.append(Problem(self.number, column, code, excerpt(value), row))


def _read_rows(lines: Iterator[Line]) -> Iterator[tuple[Row | None, list[Problem]]]:
    """Yield the problems of the header, then each row with its problems."""
    header = next(lines)
    columns, problems = _columns(header)
    yield None, problems
    if not any(column.startswith("name_") for column in columns):
        yield None, [Problem(header.number, "name_en", ProblemCode.MISSING_COLUMN)]
        return

    seen: dict[tuple[str, str], int] = {}
    count = 0
    for count, line in enumerate(lines, 1):
        if count > MOST_ROWS:
            yield None, [Problem(line.number, "", ProblemCode.TOO_MANY_ROWS)]
            return
        cells = _cells(line, columns)
        row = _row(cells)
        _look_for_duplicates(row, cells, seen)
        yield row, cells.problems
    if not count:
        yield None, [Problem(None, "", ProblemCode.NO_ROWS)]


def _columns(header: Line) -> tuple[list[str], list[Problem]]:
    """The canonical name of each column: "?" for one we do not know, "" for one without title."""
    columns: list[str] = []
    problems: list[Problem] = []
    for title in header.cells:
        column = _canonical_column(title)
        if column == "?":
            shown = excerpt(title)
            problems.append(Problem(header.number, shown, ProblemCode.UNKNOWN_COLUMN, shown))
        elif column and column in columns:
            problems.append(
                Problem(header.number, column, ProblemCode.DUPLICATE_COLUMN, excerpt(title))
            )
        columns.append(column)
    return columns, problems


def _canonical_column(title: str) -> str:
    """Titles may differ in case and surrounding space; "name_PT-br" is `name_pt-BR`."""
    plain = title.strip().casefold()
    match = _NAME_COLUMN.fullmatch(plain)
    if not match:
        return plain if plain in _PLAIN_COLUMNS or not plain else "?"
    try:
        return f"{match[1]}_{languages.canonical(match[2])}"
    except ValueError:
        return "?"


def _cells(line: Line, columns: list[str]) -> _Cells:
    cells = _Cells(line.number)
    for at, text in enumerate(line.cells):
        column = columns[at] if at < len(columns) else ""
        if at in line.formulas:
            cells.complain(column or _letters(at), ProblemCode.FORMULA, text)
        if column:
            cells.texts.setdefault(column, _NEUTRALISED.sub("", text.strip(), count=1))
        elif text.strip() and at not in line.formulas:
            cells.complain(_letters(at), ProblemCode.CELL_BEYOND_COLUMNS, text)
    return cells


def _row(cells: _Cells) -> Row:
    return Row(
        number=cells.number,
        names=_names(cells),
        countries=_countries(cells),
        aliases=_aliases(cells),
        contact=_contact(cells),
        list=_list(cells),
        categories=_words(cells, "categories"),
        unasked_topics=_words(cells, "unasked_topics"),
    )


def _names(cells: _Cells) -> dict[str, NameParts]:
    named: dict[str, NameParts] = {}
    for tag in _languages(cells):
        parts = [_clean(cells, f"{part}_{tag}") for part in ("name", "acronym", "sort_key")]
        if parts[0]:
            named[tag] = NameParts(*parts)
        elif not cells[f"name_{tag}"]:
            column = f"acronym_{tag}" if parts[1] else f"sort_key_{tag}"
            cells.complain(column, ProblemCode.ACRONYM_WITHOUT_NAME, cells[column])
    if not any(cells[column] for column in cells.texts if column.startswith("name_")):
        cells.complain("name_en", ProblemCode.MISSING_NAME, "")
    return named


def _languages(cells: _Cells) -> list[str]:
    """The languages in which the row says anything, in the order of the columns."""
    matches = (_NAME_PART.fullmatch(column) for column, text in cells.texts.items() if text)
    return list(dict.fromkeys(match[1] for match in matches if match))


def _clean(cells: _Cells, column: str) -> str:
    return _cleaned(cells, column, cells[column]) if cells[column] else ""


def _cleaned(cells: _Cells, column: str, text: str) -> str:
    try:
        return names.clean(text)
    except names.BadName as error:
        cells.complain(column, _NAME_PROBLEMS[error.fault], text)
        return ""


def _countries(cells: _Cells) -> tuple[str, ...]:
    spoken = (*languages.INTERFACE_LANGUAGES, *_languages(cells))
    try:
        return languages.parse_countries(cells["countries"], spoken)
    except languages.BadCountry as error:
        cells.complain("countries", ProblemCode.BAD_COUNTRY, error.value)
        return ()


def _aliases(cells: _Cells) -> tuple[str, ...]:
    parts = (part.strip() for part in cells["aliases"].split(";"))
    cleaned = (_cleaned(cells, "aliases", part) for part in parts if part)
    return tuple(dict.fromkeys(alias for alias in cleaned if alias))


def _words(cells: _Cells, column: str) -> tuple[str, ...]:
    try:
        return words.parsed(cells[column])
    except words.BadWord as error:
        cells.complain(column, ProblemCode.BAD_WORD, error.word)
        return ()


def _contact(cells: _Cells) -> ContactParts | None:
    name, email, language = _clean(cells, "contact_name"), _email(cells), _language(cells)
    if name and not cells["email"]:
        cells.complain("email", ProblemCode.MISSING_EMAIL, name)
    return ContactParts(name, email, language) if email else None


def _email(cells: _Cells) -> str:
    if not cells["email"]:
        return ""
    if len(cells["email"]) > _LONGEST_EMAIL:
        cells.complain("email", ProblemCode.BAD_EMAIL, cells["email"])
        return ""
    try:
        # Whether the domain exists is the mail server's to find out, not a reader's.
        checked = validate_email(
            cells["email"],
            check_deliverability=False,
            test_environment=True,
            allow_smtputf8=False,
        )
    except EmailNotValidError:
        cells.complain("email", ProblemCode.BAD_EMAIL, cells["email"])
        return ""
    # Mail servers know a domain in other letters by its Latin form alone.
    return checked.ascii_email or ""


def _language(cells: _Cells) -> str:
    if not cells["language"]:
        return ""
    try:
        return languages.canonical(cells["language"])
    except ValueError:
        cells.complain("language", ProblemCode.BAD_LANGUAGE, cells["language"])
        return ""


def _list(cells: _Cells) -> ListKind | None:
    kind = cells["list"].casefold()
    kinds: tuple[ListKind, ...] = get_args(ListKind)
    for known in kinds:
        if kind == known:
            return known
    if kind:
        cells.complain("list", ProblemCode.BAD_LIST, cells["list"])
    return None


def _look_for_duplicates(row: Row, cells: _Cells, seen: dict[tuple[str, str], int]) -> None:
    """Two rows with one name, or one address, would overwrite each other when imported."""
    for tag, parts in row.names.items():
        other = seen.setdefault((tag, parts.name.casefold()), row.number)
        if other != row.number:
            cells.complain(f"name_{tag}", ProblemCode.DUPLICATE_ROW, parts.name, other)
            return
    email = row.contact.email.casefold() if row.contact else ""
    other = seen.setdefault(("@", email), row.number) if email else row.number
    if other != row.number:
        cells.complain("email", ProblemCode.DUPLICATE_EMAIL, email, other)


def _letters(at: int) -> str:
    """The name a spreadsheet program gives to the column at a position counted from 0."""
    before, last = divmod(at, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
