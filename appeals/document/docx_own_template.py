"""A coordinator's own Word template: their page, styles, header and footer, none of its text.

The bytes have been through a census (no programs, no document types, known parts only).
"""

import re
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.numbering import NumberingPart

from appeals.document.docx_template import new_document
from appeals.document.packing import write_zip

_KEPT = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.NUMBERING,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.HEADER,
    RELATIONSHIP_TYPE.FOOTER,
}
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
# Fields that fetch something or start a program.
_ACTIVE = re.compile(r"\b(?:DDE|DDEAUTO|INCLUDE\w*|IMPORT|LINK|DATABASE|MACROBUTTON)\b")
_FRAME = re.compile(r"word/(?:_rels/)?(?:header|footer)\d*\.xml(?:\.rels)?")
_OF_A_TEMPLATE = b"wordprocessingml.template.main+xml"
_OF_A_DOCUMENT = b"wordprocessingml.document.main+xml"
_SETTINGS_KEPT = {qn("w:evenAndOddHeaders"), qn("w:compat")}
_REFERENCES = [
    qn(f"w:{name}") for name in ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle")
]


class Unsuitable(ValueError):
    """The template would ask something of another machine; the message names the part."""


def frame_of(template: bytes) -> WordDocument:
    """Return an empty document with the page, header, footer and styles of the template.

    Styles it lacks are ours. Raises `Unsuitable` for what leads outside.
    """
    document = docx.Document(BytesIO(_as_document(template)))
    package = document.part.package
    assert package is not None  # noqa: S101  a document that was just opened has one
    for relationships in (package.rels, document.part.rels):
        _keep(relationships)
    _empty(document)
    _reset_settings(document)
    _reset_numbering(document)
    _complete_styles(document)
    return document


def _as_document(template: bytes) -> bytes:
    """Make a document of a .dotx, and refuse a header that leads outside."""
    written = BytesIO()
    with ZipFile(BytesIO(template)) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    for name, content in contents.items():
        if _FRAME.fullmatch(name) and (_EXTERNAL.search(content) or _is_active(name, content)):
            raise Unsuitable(name)
    types = contents["[Content_Types].xml"].replace(_OF_A_TEMPLATE, _OF_A_DOCUMENT)
    contents["[Content_Types].xml"] = types
    write_zip(contents.items(), written)
    return written.getvalue()


def _is_active(name: str, content: bytes) -> bool:
    if name.endswith(".rels"):
        return False
    part = parse_xml(content)
    said = "".join(each.text or "" for each in part.iter(qn("w:instrText")))
    said += " ".join(each.get(qn("w:instr"), "") for each in part.iter(qn("w:fldSimple")))
    return bool(_ACTIVE.search(said.upper()))


def _keep(relationships: Relationships) -> None:
    for key, relationship in list(relationships.items()):
        if relationship.reltype not in _KEPT or relationship.is_external:
            del relationships[key]


def _empty(document: WordDocument) -> None:
    body = document.element.body
    section = body.sectPr
    body[:] = [section if section is not None else parse_xml(f"<w:sectPr {nsdecls('w')}/>")]


def _reset_settings(document: WordDocument) -> None:
    """What a template says of its editing is not ours to pass on, nor where it was kept."""
    settings = document.settings
    settings.element[:] = [each for each in settings.element if each.tag in _SETTINGS_KEPT]
    if settings.element.find(qn("w:compat")) is None:
        settings.element.append(new_document().settings.element[-1])
    document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).rels.clear()


def _reset_numbering(document: WordDocument) -> None:
    """Lists get their numbers from us; a style that brought its own would take one of ours."""
    relationships = document.part.rels.values()
    if not any(each.reltype == RELATIONSHIP_TYPE.NUMBERING for each in relationships):
        package = document.part.package
        assert package is not None  # noqa: S101
        part = NumberingPart(
            PackURI("/word/numbering.xml"),
            CONTENT_TYPE.WML_NUMBERING,
            parse_xml(f"<w:numbering {nsdecls('w')}/>"),
            package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    del document.part.numbering_part.element[:]
    for numbered in list(document.styles.element.iter(qn("w:numPr"))):
        numbered.getparent().remove(numbered)


def _complete_styles(document: WordDocument) -> None:
    """Give styles of the same name the id we write, and add those there are not.

    Word names its own styles alike everywhere, but their ids are in its language.
    """
    theirs = document.styles.element
    named = {_name(style).casefold(): style for style in theirs.iter(qn("w:style"))}
    taken: dict[str, str] = {}
    for ours in new_document().styles.element.iter(qn("w:style")):
        their_style = named.get(_name(ours).casefold())
        if their_style is None:
            ours.attrib.pop(qn("w:default"), None)
            theirs.append(ours)
        elif (old := _id(their_style)) != _id(ours):
            taken[old] = _id(ours)
            their_style.set(qn("w:styleId"), _id(ours))
    frames = [theirs, *_header_parts(document)]
    for reference in (each for frame in frames for each in frame.iter(*_REFERENCES)):
        value = reference.get(qn("w:val"))
        reference.set(qn("w:val"), taken.get(value, value))


def _header_parts(document: WordDocument) -> list[BaseOxmlElement]:
    kinds = {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}
    parts = [each.target_part for each in document.part.rels.values() if each.reltype in kinds]
    return [part.element for part in parts if isinstance(part, XmlPart)]


def _name(style: BaseOxmlElement) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else name.get(qn("w:val"), "")


def _id(style: BaseOxmlElement) -> str:
    return style.get(qn("w:styleId"), "")
