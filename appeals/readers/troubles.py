"""Why a file cannot be read; `messages` says it in words."""

from enum import StrEnum

LARGEST_FILE = 20_000_000  # bytes, packed or unpacked
LARGEST_TEMPLATE = 5_000_000  # bytes, of what is taken from it
LARGEST_PICTURE = 1_000_000  # bytes
MOST_PARTS = 1_000
LONGEST_TEXT = 400_000  # characters
# A statement in several languages has its lists with it.
MOST_LINES = 40_000
MOST_PAGES = 500  # of a PDF
LONGEST_STATEMENT = 2_000_000  # characters


class Trouble(StrEnum):
    """What is wrong with a file or text, each with its own way to mend it."""

    EMPTY = "empty"
    WRONG_EXTENSION = "wrong_extension"
    OLD_WORD = "old_word"
    PASSWORD = "password"  # noqa: S105
    MACROS = "macros"
    TOO_LARGE = "too_large"
    UNSAFE = "unsafe"
    NOT_WORD = "not_word"
    NOT_AS_NAMED = "not_as_named"
    NOT_TEXT = "not_text"
    BROKEN = "broken"
    ENCODING = "encoding"
    TOO_SLOW = "too_slow"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_LONG = "too_long"
    TOO_MUCH = "too_much"
    TOO_MANY_PAGES = "too_many_pages"
    SCANNED = "scanned"
    BACKWARDS = "backwards"
    # Of a Word template.
    LEADS_OUTSIDE = "leads_outside"
    STRANGE_OBJECT = "strange_object"
    STRANGE_PICTURE = "strange_picture"
    LARGE_PICTURE = "large_picture"
    LARGE_TEMPLATE = "large_template"
    # Of a picture.
    NO_PICTURE = "no_picture"
    VECTOR = "vector"
    TOO_MANY_PIXELS = "too_many_pixels"
    HEAVY_PICTURE = "heavy_picture"
    NO_REVIEW = "no_review"  # a Word file, but none of our rows in it


class Unreadable(ValueError):
    """The file is refused; carries the reason, never what is in the file.

    `really` is how the name of the file should end, where it ends otherwise.
    """

    def __init__(self, trouble: Trouble, *, really: str = "") -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.really = really
