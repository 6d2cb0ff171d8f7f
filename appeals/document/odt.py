"""ODT: an OpenDocument text with real lists and footnotes, and a language on everything."""

from collections.abc import Mapping, Sequence
from html import escape
from itertools import chain, count
from typing import BinaryIO

from appeals.document.beside import is_beside
from appeals.document.layout import PLAIN, Layout
from appeals.document.odt_styles import NAMESPACES, common_styles, fonts, page
from appeals.document.odt_text import Writer, in_turn, in_two, picture_part
from appeals.document.packing import write_zip
from appeals.document.tree import Document, at_foot

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_PARTS = ("content.xml", "styles.xml", "meta.xml")

_LAYOUT_STYLES = """\
<style:style style:name="Columns" style:family="section"><style:section-properties \
text:dont-balance-text-columns="false" style:writing-mode="{mode}">\
<style:columns fo:column-count="2" fo:column-gap="7.5mm"><style:column style:rel-width="1*" \
fo:start-indent="0mm" fo:end-indent="3.75mm"/><style:column style:rel-width="1*" \
fo:start-indent="3.75mm" fo:end-indent="0mm"/></style:columns></style:section-properties>\
</style:style>\
<style:style style:name="Beside" style:family="table"><style:table-properties \
style:width="154mm" table:align="margins" style:writing-mode="lr-tb"/></style:style>\
<style:style style:name="Half" style:family="table-column"><style:table-column-properties \
style:column-width="77mm"/></style:style>\
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties \
fo:padding="1.5mm" fo:border="none"/></style:style>"""


def write_odt(documents: Sequence[Document], target: BinaryIO, layout: Layout = PLAIN) -> None:
    """Write one file, language after language, each beginning a page, or two side by side.

    The same documents give the same bytes: the file holds no date.
    """
    side_by_side = is_beside(documents, layout.side_by_side)
    if side_by_side:
        writers, pieces = in_two(documents)
    else:
        writers, pieces = in_turn(documents, 2 if layout.two_columns else 1)
    mode = "rl-tb" if documents[0].direction == "rtl" else "lr-tb"
    automatic = "".join(writer.styles.written() for writer in writers)
    pictures = {picture_part(each): each for document in documents for each in document.pictures}
    parts = {
        "mimetype": [MEDIA_TYPE],
        "content.xml": [
            f"{_DECLARATION}<office:document-content {NAMESPACES} "
            f'office:version="1.3">{fonts()}<office:automatic-styles>{automatic}'
            f"{_LAYOUT_STYLES.format(mode=mode)}</office:automatic-styles>"
            "<office:body><office:text>",
            *pieces,
            "</office:text></office:body></office:document-content>",
        ],
        "styles.xml": [_styles(documents, beside=side_by_side)],
        "meta.xml": [_meta(documents)],
        "META-INF/manifest.xml": [_manifest({n: p.media_type for n, p in pictures.items()})],
    }
    texts = ((name, (piece.encode() for piece in part)) for name, part in parts.items())
    write_zip(chain(texts, ((name, each.content) for name, each in pictures.items())), target)


def _styles(documents: Sequence[Document], *, beside: bool) -> str:
    written = [
        (writer, writer.named("Footer", writer.spans(spans)))
        for language, spans in at_foot(documents, beside=beside)
        for writer in [Writer(language, count(1))]
    ]
    numbered = Writer(documents[0].language, count(1))
    number = (
        '<text:page-number text:select-page="current">1</text:page-number> / '
        "<text:page-count>1</text:page-count>"
    )
    footer = "".join(line for _writer, line in written) + numbered.named("Footer", number)
    automatic = {
        writer.styles.written() for writer in (*(each for each, _line in written), numbered)
    }
    return (
        f'{_DECLARATION}<office:document-styles {NAMESPACES} office:version="1.3">'
        f"{fonts()}{common_styles()}"
        f"{page(footer, sorted(automatic), direction=documents[0].direction)}"
        "</office:document-styles>"
    )


def _meta(documents: Sequence[Document]) -> str:
    title = escape(documents[0].title, quote=False)
    subject = escape(documents[0].subject, quote=False)
    about = f"<dc:subject>{subject}</dc:subject>" if subject else ""
    return (
        f'{_DECLARATION}<office:document-meta {NAMESPACES} office:version="1.3"><office:meta>'
        f"<dc:title>{title}</dc:title>{about}<dc:language>{documents[0].language}</dc:language>"
        "</office:meta></office:document-meta>"
    )


def _manifest(pictures: Mapping[str, str]) -> str:
    kinds = {"/": MEDIA_TYPE, **dict.fromkeys(_PARTS, "text/xml"), **pictures}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{_DECLARATION}<manifest:manifest xmlns:manifest="{_MANIFEST}" '
        f'manifest:version="1.3">{entries}</manifest:manifest>'
    )
