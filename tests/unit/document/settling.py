"""Accepting and rejecting tracked changes as ECMA-376 17.13.5 describes it, on the XML itself."""

from io import BytesIO
from zipfile import ZipFile

from docx.oxml.ns import qn
from lxml import etree

CAME = {qn("w:ins"), qn("w:moveTo")}
WENT = {qn("w:del"), qn("w:moveFrom")}


def accepted(file):
    """Style and text of each paragraph once all changes are accepted, footnotes in brackets."""
    return _settled(file, dropped=WENT, rejecting=False)


def rejected(file):
    return _settled(file, dropped=CAME, rejecting=True)


def untracked(file):
    """The same of a file without changes."""
    return _settled(file, dropped=set(), rejecting=False)


def _settled(file, *, dropped, rejecting):
    with ZipFile(BytesIO(file)) as parts:
        body = etree.fromstring(parts.read("word/document.xml"))[0]
        notes = {}
        if "word/footnotes.xml" in parts.namelist():
            for note in etree.fromstring(parts.read("word/footnotes.xml")):
                notes[note.get(qn("w:id"))] = _text(note, dropped, {}).strip()
    found, carried = [], ""
    for paragraph in body.iter(qn("w:p")):
        text = carried + _text(paragraph, dropped, notes)
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if mark is not None and any(each.tag in dropped for each in mark):
            carried = text  # without its mark a paragraph runs on into the next
            continue
        found.append((_style(paragraph, rejecting), text))
        carried = ""
    return [*found, ("", carried)] if carried else found


def _style(paragraph, rejecting):
    properties = paragraph.find(qn("w:pPr"))
    former = properties.find(f"{qn('w:pPrChange')}/{qn('w:pPr')}")
    chosen = former if rejecting and former is not None else properties
    return chosen.find(qn("w:pStyle")).get(qn("w:val"))


def _text(element, dropped, notes):
    if element.tag in dropped:
        return ""
    if element.tag in {qn("w:t"), qn("w:delText")}:
        return element.text or ""
    if element.tag == qn("w:footnoteReference"):
        return f"[{notes[element.get(qn('w:id'))]}]"
    if element.tag in {qn("w:br"), qn("w:tab")}:
        return {"br": "\n", "tab": "\t"}[etree.QName(element).localname]
    return "".join(_text(each, dropped, notes) for each in element)
