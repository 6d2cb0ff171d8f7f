"""A coordinator's Word template: what is taken of it, after the census."""

from base64 import b64encode
from dataclasses import asdict
from typing import Any

from appeals.document import images
from appeals.document.docx_frame import framed
from appeals.document.docx_own_template import Fault, Unsuitable
from appeals.document.docx_template import new_document
from appeals.readers.archives import WORD
from appeals.readers.census import parts_of
from appeals.readers.troubles import LARGEST_TEMPLATE, Trouble, Unreadable

_TROUBLES = {
    Fault.OUTSIDE: Trouble.LEADS_OUTSIDE,
    Fault.OBJECT: Trouble.STRANGE_OBJECT,
    Fault.PICTURE: Trouble.STRANGE_PICTURE,
    Fault.PICTURE_SIZE: Trouble.LARGE_PICTURE,
}
# Our own styles come from a file, Pillow loads what it needs late: afterwards none can be opened.
new_document()
images.make_ready()


def read(data: bytes) -> dict[str, Any]:
    """Return what is taken, in words and as a file in base64."""
    parts_of(data, WORD)
    try:
        frame = framed(data)
    except Unsuitable as error:
        raise Unreadable(_TROUBLES[error.fault]) from error
    if len(frame.content) > LARGEST_TEMPLATE:
        raise Unreadable(Trouble.LARGE_TEMPLATE)
    return {"taken": asdict(frame.taken), "content": b64encode(frame.content).decode()}
