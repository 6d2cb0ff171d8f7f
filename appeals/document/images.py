"""Pictures made anew: whatever is in a file besides its pixels does not go on.

Runs in the process that reads files (`readers`), with Pillow's two decoders and no other.
"""

import hashlib
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from appeals.document.tree import Picture

LARGEST_SIDE = 2_000  # pixels
_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg"}
_PLAIN = {"1": "L", "L": "L", "LA": "LA", "RGB": "RGB", "RGBA": "RGBA", "P": "RGBA", "PA": "RGBA"}


class Flaw(StrEnum):
    """Why a picture is not taken."""

    KIND = "kind"
    VECTOR = "vector"  # an SVG can hold programs and lead outside
    SIDE = "side"
    BROKEN = "broken"


class Unusable(ValueError):
    """The picture is refused."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def anew(data: bytes, *, largest: int = LARGEST_SIDE) -> Picture:
    """Decode a PNG or JPEG and write it again, no side longer than `largest` pixels.

    Neither place nor camera, neither comment nor what hides behind the picture is kept. Raises
    `Unusable`.
    """
    if b"<svg" in data[:4096].lower():
        raise Unusable(Flaw.VECTOR)
    try:
        with Image.open(BytesIO(data), formats=tuple(_FORMATS)) as image:
            kind = str(image.format)
            if max(image.size) > LARGEST_SIDE:
                raise Unusable(Flaw.SIDE)
            pixels = _plain(ImageOps.exif_transpose(image), kind)
    except (Unusable, MemoryError):
        raise
    except Image.DecompressionBombError as error:
        raise Unusable(Flaw.SIDE) from error
    except UnidentifiedImageError as error:
        raise Unusable(Flaw.KIND) from error
    except Exception as error:  # what a damaged picture raises is of a dozen kinds
        raise Unusable(Flaw.BROKEN) from error
    if max(pixels.size) > largest:
        pixels.thumbnail((largest, largest), Image.Resampling.LANCZOS)
    written = BytesIO()
    pixels.save(written, kind, optimize=True, **({"quality": 88} if kind == "JPEG" else {}))
    content = written.getvalue()
    return Picture(
        sha256=hashlib.sha256(content).hexdigest(),
        media_type=_FORMATS[kind],
        width=pixels.width,
        height=pixels.height,
        content=content,
    )


def make_ready() -> None:
    """Load what Pillow would load only when it meets a picture, as long as files can be opened."""
    for kind in _FORMATS:
        written = BytesIO()
        Image.new("RGB", (2, 2)).save(written, kind, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0")
        anew(written.getvalue(), largest=1)


def _plain(image: Image.Image, kind: str) -> Image.Image:
    """Return the pixels alone, in one of the kinds every program shows."""
    mode = _PLAIN.get(image.mode, "RGB")
    if kind == "JPEG" and mode not in {"L", "RGB"}:
        mode = "RGB"
    if image.mode == "P" and "transparency" not in image.info:
        mode = "RGB"
    if image.mode.startswith(("I", "F")):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        mode = "L"
    converted = image.convert(mode)
    plain = Image.new(mode, converted.size)
    plain.paste(converted)
    return plain
