"""The Word round trip, as far as it is installed: the writer and reader of marked-up copies."""

from importlib import import_module
from importlib.util import find_spec
from typing import BinaryIO, Protocol, cast

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, Revision
from appeals.errors import NotFound
from appeals.reviewing.returned import BadFile, Returned

LARGEST_FILE = 20 * 1024 * 1024  # bytes
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MODULE = "appeals.reviewing.word"


class Word(Protocol):
    """What `reviewing/word.py` offers."""

    def write_review_copy(self, appeal: Appeal, revision: Revision, language: str) -> bytes:
        """Return a copy of one language version to be marked up, as a DOCX file."""

    def read_returned(
        self, session: Session, appeal: Appeal, filename: str, data: bytes
    ) -> Returned:
        """Return what a marked-up copy says; raise `Invalid` for any other file.

        It is read before the turn to write is taken: that takes long.
        """


def word() -> Word | None:
    """Return the writer and reader; without them the pages offer no files."""
    return cast(Word, import_module(_MODULE)) if find_spec(_MODULE) else None


def read(session: Session, appeal: Appeal, filename: str, stream: BinaryIO) -> Returned:
    """Return what a file that was sent says of this appeal; raise `Invalid`."""
    reader = word()
    if reader is None:
        raise BadFile(_("Files cannot be read here yet."))
    # One byte too many is enough to tell that a file is too large.
    data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise BadFile(_("The file is too large. At most 20 megabytes can be read."))
    returned = reader.read_returned(session, appeal, filename, data)
    if not _is_of(session, appeal, returned):
        raise BadFile(
            _("This file was made of another text. Download it here, mark it up, and send it back.")
        )
    return returned


def _is_of(session: Session, appeal: Appeal, returned: Returned) -> bool:
    try:
        drafting.get_revision(session, appeal, returned.revision)
    except NotFound:
        return False
    return returned.slug == appeal.slug and returned.language in appeal.languages
