"""Which reader a file is for: its name says, its first bytes must agree."""

from appeals.readers.troubles import LARGEST_FILE, Trouble, Unreadable

# Extension to the module that reads it.
READERS = {".docx": "docx", ".html": "html", ".htm": "html", ".txt": "text"}
ACCEPTED = tuple(READERS)
# Reads what comes back of our own making; which files it is for is not told by a name.
REVIEW = "review"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_OTHERS = (_OLE, _ZIP, b"%PDF-", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")
# The stream in which Office keeps a document that has a password (MS-OFFCRYPTO 2.3.4.4).
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


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
    if reader == "docx":
        _judge_word(data)
    elif data.startswith(_OTHERS):
        raise Unreadable(Trouble.NOT_TEXT)
    return reader


def _judge_word(data: bytes) -> None:
    if data.startswith(_OLE):
        raise Unreadable(Trouble.PASSWORD if _PROTECTED in data else Trouble.OLD_WORD)
    if not data.startswith(_ZIP):
        raise Unreadable(Trouble.NOT_WORD)
