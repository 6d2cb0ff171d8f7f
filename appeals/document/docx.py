"""DOCX: real Word numbering and footnotes, styles with an outline, a language on every run."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from appeals.document.beside import is_beside
from appeals.document.docx_beside import beside
from appeals.document.docx_file import DocxFile
from appeals.document.docx_sections import Shape, sectioned
from appeals.document.docx_text import Writer, on_new_page
from appeals.document.layout import PLAIN, Layout
from appeals.document.tree import Document, at_foot


def write_docx(
    documents: Sequence[Document],
    target: BinaryIO,
    layout: Layout = PLAIN,
    *,
    template: bytes | None = None,
) -> None:
    """Write one file, language after language, each beginning a page, or two side by side.

    A template gives its page, styles, header and footer; raises `Unsuitable`.
    """
    tags = [document.language for document in documents]
    file = DocxFile(documents[0].title, tags, template)
    file.set_subject(documents[0].subject)
    side_by_side = is_beside(documents, layout.side_by_side)
    file.set_colophons(at_foot(documents, beside=side_by_side))
    if side_by_side:
        file.write(beside(documents, file), target)
    else:
        file.write(sectioned(_text(documents, file, layout), file), target)


def _text(
    documents: Sequence[Document], file: DocxFile, layout: Layout
) -> Iterator[tuple[Shape, str]]:
    for place, document in enumerate(documents):
        writer = Writer(document, file, columns=2 if layout.two_columns else 1)
        mirrored = document.direction == "rtl"
        for number, (columns, paragraphs) in enumerate(writer.paragraphs()):
            begins = place > 0 and number == 0
            yield Shape(columns, mirrored), on_new_page(paragraphs) if begins else paragraphs
        if document.colophon and not at_foot(documents):
            yield Shape(1, mirrored), writer.colophon()
