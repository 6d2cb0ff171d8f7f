"""Which reader a file is for: its name says, its content must agree."""

import re

from appeals.readers.troubles import LARGEST_FILE, LARGEST_PICTURE, Trouble, Unreadable

# Extension to the module that reads it.
READERS = {
    ".docx": "docx",
    ".odt": "odt",
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}
ACCEPTED = tuple(READERS)
# Reads what comes back of our own making; which files it is for is not told by a name.
REVIEW = "review"
TEMPLATE = "template"
PICTURE = "picture"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OTHERS = (_OLE, _ZIP, b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!")
# The stream in which Office keeps a document that has a password (MS-OFFCRYPTO 2.3.4.4).
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
# The first entry of an OpenDocument text, which is never packed (part 2, 3.3).
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.text"
_WORD = re.compile(rb"word/document\d?\.xml", re.IGNORECASE)
# Other programs may put something in front (ISO 32000-2 annex I, note 1).
_PDF_WITHIN = 1024
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(rb"<[a-z!/]", re.IGNORECASE)
_TEXTS = ("text", "markdown", "html")


def reader_of(filename: str, data: bytes) -> str:
    """Return the name of the module that reads this file, or raise `Unreadable`."""
    _stem, _point, extension = filename.strip().lower().rpartition(".")
    reader = READERS.get(f".{extension}")
    if len(data) > LARGEST_FILE:
        raise Unreadable(Trouble.TOO_LARGE)
    if not data:
        raise Unreadable(Trouble.EMPTY)
    if extension in ("docm", "dotm"):
        raise Unreadable(Trouble.MACROS)
    if extension == "doc":
        raise Unreadable(Trouble.OLD_WORD)
    if reader is None:
        raise Unreadable(Trouble.WRONG_EXTENSION)
    really = _really(data)
    if really and READERS[really] != reader:
        raise Unreadable(Trouble.NOT_AS_NAMED, really=really)
    if reader in _TEXTS:
        return _reader_of_text(reader, data)
    if not really:
        _refuse(reader, data)
    return reader


def review_of(filename: str, data: bytes) -> str:
    """Return the module that reads a review copy that came back, or raise `Unreadable`."""
    if reader_of(filename, data) != READERS[".docx"]:
        raise Unreadable(Trouble.NO_REVIEW)
    return REVIEW


def template_of(filename: str, data: bytes) -> str:
    """Return the module that reads a Word template, or raise `Unreadable`."""
    stem, _point, extension = filename.strip().lower().rpartition(".")
    if extension not in ("docx", "dotx", "docm", "dotm", "doc"):
        raise Unreadable(Trouble.NOT_WORD)
    reader_of(f"{stem}.docx" if extension == "dotx" else filename, data)
    return TEMPLATE


def picture_of(_filename: str, data: bytes) -> str:
    """Return the module that reads a picture, or raise `Unreadable`; names do not count."""
    if not data:
        raise Unreadable(Trouble.NO_PICTURE)
    if len(data) > LARGEST_PICTURE:
        raise Unreadable(Trouble.HEAVY_PICTURE)
    return PICTURE


def _really(data: bytes) -> str | None:
    """The extension that the content tells, where it tells one."""
    if b"%PDF-" in data[:_PDF_WITHIN] and not data.startswith(_OTHERS):
        return ".pdf"
    if data.startswith(_ZIP) and _OPEN_DOCUMENT in data[:200]:
        return ".odt"
    return ".docx" if data.startswith(_ZIP) and _WORD.search(data) else None


def _reader_of_text(reader: str, data: bytes) -> str:
    if data.startswith(_OTHERS):
        raise Unreadable(Trouble.NOT_TEXT)
    # Pages are saved as .txt, and texts sent as .html; UTF-16 has zeros between.
    plain = data.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if reader == "html":
        return "html" if _TAG.search(plain) else "text"
    return "html" if _PAGE.match(plain) else reader


def _refuse(reader: str, data: bytes) -> None:
    if data.startswith(_OLE):
        raise Unreadable(Trouble.PASSWORD if _PROTECTED in data else Trouble.OLD_WORD)
    if reader == "docx" and not data.startswith(_ZIP):
        raise Unreadable(Trouble.NOT_WORD)
    if reader != "docx":
        raise Unreadable(Trouble.NOT_AS_NAMED)
