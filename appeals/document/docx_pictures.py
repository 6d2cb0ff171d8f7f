"""Letterhead and logos in WordprocessingML: pictures stand in their line, as letters do."""

from collections.abc import Iterator, Sequence
from html import escape

from docx.opc.constants import RELATIONSHIP_TYPE

from appeals.document.docx_file import DocxFile
from appeals.document.docx_runs import Runs, language_properties, paragraph_opening
from appeals.document.markup import printable
from appeals.document.picture_sizes import LETTERHEAD, LOGO, fitted
from appeals.document.tree import Letterhead, Picture, Span

_UNITS = 36_000  # English Metric Units in a millimetre

# ECMA-376 20.4.2.8; the prefixes stand here, as a template need not know them.
_DRAWING = """\
<w:r><w:rPr>{language}</w:rPr><w:drawing>\
<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>\
<wp:docPr id="{id}" name="Picture {id}" descr="{text}"/>\
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">\
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">\
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">\
<pic:nvPicPr><pic:cNvPr id="{id}" name="Picture {id}" descr="{text}"/><pic:cNvPicPr/>\
</pic:nvPicPr><pic:blipFill>\
<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>\
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""


class Pictures:
    """Sets pictures in one language; each is put into the file once."""

    def __init__(self, file: DocxFile, language: str) -> None:
        self._file = file
        self._language = language
        self._runs = Runs(language, file.footnotes)

    def letterhead(self, letterhead: Letterhead) -> Iterator[str]:
        """Yield nothing where the template's own header says who writes."""
        if self._file.has_header:
            return
        opening = paragraph_opening("Letterhead", self._language)
        if letterhead.logo:
            yield f"{opening}{self._picture(letterhead.logo, LETTERHEAD)}</w:p>"
        lines = "\n".join(letterhead.lines)
        name = self._runs.run(Span(letterhead.name, strong=True))
        address = self._runs.run(Span(f"\n{lines}")) if lines else ""
        last = paragraph_opening("LetterheadEnd", self._language)
        yield f"{last}{name}{address}</w:p>"

    def logos(self, logos: Sequence[Picture]) -> Iterator[str]:
        if logos:
            blank = self._runs.run(Span("   "))
            pictures = blank.join(self._picture(logo, LOGO) for logo in logos)
            yield f"{paragraph_opening('Logos', self._language)}{pictures}</w:p>"

    def _picture(self, picture: Picture, room: tuple[float, float]) -> str:
        width, height = fitted(picture, room)
        return _DRAWING.format(
            language=language_properties(self._language),
            width=round(width * _UNITS),
            height=round(height * _UNITS),
            id=self._file.next_drawing(),
            text=escape(printable(picture.text)),
            relation=self._file.relation_of(
                f"word/media/appeal-{picture.sha256[:16]}.{picture.extension}",
                picture.content,
                content_type=picture.media_type,
                relationship=RELATIONSHIP_TYPE.IMAGE,
            ),
        )
