"""What is wrong with a name, a row or a file, and what to do about it, in words."""

from flask_babel import lazy_gettext as _

from appeals.organisations.look_alikes import Likeness
from appeals.organisations.merging import Part
from appeals.organisations.names import NameFault
from appeals.organisations.problems import Problem, ProblemCode

NAME_FAULTS = {
    NameFault.EMPTY: _("Enter a name that can be seen."),
    NameFault.TOO_LONG: _("This is longer than 300 characters. Shorten it."),
    NameFault.LINE_BREAK: _("There is a line break inside. Write it on one line."),
    NameFault.CONTROL_CHARACTER: _(
        "There is an invisible control character inside. Type the text anew instead of pasting it."
    ),
    NameFault.DIRECTION_OVERRIDE: _(
        "There is an invisible sign inside that reverses the direction of writing. "
        "Type the text anew instead of pasting it."
    ),
    NameFault.WEB_ADDRESS: _(
        "This looks like a web address, which mail programs would turn into a link. "
        "Write the name without it."
    ),
}

PROBLEMS = {
    ProblemCode.TOO_LARGE: _("The file is too large. Split it into files of at most 20 megabytes."),
    ProblemCode.EMPTY_FILE: _("The file is empty. Choose the file that holds the table."),
    ProblemCode.WRONG_ENCODING: _(
        "The characters of the file cannot be read. "
        "Save it in the spreadsheet program as “CSV UTF-8” or as XLSX."
    ),
    ProblemCode.NOT_A_SPREADSHEET: _(
        "This is not a table that can be read. Save it in the spreadsheet program as XLSX or CSV."
    ),
    ProblemCode.OLD_FORMAT: _(
        "This is the old Excel format. Open the file in the spreadsheet program and save it as "
        "XLSX."
    ),
    ProblemCode.UNSAFE_FILE: _(
        "The file is built in a way that could do harm. "
        "Copy the table into a new workbook and save that one."
    ),
    ProblemCode.BROKEN_QUOTES: _(
        "A quotation mark is opened here and never closed. "
        "Close it, or save the file anew in the spreadsheet program."
    ),
    ProblemCode.TOO_MANY_COLUMNS: _("There are more than 100 columns. Delete those not needed."),
    ProblemCode.TOO_MANY_ROWS: _("There are more than 10,000 rows. Split the file."),
    ProblemCode.NO_ROWS: _("There is a heading and no row below it. Add the organisations."),
    ProblemCode.MISSING_COLUMN: _(
        "No column holds a name. The first row must be a heading with a column "
        "such as name_en or name_ru; see the template."
    ),
    ProblemCode.UNKNOWN_COLUMN: _(
        "There is no column called “%(value)s”. Correct the heading or delete the column; "
        "see the template."
    ),
    ProblemCode.DUPLICATE_COLUMN: _("This column occurs twice. Delete one of the two."),
    ProblemCode.CELL_BEYOND_COLUMNS: _(
        "“%(value)s” stands in a column without heading. Give the column a heading or empty the "
        "cell; a comma in a name needs quotation marks around the name."
    ),
    ProblemCode.FORMULA: _("The cell holds a formula. Replace it by its value."),
    ProblemCode.MISSING_NAME: _("The row has no name. Give one in at least one language."),
    ProblemCode.ACRONYM_WITHOUT_NAME: _(
        "“%(value)s” stands here without a name in that language. Add the name or empty the cell."
    ),
    ProblemCode.NAME_TOO_LONG: _("“%(value)s” is longer than 300 characters. Shorten it."),
    ProblemCode.NAME_HAS_LINE_BREAK: _(
        "“%(value)s” has a line break inside. Write it on one line."
    ),
    ProblemCode.NAME_HAS_CONTROL_CHARACTER: _(
        "“%(value)s” has an invisible control character inside. "
        "Type the text anew instead of pasting it."
    ),
    ProblemCode.NAME_HAS_DIRECTION_OVERRIDE: _(
        "“%(value)s” has an invisible sign inside that reverses the direction of writing. "
        "Type the text anew instead of pasting it."
    ),
    ProblemCode.NAME_HAS_WEB_ADDRESS: _(
        "“%(value)s” looks like a web address, which mail programs would turn into a link. "
        "Write the name without it."
    ),
    ProblemCode.BAD_LIST: _("“%(value)s” is no list. Write signatory or supporter, or nothing."),
    ProblemCode.BAD_WORD: _(
        "“%(value)s” is longer than 60 characters or has invisible signs inside. "
        "Part categories and topics by semicolons."
    ),
    ProblemCode.BAD_COUNTRY: _(
        "“%(value)s” is not a country. Write a name or a two-letter code, such as Georgia or GE; "
        "part several by commas."
    ),
    ProblemCode.BAD_EMAIL: _("“%(value)s” is not an e-mail address. Correct it or leave it empty."),
    ProblemCode.BAD_LANGUAGE: _(
        "“%(value)s” is not a language code. Write one such as en, ru or pt-BR."
    ),
    ProblemCode.MISSING_EMAIL: _(
        "“%(value)s” is named without an e-mail address. Add the address or empty the cell."
    ),
    ProblemCode.DUPLICATE_ROW: _(
        "“%(value)s” stands in row %(other_row)s already. Keep one of the two rows."
    ),
    ProblemCode.DUPLICATE_EMAIL: _(
        "%(value)s stands in row %(other_row)s already. Give each organisation its own address."
    ),
}

LIKENESSES = {
    Likeness.SAME: _("the same but for case, punctuation or legal form"),
    Likeness.ONE_LETTER_APART: _("one letter apart"),
    Likeness.TRANSLITERATION: _("the same in other letters"),
    Likeness.SAME_WORDS: _("the same words in another order"),
    Likeness.SAME_ACRONYM: _("the same acronym"),
}

PARTS = {
    Part.NAME: _("Name"),
    Part.ACRONYM: _("Acronym"),
    Part.SORT_KEY: _("Sorted as"),
    Part.COUNTRIES: _("Countries"),
    Part.ALIASES: _("Other names"),
    Part.CONTACTS: _("Contacts"),
    Part.CATEGORIES: _("Categories"),
    Part.TOPICS: _("Not to be asked about"),
}


def sentence(problem: Problem) -> str:
    """Say why the cell cannot be taken and how to mend it."""
    return str(PROBLEMS[problem.code]) % {
        "value": problem.value,
        "other_row": problem.other_row,
    }
