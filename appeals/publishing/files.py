"""Files of an export: every format is drawn from the same documents."""

from collections.abc import Callable
from enum import StrEnum
from io import BytesIO
from typing import BinaryIO

from appeals.document.html import html_fragment, write_html
from appeals.publishing.services import Export


class Format(StrEnum):
    """What an appeal can be exported as."""

    DOCX = "docx"
    HTML = "html"
    FRAGMENT = "fragment"  # bare HTML to paste into a site's editor

    @property
    def extension(self) -> str:
        return "fragment.html" if self is Format.FRAGMENT else self.value

    @property
    def media_type(self) -> str:
        if self is Format.DOCX:
            return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return "text/html; charset=utf-8"


def write(export: Export, kind: Format, target: BinaryIO) -> None:
    """Write one file with all documents of the export, language after language."""
    _WRITERS[kind](export, target)


def as_bytes(export: Export, kind: Format) -> bytes:
    written = BytesIO()
    write(export, kind, written)
    return written.getvalue()


def edition_filename(slug: str, number: int, language: str, kind: Format) -> str:
    """Return a name of Latin letters, digits and hyphens for a file of an edition."""
    return f"{slug}-{number}-{language}.{kind.extension}"


def _docx(export: Export, target: BinaryIO) -> None:
    from appeals.document.docx import write_docx  # python-docx takes long to import

    write_docx(export.documents, target)


def _html(export: Export, target: BinaryIO) -> None:
    write_html(export.documents, target)


def _fragment(export: Export, target: BinaryIO) -> None:
    for document in export.documents:
        target.write(html_fragment(document).encode())


_WRITERS: dict[Format, Callable[[Export, BinaryIO], None]] = {
    Format.DOCX: _docx,
    Format.HTML: _html,
    Format.FRAGMENT: _fragment,
}
