"""A PDF that has a text in it, into parts or lines; pictures of text are refused."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError

from appeals.document.markdown import plain
from appeals.document.tree import BlockKind
from appeals.readers import lines, pdf_layout, text
from appeals.readers.lines import Line, LineKind
from appeals.readers.parts import Part, checked
from appeals.readers.pdf_edges import furniture
from appeals.readers.pdf_layout import Printed
from appeals.readers.troubles import LONGEST_STATEMENT, MOST_PAGES, Trouble, Unreadable

# What pypdf would import only when it comes to need it.
LATE = (
    *("pypdf.filters", "pypdf._codecs._codecs", "pypdf._codecs.core_font_metrics"),
    *("pypdf._crypt_providers._fallback", "pypdf.generic._image_inline", "encodings.charmap"),
)
# Bytes of one stream, unpacked: a page of text takes some ten thousand.
_MOST_UNPACKED = 8_000_000
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": _MOST_UNPACKED,
    "lzw_maximum_output_length": _MOST_UNPACKED,
    "run_length_maximum_output_length": _MOST_UNPACKED,
    "brotli_maximum_output_length": _MOST_UNPACKED,
    "array_based_stream_maximum_output_length": _MOST_UNPACKED,
    "zlib_maximum_recovery_input_length": 1_000_000,
    "stream_decoding_work_maximum_length": 4 * _MOST_UNPACKED,
    "stream_parsing_work_maximum_count": 500_000,
    "stream_filters_maximum_length": 4,
    "page_tree_maximum_entries": 10 * MOST_PAGES,
    "page_tree_maximum_depth": 50,
    "page_tree_maximum_page_entries": 100 * MOST_PAGES,
    "xform_maximum_invocations_per_extraction": 500,
    "jbig2dec_binary": None,
    "disable_legacy_handling": True,
}
_KINDS = {LineKind.TITLE: BlockKind.TITLE, LineKind.HEADING: BlockKind.HEADING}
# Fewer letters on a page are a stamp, or a number beside a picture.
_LEAST_TEXT = 20
# Fonts need not say which letters their shapes are.
_MOST_UNKNOWN = 0.2
# Right-to-left writing stands in a PDF as it is drawn; the order of its words would be guessed.
_MOST_BACKWARDS = 0.05


def read(data: bytes) -> list[Part]:
    """Read the text of a PDF, its wrapped lines joined, without what repeats on every page."""
    kept = [line for line in read_lines(data) if line.kind is not LineKind.FURNITURE]
    return checked(part for kind, group in groupby(kept, _kind) for part in _parts(kind, group))


def read_lines(data: bytes) -> list[Line]:
    """Read a PDF line by line as printed, an empty line where paragraphs stand apart."""
    try:
        with apply_configuration(**_LIMITS):
            pages = _pages(data)
    except (Unreadable, MemoryError):
        raise
    except LimitReachedError as error:
        raise Unreadable(Trouble.UNSAFE) from error
    except Exception as error:  # whatever a damaged file makes it raise
        raise Unreadable(Trouble.BROKEN) from error
    _refuse_unsure(pages)
    return lines.checked(lines.numbered(pdf_layout.lines_of(pages, furniture(pages))))


def _pages(data: bytes) -> list[list[Printed]]:
    reader = PdfReader(BytesIO(data))
    # Many files forbid printing or copying only, and open without a password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(Trouble.PASSWORD)
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable(Trouble.TOO_MANY_PAGES)
    pages, length = [], 0
    for page in reader.pages:
        pages.append(_printed(page))
        length += sum(len(each.text) for each in pages[-1])
        if length > LONGEST_STATEMENT:
            raise Unreadable(Trouble.TOO_MUCH)
    return pages


def _printed(page: PageObject) -> list[Printed]:
    pieces = pdf_layout.Pieces()
    page.extract_text(visitor_text=pieces.add)
    return pieces.lines()


def _refuse_unsure(pages: list[list[Printed]]) -> None:
    said = ["".join(line.text for line in page) for page in pages]
    written = [text for text in said if len(text) >= _LEAST_TEXT]
    letters = Counter(map(_category, "".join(said)))
    total = max(letters.total() - letters[" "], 1)
    if 2 * len(written) < len(pages) or letters["?"] > _MOST_UNKNOWN * total:
        raise Unreadable(Trouble.SCANNED)
    if letters["R"] > _MOST_BACKWARDS * total:
        raise Unreadable(Trouble.BACKWARDS)


def _category(letter: str) -> str:
    if letter == "\ufffd" or unicodedata.category(letter) == "Co":
        return "?"
    return "R" if unicodedata.bidirectional(letter) in ("R", "AL") else letter


def _kind(line: Line) -> LineKind:
    return line.kind


def _parts(kind: LineKind, group: Iterator[Line]) -> Iterator[Part]:
    said = [line.text for line in group]
    if kind in _KINDS:
        yield Part(_KINDS[kind], plain(" ".join(said)))
    elif any(said):
        parts = text.parts_of("\n".join(said))
        yield from (Part(part.kind, plain(part.text)) for part in parts)
