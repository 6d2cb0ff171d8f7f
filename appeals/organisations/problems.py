"""What can be wrong with a spreadsheet of organisations."""

from dataclasses import dataclass
from enum import StrEnum


class ProblemCode(StrEnum):
    """What is wrong with a file, a column or a cell; the forms say it in words."""

    TOO_LARGE = "too_large"
    EMPTY_FILE = "empty_file"
    WRONG_ENCODING = "wrong_encoding"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    OLD_FORMAT = "old_format"
    UNSAFE_FILE = "unsafe_file"
    BROKEN_QUOTES = "broken_quotes"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_ROWS = "too_many_rows"
    NO_ROWS = "no_rows"
    MISSING_COLUMN = "missing_column"
    UNKNOWN_COLUMN = "unknown_column"
    DUPLICATE_COLUMN = "duplicate_column"
    CELL_BEYOND_COLUMNS = "cell_beyond_columns"
    FORMULA = "formula"
    MISSING_NAME = "missing_name"
    ACRONYM_WITHOUT_NAME = "acronym_without_name"
    NAME_TOO_LONG = "name_too_long"
    NAME_HAS_LINE_BREAK = "name_has_line_break"
    NAME_HAS_CONTROL_CHARACTER = "name_has_control_character"
    NAME_HAS_DIRECTION_OVERRIDE = "name_has_direction_override"
    NAME_HAS_WEB_ADDRESS = "name_has_web_address"
    BAD_LIST = "bad_list"
    BAD_WORD = "bad_word"
    BAD_COUNTRY = "bad_country"
    BAD_EMAIL = "bad_email"
    BAD_LANGUAGE = "bad_language"
    MISSING_EMAIL = "missing_email"
    DUPLICATE_ROW = "duplicate_row_in_file"
    DUPLICATE_EMAIL = "duplicate_email_in_file"


@dataclass(frozen=True)
class Problem:
    """One thing to mend: row and column as the file shows them, and an excerpt of the cell.

    No row means the file as a whole; `other_row` is where the same stands already.
    """

    row: int | None
    column: str
    code: ProblemCode
    value: str = ""
    other_row: int | None = None


def excerpt(value: str) -> str:
    """The beginning of a cell, fit to be shown on one line."""
    printable = "".join(c if c.isprintable() else "\ufffd" for c in value.strip())
    return printable if len(printable) <= 60 else printable[:59] + "…"
