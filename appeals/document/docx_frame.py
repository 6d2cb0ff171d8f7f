"""What is taken of a coordinator's Word template, as a file of its own and in words.

Runs in the process that reads files (`readers`); what comes out of it is safe to parse.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from zipfile import ZipFile

from docx.document import Document as WordDocument
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from appeals.document import images
from appeals.document.docx_own_template import Fault, Unsuitable, frame_of, frame_parts
from appeals.document.docx_template import new_document
from appeals.document.packing import write_zip
from appeals.document.word_frame import Frame, Taken

_TWIPS = 56.6929  # in a millimetre
_NOT_FOR_PEOPLE = {"Normal", "footnote text", "footnote reference"}
_HEADER = qn("w:headerReference")


def framed(template: bytes) -> Frame:
    """Take page, styles, header and footer out of a template; raise `Unsuitable`.

    Pictures are made anew. The bytes have been through a census.
    """
    theirs = _style_names(template)
    document = frame_of(template)
    parts = frame_parts(document)
    pictures = {part.partname: part for _tag, frame in parts for part in _pictures_of(frame)}
    for picture in pictures.values():
        _make_anew(picture)
    return Frame(_written(document), _taken(document, theirs, len(pictures)))


def _style_names(template: bytes) -> set[str]:
    with ZipFile(BytesIO(template)) as archive:
        names = {each.casefold(): each for each in archive.namelist()}
        content = archive.read(names["word/styles.xml"]) if "word/styles.xml" in names else b""
    if not content:
        return set()
    return {each.get(qn("w:val"), "").casefold() for each in parse_xml(content).iter(qn("w:name"))}


def _taken(document: WordDocument, theirs: set[str], pictures: int) -> Taken:
    ours = [str(style.name) for style in new_document().styles if style.name not in _NOT_FOR_PEOPLE]
    page = document.element.body.sectPr.find(qn("w:pgSz"))
    lines = [(tag == _HEADER, line) for tag, part in frame_parts(document) for line in _lines(part)]
    return Taken(
        width=round(int(page.get(qn("w:w"))) / _TWIPS),
        height=round(int(page.get(qn("w:h"))) / _TWIPS),
        found=tuple(name for name in ours if name.casefold() in theirs),
        missing=tuple(name for name in ours if name.casefold() not in theirs),
        header=_once([line for is_header, line in lines if is_header]),
        footer=_once([line for is_header, line in lines if not is_header]),
        pictures=pictures,
    )


def _lines(part: Part) -> Iterator[str]:
    if isinstance(part, XmlPart):
        for paragraph in part.element.iter(qn("w:p")):
            line = "".join(each.text or "" for each in paragraph.iter(qn("w:t"))).strip()
            if line:
                yield line


def _once(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))


def _pictures_of(frame: Part) -> list[Part]:
    return [each.target_part for each in frame.rels.values()]


def _make_anew(part: Part) -> None:
    try:
        picture = images.anew(part.blob)
    except images.Unusable as error:
        is_large = error.flaw is images.Flaw.SIDE
        fault = Fault.PICTURE_SIZE if is_large else Fault.PICTURE
        raise Unsuitable(fault, str(part.partname)) from error
    part._blob, part._content_type = picture.content, picture.media_type


def _written(document: WordDocument) -> bytes:
    """The file as bytes that hold no date."""
    saved, written = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as archive:
        write_zip(((name, archive.read(name)) for name in archive.namelist()), written)
    return written.getvalue()
