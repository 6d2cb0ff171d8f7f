"""What is wrong with a file, in words that say how to mend it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from appeals.errors import Invalid
from appeals.readers.troubles import LONGEST_TEXT, MOST_PARTS, Trouble

_SENTENCES = {
    Trouble.EMPTY: lazy_gettext("There is no text in it. Choose another file, or paste the text."),
    Trouble.WRONG_EXTENSION: lazy_gettext(
        "Files of this kind cannot be read. Choose one whose name ends in .docx, .html, .htm or "
        ".txt; Word and LibreOffice can save a text as .docx."
    ),
    Trouble.OLD_WORD: lazy_gettext(
        "This is a file of an older Word (.doc). Open it and save it as .docx."
    ),
    Trouble.PASSWORD: lazy_gettext(
        "The file is protected by a password. Open it, remove the password and save it again."
    ),
    Trouble.MACROS: lazy_gettext(
        "The file holds macros or other programs. Save it as an ordinary Word document (.docx), "
        "without macros."
    ),
    Trouble.TOO_LARGE: lazy_gettext(
        "The file is too large: at most 20 megabytes, also when unpacked. Remove pictures from it, "
        "or paste the text."
    ),
    Trouble.UNSAFE: lazy_gettext(
        "The file holds something that does not belong in a text and could do harm. Copy the text "
        "into a new document and save that, or paste the text."
    ),
    Trouble.NOT_WORD: lazy_gettext(
        "This is not a Word document, although its name says so. Open it in Word or LibreOffice "
        "and save it as .docx."
    ),
    Trouble.NOT_TEXT: lazy_gettext(
        "This is not a text, although its name says so. Open it in the program it was made with "
        "and save it as .docx or .txt."
    ),
    Trouble.BROKEN: lazy_gettext(
        "The file is damaged. Open it in Word or LibreOffice and save it again, or paste the text."
    ),
    Trouble.ENCODING: lazy_gettext(
        "The letters of the text cannot be told: its encoding is unknown. Save it with the "
        "encoding UTF-8, or paste the text."
    ),
    Trouble.NO_REVIEW: lazy_gettext(
        "This is not the file that was made here for comments: its table of numbered paragraphs is "
        "missing. Send that file back, with your changes in its table."
    ),
    Trouble.TOO_SLOW: lazy_gettext(
        "Reading the file takes too long. Copy the text into a new document, or paste the text."
    ),
}


def invalid(trouble: Trouble) -> Invalid:
    """Return the error that tells a reader of this trouble."""
    if trouble is Trouble.TOO_MANY_PARTS:
        return Invalid(
            _(
                "The text has more than %(most)s paragraphs. Part the paragraphs by empty lines, "
                "or put it in piece by piece.",
                most=MOST_PARTS,
            )
        )
    if trouble is Trouble.TOO_LONG:
        return Invalid(
            _(
                "The text is longer than %(most)s characters. Put it in piece by piece.",
                most=LONGEST_TEXT,
            )
        )
    return Invalid(str(_SENTENCES[trouble]))
