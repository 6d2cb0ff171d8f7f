"""Word footnotes (ECMA-376 17.11): texts in a part of their own, under the line that divides."""

from docx.oxml.ns import nsdecls

_PART = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:footnotes {namespace}>\
<w:footnote w:type="separator" w:id="-1">{line}<w:r><w:separator/></w:r></w:p></w:footnote>\
<w:footnote w:type="continuationSeparator" w:id="0">\
{line}<w:r><w:continuationSeparator/></w:r></w:p></w:footnote>\
{notes}</w:footnotes>"""
_LINE = (
    '<w:p><w:pPr>{side}<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
)
_SETTINGS = """
<w:footnotePr {namespace}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>
"""


class Footnotes:
    """Hands out the ids of footnotes; which number each one has is left to Word.

    Numbers run through the file, also where it holds several languages: a count
    that starts again with each section is shown as 0 by LibreOffice.
    """

    def __init__(self) -> None:
        self._notes: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._notes)

    def add(self, paragraph: str) -> int:
        number = len(self._notes) + 1
        self._notes.append(f'<w:footnote w:id="{number}">{paragraph}</w:footnote>')
        return number

    def part(self, direction: str) -> bytes:
        """Return the part `word/footnotes.xml`; `direction` is that of the dividing line."""
        line = _LINE.format(side="<w:bidi/>" if direction == "rtl" else "")
        notes = "".join(self._notes)
        return _PART.format(namespace=nsdecls("w"), line=line, notes=notes).encode()

    @staticmethod
    def settings() -> str:
        """Return what the settings have to say of the dividing lines."""
        return _SETTINGS.format(namespace=nsdecls("w"))
