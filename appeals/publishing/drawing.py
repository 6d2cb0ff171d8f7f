"""One file of one format, drawn from the documents of an export."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import BinaryIO

from flask_babel import gettext as _

from appeals import spreadsheets
from appeals.document import json_file, markdown_file, plain_text, table
from appeals.document.html import html_fragment, write_html
from appeals.document.layout import PLAIN, Layout, laid_out
from appeals.document.pdf import Unprintable, write_pdf
from appeals.document.tree import Document, colophons
from appeals.errors import Invalid
from appeals.publishing.formats import PRINTED, Format


def drawn(
    documents: Sequence[Document],
    kind: Format,
    layout: Layout = PLAIN,
    frame: bytes | None = None,
) -> bytes:
    """Return one file with all these documents.

    A layout is for what is printed, a frame (see `word_templates`) for Word. Raises `Invalid`
    where the format cannot hold what is in them.
    """
    target = BytesIO()
    if kind in PRINTED:
        documents = laid_out(documents, layout)
    try:
        if frame and kind is Format.DOCX:
            _docx(documents, target, layout, frame)
        else:
            _WRITERS[kind](documents, target, layout)
    except Unprintable as error:
        raise Invalid(
            _(
                "The PDF has no letters for “%(text)s”. Take it out, or use another format.",
                text=error.text,
            )
        ) from error
    return target.getvalue()


def _docx(
    documents: Sequence[Document],
    target: BinaryIO,
    layout: Layout,
    frame: bytes | None = None,
) -> None:
    from appeals.document.docx import write_docx  # python-docx takes long to import

    write_docx(documents, target, layout, template=frame)


def _fragment(documents: Sequence[Document], target: BinaryIO, layout: Layout) -> None:
    for document in documents:
        target.write(html_fragment(document).encode())


def _odt(documents: Sequence[Document], target: BinaryIO, layout: Layout) -> None:
    from appeals.document.odt import write_odt

    write_odt(documents, target, layout)


def _txt(documents: Sequence[Document], target: BinaryIO, layout: Layout) -> None:
    plain_text.write_text(documents, target)


def _md(documents: Sequence[Document], target: BinaryIO, layout: Layout) -> None:
    markdown_file.write_markdown(documents, target)


def _json(documents: Sequence[Document], target: BinaryIO, layout: Layout) -> None:
    json_file.write_json(documents, target)


def _csv(documents: Sequence[Document], target: BinaryIO, layout: Layout) -> None:
    target.write(spreadsheets.as_csv(table.rows(documents)).encode())


def _xlsx(documents: Sequence[Document], target: BinaryIO, layout: Layout) -> None:
    about = "\n".join("".join(span.text for span in said) for _tag, said in colophons(documents))
    title = documents[0].title or "lists"
    target.write(spreadsheets.as_xlsx(title, table.rows(documents), about=about))


_WRITERS: dict[Format, Callable[[Sequence[Document], BinaryIO, Layout], None]] = {
    Format.DOCX: _docx,
    Format.PDF: write_pdf,
    Format.HTML: write_html,
    Format.FRAGMENT: _fragment,
    Format.ODT: _odt,
    Format.TXT: _txt,
    Format.MD: _md,
    Format.CSV: _csv,
    Format.XLSX: _xlsx,
    Format.JSON: _json,
}
