"""DOCX: real Word numbering and footnotes, styles with an outline, a language on every run."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from appeals.document.docx_file import DocxFile
from appeals.document.docx_text import Writer, on_new_page
from appeals.document.tree import Document


def write_docx(documents: Sequence[Document], target: BinaryIO) -> None:
    """Write one file, language after language, each beginning a page."""
    file = DocxFile(documents[0].title, [document.language for document in documents])
    file.write("".join(_text(documents, file)), target)


def _text(documents: Sequence[Document], file: DocxFile) -> Iterator[str]:
    for place, document in enumerate(documents):
        paragraphs = Writer(document, file).paragraphs()
        if place > 0:
            yield on_new_page(next(paragraphs, ""))
        yield from paragraphs
