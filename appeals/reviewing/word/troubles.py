"""Why a returned file cannot be read."""

from enum import StrEnum


class Trouble(StrEnum):
    """What is wrong with a file, each with its own way to mend it."""

    BROKEN = "broken"
    TOO_LARGE = "too_large"
    UNSAFE = "unsafe"
    NOT_WORD = "not_word"
    NOT_A_REVIEW = "not_a_review"  # a Word file, but none of our rows in it


class Unreadable(ValueError):
    """The file is refused; carries the reason, never what is in the file."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
