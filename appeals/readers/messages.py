"""What is wrong with a file, in words that say how to mend it."""

from collections.abc import Mapping

from flask_babel import format_decimal, lazy_gettext
from flask_babel import gettext as _

from appeals.errors import Invalid
from appeals.readers.troubles import (
    LONGEST_TEXT,
    MOST_LINES,
    MOST_PAGES,
    MOST_PARTS,
    Trouble,
    Unreadable,
)

Sentences = Mapping[Trouble, object]

_OF_TEXTS: Sentences = {
    Trouble.EMPTY: lazy_gettext("There is no text in it. Choose another file, or paste the text."),
    Trouble.WRONG_EXTENSION: lazy_gettext(
        "Files of this kind cannot be read. Choose one whose name ends in .docx, .odt, .pdf, "
        ".html, .md or .txt; Word and LibreOffice can save a text as .docx."
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
    Trouble.NOT_AS_NAMED: lazy_gettext(
        "The file is of another kind than the end of its name says. Open it in the program it was "
        "made with and save it as .docx, .odt or .txt."
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
    Trouble.SCANNED: lazy_gettext(
        "The pages of this PDF are pictures, or hold letters that cannot be told. Take the file it "
        "was made from, or have the text recognised (OCR) and save it as .docx."
    ),
    Trouble.BACKWARDS: lazy_gettext(
        "Text written from right to left cannot be read from a PDF without losing the order of its "
        "words. Take the file it was made from (.docx, .odt or .html), or paste the text."
    ),
}
# What is said otherwise, since no text is wanted from these files.
TEMPLATE: Sentences = {
    Trouble.EMPTY: lazy_gettext("The file is empty. Choose another one."),
    Trouble.NOT_WORD: lazy_gettext(
        "This is no Word file. Choose one whose name ends in .docx or .dotx."
    ),
    Trouble.BROKEN: lazy_gettext(
        "The file is damaged. Open it in Word or LibreOffice and save it again."
    ),
    Trouble.TOO_LARGE: lazy_gettext(
        "The file is too large: at most 20 megabytes, also when unpacked. Remove text and pictures "
        "that are not in header or footer."
    ),
    Trouble.UNSAFE: lazy_gettext(
        "The file holds something that does not belong in a template and could do harm. Copy "
        "header and footer into a new document and save that."
    ),
    Trouble.TOO_SLOW: lazy_gettext(
        "Reading the file takes too long. Remove the text from it, and leave header and footer."
    ),
    Trouble.LEADS_OUTSIDE: lazy_gettext(
        "Header or footer of the template lead outside, by a link or a field: take it out."
    ),
    Trouble.STRANGE_OBJECT: lazy_gettext(
        "Header or footer hold something that is neither text nor picture, such as a table of "
        "another program. Put a picture (PNG or JPEG) in its place."
    ),
    Trouble.STRANGE_PICTURE: lazy_gettext(
        "Header or footer hold a picture that is neither PNG nor JPEG, such as SVG, EMF or WMF. "
        "Save it as PNG and insert it anew."
    ),
    Trouble.LARGE_PICTURE: lazy_gettext(
        "A picture in header or footer has more than 2,000 pixels on a side. Let Word compress the "
        "pictures (220 ppi), or insert a smaller one."
    ),
    Trouble.LARGE_TEMPLATE: lazy_gettext(
        "Header, footer and styles take more than 5 megabytes. Insert smaller pictures, and do not "
        "embed fonts."
    ),
}
PICTURE: Sentences = {
    Trouble.NO_PICTURE: lazy_gettext(
        "This is no picture that can be used. Choose a PNG or JPEG file."
    ),
    Trouble.VECTOR: lazy_gettext(
        "This is an SVG file. It can hold programs and lead outside, so it is not taken. Save it "
        "as PNG and choose that."
    ),
    Trouble.TOO_MANY_PIXELS: lazy_gettext(
        "The picture is too large: at most 2,000 by 2,000 pixels. Make it smaller and choose it "
        "again."
    ),
    Trouble.HEAVY_PICTURE: lazy_gettext(
        "The file is too large: at most 1 megabyte. Make the picture smaller and choose it again."
    ),
    Trouble.BROKEN: lazy_gettext(
        "The picture is damaged. Open it in a program for pictures and save it again as PNG."
    ),
    Trouble.TOO_LARGE: lazy_gettext(
        "The picture cannot be read. Save it again as PNG, with fewer pixels."
    ),
    Trouble.TOO_SLOW: lazy_gettext(
        "The picture cannot be read. Save it again as PNG, with fewer pixels."
    ),
}
_SENTENCES = {**PICTURE, **TEMPLATE, **_OF_TEXTS}
_COUNTED = {
    Trouble.TOO_MANY_PARTS: (
        lazy_gettext(
            "The text has more than %(most)s paragraphs. Part the paragraphs by empty lines, or "
            "put it in piece by piece."
        ),
        MOST_PARTS,
    ),
    Trouble.TOO_LONG: (
        lazy_gettext("The text is longer than %(most)s characters. Put it in piece by piece."),
        LONGEST_TEXT,
    ),
    Trouble.TOO_MUCH: (
        lazy_gettext(
            "The file has more than %(most)s lines, or very long ones. Put what belongs together "
            "into files of their own."
        ),
        MOST_LINES,
    ),
    Trouble.TOO_MANY_PAGES: (
        lazy_gettext(
            "The PDF has more than %(most)s pages. Save the pages that hold the text as a file of "
            "their own."
        ),
        MOST_PAGES,
    ),
}
_LONGEST_NAME = 80


def invalid(error: Unreadable, name: str = "", of: Sentences | None = None) -> Invalid:
    """Return the error that tells a reader of this trouble, and with which of several files.

    `of` is what is said of a file that is no text.
    """
    sentence = str(of[error.trouble]) if of and error.trouble in of else _sentence(error)
    # A name may hold letters that turn the rest of the line around.
    shown = "".join(letter for letter in name if letter.isprintable())[-_LONGEST_NAME:]
    if not shown:
        return Invalid(sentence)
    return Invalid(_("%(name)s: %(sentence)s", name=shown, sentence=sentence))


def _sentence(error: Unreadable) -> str:
    if error.really:
        sentence = _(
            "In truth this is a file of the kind %(extension)s. Let its name end in %(extension)s "
            "and choose it again.",
            extension=error.really,
        )
        return str(sentence)
    if error.trouble in _COUNTED:
        counted, most = _COUNTED[error.trouble]
        return str(counted % {"most": format_decimal(most)})
    return str(_SENTENCES[error.trouble])
