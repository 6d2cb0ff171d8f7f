"""The Word round trip, as far as it is installed: the writer and reader of marked-up copies."""

from importlib import import_module
from importlib.util import find_spec
from typing import BinaryIO, Protocol, cast

from flask_babel import gettext as _

from appeals.drafting.models import Appeal, Revision
from appeals.reviewing.returned import BadFile, Returned

LARGEST_FILE = 20 * 1024 * 1024  # bytes
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MODULE = "appeals.reviewing.word"


class Word(Protocol):
    """What `reviewing/word.py` offers."""

    def write_review_copy(self, appeal: Appeal, revision: Revision, language: str) -> bytes:
        """Return a copy of one language version to be marked up, as a DOCX file."""

    def read_returned(self, data: bytes) -> Returned:
        """Return what a marked-up copy says; raise `returned.BadFile` for any other file."""


def word() -> Word | None:
    """Return the writer and reader; without them the pages offer no files."""
    return cast(Word, import_module(_MODULE)) if find_spec(_MODULE) else None


def read(stream: BinaryIO, appeal: Appeal) -> Returned:
    """Return what a file that was sent says of this appeal; raise `BadFile`."""
    reader = word()
    if reader is None:
        raise BadFile(_("Files cannot be read here yet."))
    # One byte too many is enough to tell that a file is too large.
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise BadFile(_("The file is too large. At most 20 megabytes can be read."))
    returned = reader.read_returned(data)
    if returned.appeal_id != appeal.id or returned.language not in appeal.languages:
        raise BadFile(
            _("This file was made of another text. Download it here, mark it up, and send it back.")
        )
    return returned
