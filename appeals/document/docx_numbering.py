"""Word numbering (ECMA-376 17.9): every list counts for itself.

Two lists that share a `w:num` count on from one another, so that the second language would be
numbered 41 to 80. Each list therefore has a `w:abstractNum` of its own, and a `w:num` for each
stretch of numbers without a hole.
"""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.parts.numbering import NumberingPart

# In twentieths of a point, for text of 11 points.
_DIGIT = 115
_GAP = 140
_BULLET_INDENT, _BULLET_HANGING = 600, 260

_ABSTRACT = """
<w:abstractNum {namespace} w:abstractNumId="{id}">
  <w:nsid w:val="{id:08X}"/>
  <w:multiLevelType w:val="singleLevel"/>
  <w:lvl w:ilvl="0">
    <w:start w:val="1"/>
    <w:numFmt w:val="{format}"/>
    <w:lvlText w:val="{text}"/>
    <w:lvlJc w:val="{side}"/>
    <w:pPr><w:ind w:left="{indent}" w:hanging="{hanging}"/></w:pPr>
  </w:lvl>
</w:abstractNum>
"""
_NUM = """
<w:num {namespace} w:numId="{id}">
  <w:abstractNumId w:val="{list_id}"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>
</w:num>
"""


class Numbering:
    """Hands out the ids of lists and of their stretches, and writes their definitions."""

    def __init__(self) -> None:
        self._lists: list[str] = []
        self._stretches: list[str] = []

    def add_numbered_list(self, *, largest: int, direction: str) -> int:
        """Return the id of a new list whose numbers stand flush, with room for `largest`."""
        width = _DIGIT * max(3, len(f"{largest}."))
        if direction == "rtl":
            # Word takes "left" for the side where reading begins and LibreOffice for the left
            # hand: with room on both sides of the edge, the numbers fit in either.
            return self._add_list(
                format="decimal",
                text="%1.",
                side="left",
                indent=2 * width + _GAP,
                hanging=width + _GAP,
            )
        return self._add_list(
            format="decimal", text="%1.", side="right", indent=width + 2 * _GAP, hanging=_GAP
        )

    def add_bulleted_list(self) -> int:
        return self._add_list(
            format="bullet",
            text="•",
            side="left",
            indent=_BULLET_INDENT,
            hanging=_BULLET_HANGING,
        )

    def add_stretch(self, list_id: int, *, start: int = 1) -> int:
        """Return the `w:numId` under which paragraphs of the list count from `start`."""
        number = len(self._stretches) + 1
        self._stretches.append(
            _NUM.format(namespace=nsdecls("w"), id=number, list_id=list_id, start=start)
        )
        return number

    def write(self, part: NumberingPart) -> None:
        for definition in self._lists + self._stretches:
            part.element.append(parse_xml(definition))

    def _add_list(self, **shape: str | int) -> int:
        number = len(self._lists) + 1
        self._lists.append(_ABSTRACT.format(namespace=nsdecls("w"), id=number, **shape))
        return number
