"""The empty DOCX every export begins as: its styles, its page, its settings."""

from dataclasses import dataclass
from functools import cache
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

_SERIF = "Times New Roman"  # found everywhere, with Cyrillic, Arabic and Hebrew
_SOFT = RGBColor(0x50, 0x50, 0x50)

_PARTS_KEPT = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.SETTINGS,
}

# Without the mode Word opens the file as one made by Word 2007.
_SETTINGS = f"""
<w:compat {nsdecls("w")}>
  <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"
    w:val="15"/>
</w:compat>
"""

_RULE = (
    f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="8" w:color="A0A0A0"/>'
    "</w:pBdr>"
)
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")


@dataclass(frozen=True, kw_only=True)
class _Style:
    """A paragraph style; sizes and spaces in points, `outline` level counted from 0."""

    name: str
    next: str | None = None
    ours: bool = False
    size: float | None = None
    bold: bool | None = None
    soft: bool = False
    before: float = 0
    after: float = 7
    indent: float = 0
    centred: bool = False
    keep_together: bool = False
    keep_with_next: bool = False
    outline: int | None = None
    ruled: bool = False
    # Neighbours of this style are the lines of one block.
    close: bool = False


_STYLES = (
    _Style(name="Body Text"),
    _Style(
        name="Title",
        next="Body Text",
        size=20,
        bold=True,
        after=10,
        keep_together=True,
        keep_with_next=True,
        outline=0,
    ),
    _Style(name="Subtitle", next="Title", size=12, soft=True, after=4, keep_with_next=True),
    _Style(name="Date", next="Body Text", soft=True, after=12),
    _Style(name="Addressee", ours=True, after=14, close=True, keep_together=True),
    _Style(name="Salutation", next="Body Text", before=12, keep_with_next=True),
    _Style(
        name="Heading 1",
        next="Body Text",
        size=14,
        bold=True,
        before=18,
        after=8,
        keep_together=True,
        keep_with_next=True,
        outline=0,
    ),
    _Style(
        name="Heading 2",
        next="Body Text",
        size=12,
        bold=True,
        before=12,
        after=6,
        keep_together=True,
        keep_with_next=True,
        outline=1,
    ),
    _Style(name="List Number", after=4, keep_together=True),
    _Style(name="List Bullet", after=4, keep_together=True),
    _Style(name="Quote", indent=24, soft=True),
    _Style(name="Closing", before=6, keep_together=True),
    _Style(name="Contact", ours=True, before=6, keep_together=True),
    _Style(name="Note", ours=True, size=9.5, soft=True, after=3),
    _Style(name="Label", ours=True, size=8.5, soft=True, after=2),
    _Style(name="footnote text", size=9.5, after=3),
    _Style(name="Letterhead", ours=True, soft=True, after=6, keep_with_next=True),
    _Style(name="Letterhead End", ours=True, soft=True, after=24, keep_together=True, ruled=True),
    _Style(name="Logos", ours=True, before=14),
    _Style(name="Footer", size=9, soft=True, after=0, centred=True),
)


def new_document() -> WordDocument:
    """An empty A4 document with our dozen styles and nothing of python-docx's own template."""
    return docx.Document(BytesIO(_template()))


@cache
def _template() -> bytes:
    document = docx.Document()
    package = document.part.package
    assert package is not None  # noqa: S101  a document that was just opened has one
    for relationships in (package.rels, document.part.rels):
        _keep_our_parts(relationships)
    for element in (document.settings.element, document.part.numbering_part.element):
        del element[:]
    document.settings.element.append(parse_xml(_SETTINGS))
    _set_page(document)
    _set_styles(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _keep_our_parts(relationships: Relationships) -> None:
    for key, relationship in list(relationships.items()):
        if relationship.reltype not in _PARTS_KEPT:
            del relationships[key]


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(28)
    section.top_margin, section.bottom_margin = Mm(25), Mm(25)
    section.footer_distance = Mm(12)


def _set_styles(document: WordDocument) -> None:
    del document.styles.element[:]
    normal = document.styles.add_style("Normal", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    assert isinstance(normal, ParagraphStyle)  # noqa: S101  because of its type above
    normal.element.set(qn("w:default"), "1")
    normal.quick_style = True
    _set_font(normal, 11)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.widow_control = True
    for style in _STYLES:
        _add_style(document, style)
    _add_note_mark(document)
    for style in _STYLES:
        if style.next:
            document.styles[style.name].next_paragraph_style = document.styles[style.next]


def _add_style(document: WordDocument, style: _Style) -> None:
    added = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH, builtin=not style.ours)
    assert isinstance(added, ParagraphStyle)  # noqa: S101  because of its type above
    added.base_style = document.styles["Normal"]
    added.quick_style = True
    _set_characters(added, style)
    _set_spacing(added, style)


def _add_note_mark(document: WordDocument) -> None:
    # Word knows its own styles by these names in small letters.
    document.styles["footnote text"].style_id = "FootnoteText"
    mark = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER, builtin=True)
    assert isinstance(mark, CharacterStyle)  # noqa: S101  because of its type above
    mark.style_id = "FootnoteReference"
    mark.font.superscript = True


def _set_characters(added: ParagraphStyle, style: _Style) -> None:
    added.font.bold = added.font.cs_bold = style.bold
    if style.soft:
        added.font.color.rgb = _SOFT
    if style.size:
        _set_size(added, style.size)


def _set_spacing(added: ParagraphStyle, style: _Style) -> None:
    spacing = added.paragraph_format
    spacing.space_before, spacing.space_after = Pt(style.before), Pt(style.after)
    spacing.keep_together = style.keep_together or None
    spacing.keep_with_next = style.keep_with_next or None
    if style.close:
        closing = parse_xml(f"<w:contextualSpacing {nsdecls('w')}/>")
        added.element.get_or_add_pPr().append(closing)
    if style.ruled:
        added.element.get_or_add_pPr().insert_element_before(parse_xml(_RULE), *_AFTER_BORDERS)
    if style.indent:
        spacing.left_indent = spacing.right_indent = Pt(style.indent)
    if style.centred:
        spacing.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    if style.outline is not None:
        level = f'<w:outlineLvl {nsdecls("w")} w:val="{style.outline}"/>'
        added.element.get_or_add_pPr().append(parse_xml(level))


def _set_font(normal: ParagraphStyle, size: float) -> None:
    normal.font.name = _SERIF
    fonts = normal.element.rPr.find(qn("w:rFonts"))
    fonts.set(qn("w:cs"), _SERIF)
    fonts.set(qn("w:eastAsia"), _SERIF)
    _set_size(normal, size)


def _set_size(style: ParagraphStyle, size: float) -> None:
    """Set the size; Arabic and Hebrew letters are drawn smaller, so they get a point more."""
    style.font.size = Pt(size)
    complex_size = f'<w:szCs {nsdecls("w")} w:val="{round(2 * size + 2)}"/>'
    style.element.rPr.find(qn("w:sz")).addnext(parse_xml(complex_size))
