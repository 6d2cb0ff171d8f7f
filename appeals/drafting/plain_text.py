"""Plain text as people type, paste and send it: cleaned, counted, cut into paragraphs."""

import re
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from anyascii import anyascii

from appeals.document.footnotes import gathered

LONGEST_WORDING = 20_000  # characters
MOST_SEGMENTS = 400
LONGEST_SLUG = 60

# What Word and some editors write for a line break.
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# No file format of ours can hold these, and nobody sees them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_WORD = re.compile(r"[^\W_]+(?:[-'’.,/][^\W_]+)*")


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with a mark; else `UnicodeDecodeError`."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def clean(text: str) -> str:
    """Return the text as it is stored: NFC, LF, nothing unprintable, no blanks around it.

    No-break spaces are kept: they are typography, and somebody's to judge.
    """
    text = _UNPRINTABLE.sub("", _LINE_BREAKS.sub("\n", text))
    return unicodedata.normalize("NFC", text).strip(" \t\n")


def paragraphs(text: str) -> list[str]:
    """Cut a text where lines are empty; a paragraph keeps the line breaks inside it.

    The texts of footnotes go to the paragraph with their mark, also from the end of the text.
    """
    pieces = (clean(piece) for piece in _EMPTY_LINES.split(_LINE_BREAKS.sub("\n", text)))
    return gathered(piece for piece in pieces if piece.strip())


def word_count(text: str) -> int:
    """Count words as a reader does: "300,000", "don't" and "sign-on" are one each."""
    return len(_WORD.findall(text))


def slug_from(title: str) -> str:
    """Return a title as small Latin letters, digits and hyphens; nothing if it has no letters."""
    words = re.findall(r"[a-z0-9]+", anyascii(title).lower().replace("'", ""))
    slug = "-".join(words)[:LONGEST_SLUG]
    return slug.rstrip("-")
