"""A DOCX while it is put together.

python-docx makes the file: styles, page, footer, numbering, properties. The text goes in as
XML when the file is written, in the place of a marker: `add_paragraph` for every name takes 36 s
for 2 × 10,000 names, and a run that states its language needs XML in any case.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import count
from typing import BinaryIO
from zipfile import ZipFile

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from appeals import languages
from appeals.document.docx_footnotes import Footnotes
from appeals.document.docx_numbering import Numbering
from appeals.document.docx_own_template import frame_of, has_header
from appeals.document.docx_runs import Runs, language_properties, paragraph_opening
from appeals.document.docx_template import new_document
from appeals.document.packing import Content, write_zip
from appeals.document.tree import Span

_TEXT_PART = "word/document.xml"
_MARKER = b"<w:p/>"
_TITLE_LENGTH = 255  # what python-docx takes; Word's own dialogue takes no more

_FOOTER = """
<w:p {namespace}>
  <w:pPr><w:pStyle w:val="Footer"/>{side}</w:pPr>
  {page}<w:r><w:rPr>{language}</w:rPr><w:t xml:space="preserve"> / </w:t></w:r>{pages}
</w:p>
"""
_FIELD = """
<w:r><w:rPr>{language}</w:rPr><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:rPr>{language}</w:rPr><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>
<w:r><w:rPr>{language}</w:rPr><w:fldChar w:fldCharType="separate"/></w:r>
<w:r><w:rPr>{language}</w:rPr><w:t>1</w:t></w:r>
<w:r><w:rPr>{language}</w:rPr><w:fldChar w:fldCharType="end"/></w:r>
"""


class DocxFile:
    """A file in one or more languages (BCP 47); the first one is that of the footer.

    What refers to lists and footnotes gets their ids from `numbering` and `footnotes`.
    """

    def __init__(self, title: str, tags: Sequence[str], template: bytes | None = None) -> None:
        self.numbering = Numbering()
        self.footnotes = Footnotes()
        self.frame: WordDocument = frame_of(template) if template else new_document()
        self._language = tags[0]
        self._drawings = count(1)
        self._related: dict[str, str] = {}
        # Whether every page begins with a header of the coordinator's own.
        self.has_header = bool(template) and has_header(self.frame)
        if not template:
            self._set_footer()
        self._set_properties(title, tags)

    def add_part(self, name: str, content: bytes, *, content_type: str, relationship: str) -> Part:
        """Add a part that the text refers to; `name` is its place in the file."""
        main = self.frame.part
        assert main.package is not None  # noqa: S101  a document that is open has one
        part = Part(PackURI(f"/{name}"), content_type, content, main.package)
        main.relate_to(part, relationship)
        return part

    def relation_of(
        self, name: str, content: bytes, *, content_type: str, relationship: str
    ) -> str:
        """Return the id by which the text refers to this part, which is put in once."""
        if name not in self._related:
            part = self.add_part(
                name, content, content_type=content_type, relationship=relationship
            )
            self._related[name] = self.frame.part.relate_to(part, relationship)
        return self._related[name]

    def next_drawing(self) -> int:
        """Return a number that no other drawing of the file has."""
        return next(self._drawings)

    @property
    def text_width(self) -> int:
        """What stands between the margins of a page, in twentieths of a point."""
        page = self.frame.sections[0]
        within = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
        return round(within / 635)

    def set_subject(self, subject: str) -> None:
        if subject:
            self.frame.core_properties.subject = subject[:_TITLE_LENGTH]

    def set_colophons(self, colophons: Sequence[tuple[str, tuple[Span, ...]]]) -> None:
        """Put the colophons, each with its language, into the footer, above the page's number."""
        footer = self.frame.sections[0].footer._element
        for place, (language, spans) in enumerate(colophons):
            opening = paragraph_opening("Footer", language)
            line = f"{opening}{Runs(language, self.footnotes).of(spans)}</w:p>"
            footer.insert(place, parse_xml(line.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))

    def write(self, pieces: Iterable[str], target: BinaryIO) -> None:
        """Write the file around the paragraphs and tables of the text, given piece by piece.

        The same text gives the same bytes: the file holds no date.
        """
        text = [piece.encode() for piece in pieces]  # which finds out what the frame has to hold
        self._add_footnotes()
        self.numbering.write(self.frame.part.numbering_part)
        self.frame.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}/>"))
        frame = BytesIO()
        self.frame.save(frame)
        _splice(frame, text, target)

    def _add_footnotes(self) -> None:
        if not self.footnotes:
            return
        self.add_part(
            "word/footnotes.xml",
            self.footnotes.part(languages.direction(self._language)),
            content_type=CONTENT_TYPE.WML_FOOTNOTES,
            relationship=RELATIONSHIP_TYPE.FOOTNOTES,
        )
        compatibility = self.frame.settings.element[-1]
        compatibility.addprevious(parse_xml(self.footnotes.settings()))

    def _set_footer(self) -> None:
        language = language_properties(self._language)
        fields = {
            key: _FIELD.format(name=name, language=language)
            for key, name in {"page": "PAGE", "pages": "NUMPAGES"}.items()
        }
        footer = self.frame.sections[0].footer
        side = "<w:bidi/>" if languages.direction(self._language) == "rtl" else ""
        paragraph = _FOOTER.format(namespace=nsdecls("w"), side=side, language=language, **fields)
        footer._element[:] = [parse_xml(paragraph)]

    def _set_properties(self, title: str, tags: Sequence[str]) -> None:
        properties = self.frame.core_properties
        del properties._element[:]  # python-docx states itself as the author, and the time
        properties.title = title[:_TITLE_LENGTH]
        properties.language = ", ".join(tags)


def _splice(frame: BinaryIO, text: Sequence[bytes], target: BinaryIO) -> None:
    """Copy the frame part by part, putting the text in the marker's place."""
    with ZipFile(frame) as parts:
        write_zip(_members(parts, text), target)


def _members(parts: ZipFile, text: Sequence[bytes]) -> Iterator[tuple[str, Content]]:
    for name in parts.namelist():
        content = parts.read(name)
        if name == _TEXT_PART:
            before, after = content.split(_MARKER)
            yield name, (before, *text, after)
        else:
            yield name, content
