"""A picture, decoded and written anew."""

from base64 import b64encode
from typing import Any

from appeals.document import images
from appeals.document.images import Flaw, Unusable
from appeals.readers.troubles import Trouble, Unreadable

# As large as print shows a logo of this size with 300 dots to the inch.
KEPT_SIDE = 900
_TROUBLES = {
    Flaw.KIND: Trouble.NO_PICTURE,
    Flaw.VECTOR: Trouble.VECTOR,
    Flaw.SIDE: Trouble.TOO_MANY_PIXELS,
    Flaw.BROKEN: Trouble.BROKEN,
}

# Pillow loads what it needs late, and afterwards no file can be opened.
images.make_ready()


def read(data: bytes) -> dict[str, Any]:
    """Return the picture made anew, its bytes in base64."""
    try:
        picture = images.anew(data, largest=KEPT_SIDE)
    except Unusable as error:
        raise Unreadable(_TROUBLES[error.flaw]) from error
    return {
        "sha256": picture.sha256,
        "media_type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
        "content": b64encode(picture.content).decode(),
    }
