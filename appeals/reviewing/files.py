"""Word files on their way out and in: a copy to be marked up, and the same one come back."""

from io import BytesIO
from typing import BinaryIO

from flask import send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals.drafting import services as drafting
from appeals.drafting.downloads import DOCX
from appeals.drafting.models import Appeal, Revision
from appeals.errors import Invalid, NotFound
from appeals.readers.review import Returned
from appeals.readers.sandbox import read_review
from appeals.readers.troubles import LARGEST_FILE
from appeals.reviewing.copies import copy_name, write_copy


def send_copy(
    session: Session,
    appeal: Appeal,
    language: str,
    *,
    name: str | None = None,
    with_reference: bool = False,
) -> ResponseReturnValue:
    """Answer with a copy of the latest revision; raise `NotFound` where there is none."""
    revision = drafting.latest_revision(session, appeal)
    if revision is None or language not in appeal.languages:
        raise NotFound
    file = write_copy(appeal, revision, language, with_reference=with_reference)
    return send_file(
        BytesIO(file),
        mimetype=DOCX,
        as_attachment=True,
        download_name=name or copy_name(appeal, revision, language),
    )


def read(
    session: Session, appeal: Appeal, filename: str, stream: BinaryIO
) -> tuple[str, Revision, Returned]:
    """Return language, revision and content of a file that was sent; raise `Invalid`.

    It is read before the turn to write is taken: that takes long.
    """
    # One byte too many is enough to tell that a file is too large.
    returned = read_review(filename, stream.read(LARGEST_FILE + 1))
    language, number = returned.language, returned.revision
    foreign = Invalid(
        _("This file was made of another text. Download it here, mark it up, and send it back.")
    )
    if returned.slug != appeal.slug or language not in appeal.languages or number is None:
        raise foreign
    try:
        return language, drafting.get_revision(session, appeal, number), returned
    except NotFound as error:
        raise foreign from error
