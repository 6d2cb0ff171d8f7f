"""A coordinator's own Word template: their page, styles, header and footer, none of its text.

The bytes have been through a census (no programs, no document types, known parts only).
"""

import re
from enum import StrEnum
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.numbering import NumberingPart
from docx.parts.settings import SettingsPart
from docx.parts.styles import StylesPart

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
_FRAMES = (qn("w:headerReference"), qn("w:footerReference"))
_OF_FRAMES = {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}
# What stands before the size of the page in a section (ECMA-376 17.6.17).
_BEFORE_PAGE = {*_FRAMES, qn("w:footnotePr"), qn("w:endnotePr"), qn("w:type"), qn("w:pgSz")}
_REFERENCES = [
    qn(f"w:{name}") for name in ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle")
]


class Fault(StrEnum):
    """Why a template is not taken."""

    OUTSIDE = "outside"  # it would ask something of another machine
    OBJECT = "object"  # something that is neither text nor picture
    PICTURE = "picture"  # a picture that is no PNG or JPEG, or damaged
    PICTURE_SIZE = "picture_size"


class Unsuitable(ValueError):
    """The template is refused; `part` is where in it the reason was found."""

    def __init__(self, fault: Fault, part: str) -> None:
        super().__init__(f"{fault.value} in {part}")
        self.fault = fault
        self.part = part


def frame_of(template: bytes) -> WordDocument:
    """Return an empty document with the page, header, footer and styles of the template.

    Styles it lacks are ours. Raises `Unsuitable`. Opens no file, so that it can be done where
    none may be opened, once `new_document` was called.
    """
    document = docx.Document(BytesIO(_as_document(template)))
    package = document.part.package
    assert package is not None  # noqa: S101  a document that was just opened has one
    _empty(document)
    for relationships in (package.rels, document.part.rels):
        _keep(relationships)
    _drop_unused_frames(document)
    _reset_settings(document)
    _reset_numbering(document)
    _complete_styles(document)
    return document


def frame_parts(document: WordDocument) -> list[tuple[str, Part]]:
    """Return the headers and footers with the tag that refers to them, in the order they stand."""
    section = document.element.body.sectPr
    assert section is not None  # noqa: S101  `frame_of` sees to it
    related = document.part.related_parts
    return [(each.tag, related[each.get(qn("r:id"))]) for each in section.iterchildren(*_FRAMES)]


def has_header(document: WordDocument) -> bool:
    """Whether the first page begins with a header that says or shows something."""
    section = document.element.body.sectPr
    if section is None:
        return False
    kind = "first" if section.find(qn("w:titlePg")) is not None else "default"
    headers = [
        document.part.related_parts[each.get(qn("r:id"))]
        for each in section.iterchildren(qn("w:headerReference"))
        if each.get(qn("w:type"), "default") == kind
    ]
    return any(_says(each.element) for each in headers if isinstance(each, XmlPart))


def _says(element: BaseOxmlElement) -> bool:
    text = "".join(each.text or "" for each in element.iter(qn("w:t"))).strip()
    return bool(text) or next(element.iter(qn("w:drawing"), qn("w:pict")), None) is not None


def _as_document(template: bytes) -> bytes:
    """Make a document of a .dotx, and refuse a header that leads outside."""
    written = BytesIO()
    with ZipFile(BytesIO(template)) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    for name, content in contents.items():
        if _FRAME.fullmatch(name) and (_EXTERNAL.search(content) or _is_active(name, content)):
            raise Unsuitable(Fault.OUTSIDE, name)
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
    # Drawings of an older kind name what they show by an address.
    addresses = (
        value for each in part.iter() for key, value in each.items() if _is_address(str(key))
    )
    return bool(_ACTIVE.search(said.upper())) or any(":" in str(each) for each in addresses)


def _is_address(key: str) -> bool:
    return key.rpartition("}")[2] in {"src", "href", "althref"} and "relationships" not in key


def _keep(relationships: Relationships) -> None:
    for key, relationship in list(relationships.items()):
        if relationship.reltype not in _KEPT or relationship.is_external:
            del relationships[key]


def _drop_unused_frames(document: WordDocument) -> None:
    """Let headers of sections that have gone go too, and let the others lead nowhere."""
    shown = {part.partname for _tag, part in frame_parts(document)}
    for key, relationship in list(document.part.rels.items()):
        if relationship.reltype not in _OF_FRAMES:
            _lead_nowhere(relationship.target_part)
        elif relationship.target_part.partname not in shown:
            del document.part.rels[key]
        else:
            _demand_pictures(relationship.target_part)


def _lead_nowhere(part: Part) -> None:
    if any(each.is_external for each in part.rels.values()):
        raise Unsuitable(Fault.OUTSIDE, str(part.partname))
    if part.content_type != CONTENT_TYPE.WML_FONT_TABLE:
        part.rels.clear()


def _demand_pictures(part: Part) -> None:
    if any(each.reltype != RELATIONSHIP_TYPE.IMAGE for each in part.rels.values()):
        raise Unsuitable(Fault.OBJECT, str(part.partname))


def _empty(document: WordDocument) -> None:
    """Take the text out; a page of no size gets ours."""
    body = document.element.body
    section = body.sectPr
    if section is None:
        section = parse_xml(f"<w:sectPr {nsdecls('w', 'r')}/>")
    ours = new_document().element.body.sectPr
    for name in ("w:pgSz", "w:pgMar"):
        if section.find(qn(name)) is None:
            element = ours.find(qn(name))
            section.insert(sum(each.tag in _BEFORE_PAGE for each in section), element)
    body[:] = [section]


def _reset_settings(document: WordDocument) -> None:
    """What a template says of its editing is not ours to pass on, nor where it was kept."""
    _demand(document, RELATIONSHIP_TYPE.SETTINGS, "settings", SettingsPart)
    settings = document.settings
    settings.element[:] = [each for each in settings.element if each.tag in _SETTINGS_KEPT]
    if settings.element.find(qn("w:compat")) is None:
        settings.element.append(new_document().settings.element[-1])


def _reset_numbering(document: WordDocument) -> None:
    """Lists get their numbers from us; a style that brought its own would take one of ours."""
    _demand(document, RELATIONSHIP_TYPE.NUMBERING, "numbering", NumberingPart)
    del document.part.numbering_part.element[:]
    _demand(document, RELATIONSHIP_TYPE.STYLES, "styles", StylesPart)
    for numbered in list(document.styles.element.iter(qn("w:numPr"))):
        numbered.getparent().remove(numbered)


def _demand(document: WordDocument, relationship: str, name: str, kind: type[XmlPart]) -> None:
    """Add a part without content where the template has none of this kind."""
    if any(each.reltype == relationship for each in document.part.rels.values()):
        return
    package = document.part.package
    assert package is not None  # noqa: S101
    content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    element = parse_xml(f"<w:{name} {nsdecls('w')}/>")
    part = kind(PackURI(f"/word/{name}.xml"), content_type, element, package)
    document.part.relate_to(part, relationship)


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
    parts = [part for _tag, part in frame_parts(document)]
    return [part.element for part in parts if isinstance(part, XmlPart)]


def _name(style: BaseOxmlElement) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else name.get(qn("w:val"), "")


def _id(style: BaseOxmlElement) -> str:
    return style.get(qn("w:styleId"), "")
