"""Files for the tests of the readers: ordinary Word documents, and some that mean harm."""

import io
import zipfile
from collections.abc import Callable, Collection, Mapping
from typing import Any

from docx import Document

Parts = dict[str, bytes]


def word_file(fill: Callable[[Any], None]) -> bytes:
    """A document as python-docx makes it; `fill` writes into it."""
    document = Document()
    fill(document)
    return saved(document)


def saved(document: Any) -> bytes:
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def ordinary() -> bytes:
    return word_file(lambda document: document.add_paragraph("The dam stays closed."))


def rebuilt(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The same archive with entries changed, added or, for None, left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts.update({name: content for name, content in changes.items() if content is not None})
    gone = {name for name, content in changes.items() if content is None}
    return archive_of({name: each for name, each in parts.items() if name not in gone})


def archive_of(parts: Mapping[str, bytes], *, plain: Collection[str] = ()) -> bytes:
    """An archive of these parts, in which those of the names in `plain` are not packed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in plain else None)
    return kept.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_document(change: Callable[[bytes], bytes]) -> bytes:
    """An ordinary document whose main part is changed."""
    data = ordinary()
    return rebuilt(data, {"word/document.xml": change(part_of(data, "word/document.xml"))})
