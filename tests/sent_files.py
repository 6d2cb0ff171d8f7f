"""Files as coordinators send them: pictures and Word templates."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.shared import Mm, Pt
from PIL import Image, ImageDraw


def make_picture(
    size: tuple[int, int] = (300, 100), colour: str = "#1d6f72", kind: str = "PNG"
) -> bytes:
    """A picture as somebody sends it, with a note on whose camera it was."""
    written = BytesIO()
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).ellipse((4, 4, size[0] // 3, size[1] - 4), fill="#ffffff")
    exif = Image.Exif()
    exif[0x013B] = "Camera of Vera"
    image.save(written, kind, exif=exif)
    return written.getvalue()


def make_template(change: Callable[[Any], None] | None = None) -> bytes:
    """A Word file of A5 with a header, a footer, a picture, and a text that is to go."""
    template = docx.Document()
    template.add_paragraph("Text of the template")
    section = template.sections[0]
    section.page_width, section.page_height = Mm(148), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    section.header.paragraphs[0].text = "Coalition for Rivers"
    section.header.paragraphs[0].add_run().add_picture(BytesIO(make_picture()), width=Mm(30))
    section.footer.paragraphs[0].text = "12 Bridge Street"
    template.styles["Title"].font.size = Pt(33)
    if change:
        change(template)
    written = BytesIO()
    template.save(written)
    return written.getvalue()
