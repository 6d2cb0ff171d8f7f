"""The text of a Word file piece by piece, both as it is with its tracked changes and without."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from appeals.document.markup import printable
from appeals.document.tree import Note, Span
from appeals.readers.review.fields import Fields, address_in
from appeals.readers.review.model import Edit
from appeals.readers.review.pieces import OUTSIDE, Anchor, Piece, Place, spans_of
from appeals.readers.review.sources import R, Setting, Sources, W, author_of, moment_of, setting_of
from appeals.readers.troubles import LONGEST_TEXT, Trouble, Unreadable

_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_SKIPPED = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr")
)
_CAME = ("ins", "moveTo")
_WENT = ("del", "moveFrom")


@dataclass
class Walker:
    """Gathers pieces, bookmarks, anchors of comments and edits in the order of the file.

    `row` is set by whoever leads it through a table; bookmarks and edits are kept by row.
    """

    sources: Sources
    row: int = OUTSIDE
    pieces: list[Piece] = field(default_factory=list)
    bookmarks: dict[int, list[str]] = field(default_factory=dict)
    anchors: dict[str, Anchor] = field(default_factory=dict)
    edits: dict[int, dict[Edit, None]] = field(default_factory=dict)
    fields: Fields = field(default_factory=Fields)
    _length: int = 0

    def walk(self, element: etree._Element, place: Place) -> None:
        tag = element.tag
        if not isinstance(tag, str) or not tag.startswith(W) or tag in _SKIPPED:
            return
        handler = _HANDLERS.get(tag.removeprefix(W))
        if handler:
            handler(self, element, place)
        else:
            self.descend(element, place)

    def descend(self, element: etree._Element, place: Place) -> None:
        for child in element:
            self.walk(child, place)

    def came(self, element: etree._Element, place: Place) -> None:
        self.note_edit(element)
        self.descend(element, replace(place, stood=False))

    def went(self, element: etree._Element, place: Place) -> None:
        self.note_edit(element)
        self.descend(element, replace(place, stays=False))

    def paragraph(self, element: etree._Element, place: Place) -> None:
        """Its end is a piece of its own: without it, the paragraph runs on into the next."""
        self.descend(element, place)
        mark = element.find(f"{W}pPr/{W}rPr")
        for change in mark if mark is not None else ():
            name = str(change.tag).removeprefix(W)
            if name in _CAME:
                place = replace(place, stood=False)
            elif name in _WENT:
                place = replace(place, stays=False)
            else:
                continue
            self.note_edit(change)
        self._add("\n", (False, False), (False, False), place)

    def run(self, element: etree._Element, place: Place) -> None:
        properties = element.find(f"{W}rPr")
        setting = former = self._setting(properties)
        change = properties.find(f"{W}rPrChange") if properties is not None else None
        if change is not None:
            self.note_edit(change)
            former = self._setting(change.find(f"{W}rPr"))
        for child in element:
            self._character(child, setting, former, place)

    def hyperlink(self, element: etree._Element, place: Place) -> None:
        target = self.sources.links.get(element.get(f"{R}id", ""))
        self.descend(element, replace(place, link=target or place.link))

    def simple_field(self, element: etree._Element, place: Place) -> None:
        link = address_in(element.get(f"{W}instr", ""))
        self.descend(element, replace(place, link=link or place.link))

    def bookmark(self, element: etree._Element, _place: Place) -> None:
        self.bookmarks.setdefault(self.row, []).append(element.get(f"{W}name", ""))

    def comment_starts(self, element: etree._Element, _place: Place) -> None:
        self.anchors.setdefault(element.get(f"{W}id", ""), Anchor(self.row, len(self.pieces)))

    def comment_ends(self, element: etree._Element, _place: Place) -> None:
        anchor = self.anchors.get(element.get(f"{W}id", ""))
        if anchor and anchor.end is None:
            anchor.end = len(self.pieces)

    def note_edit(self, element: etree._Element) -> None:
        edit = Edit(author_of(element), moment_of(element))
        self.edits.setdefault(self.row, {})[edit] = None

    def _character(
        self, element: etree._Element, setting: Setting, former: Setting, place: Place
    ) -> None:
        name = str(element.tag).removeprefix(W)
        if name in {"t", "delText"}:
            if name == "delText":
                place = replace(place, stays=False)
            self._add(printable(element.text or ""), setting, former, place)
        elif name in _CHARACTERS and not _parts_pages(element):
            self._add(_CHARACTERS[name], setting, former, place)
        elif name in {"footnoteReference", "endnoteReference"}:
            self._add_note(element, name.removesuffix("Reference"), place)
        elif name == "commentReference":
            here = len(self.pieces)
            self.anchors.setdefault(element.get(f"{W}id", ""), Anchor(self.row, here, here))
        else:
            self.fields.read(element, name)

    def _setting(self, properties: etree._Element | None) -> Setting:
        emphasis, strong = setting_of(properties)
        style = properties.find(f"{W}rStyle") if properties is not None else None
        name = style.get(f"{W}val", "") if style is not None else ""
        inherited = self.sources.styles.get(name, (None, None))
        return (
            inherited[0] if emphasis is None else emphasis,
            inherited[1] if strong is None else strong,
        )

    def _add(self, text: str, setting: Setting, former: Setting, place: Place) -> None:
        if not text or self.fields.is_code:
            return
        self._count(len(text))
        link = self.fields.link or place.link
        self.pieces.append(
            Piece(
                Span(text, bool(setting[0]), bool(setting[1]), link) if place.stays else None,
                Span(text, bool(former[0]), bool(former[1]), link) if place.stood else None,
            )
        )

    def _add_note(self, element: etree._Element, kind: str, place: Place) -> None:
        note = self.sources.notes.get((kind, element.get(f"{W}id", "")))
        if note is None:
            return
        inner = Walker(replace(self.sources, notes={}))
        inner.walk(note, Place())
        self._count(inner._length + 1)
        self.edits.setdefault(self.row, {}).update(inner.edits.get(OUTSIDE, {}))
        marks = [Span("", note=Note("1", tuple(spans))) for spans in spans_of(inner.pieces)]
        self.pieces.append(
            Piece(marks[0] if place.stays else None, marks[1] if place.stood else None)
        )

    def _count(self, characters: int) -> None:
        self._length += characters
        if self._length > LONGEST_TEXT:
            raise Unreadable(Trouble.TOO_LONG)


def _parts_pages(element: etree._Element) -> bool:
    return element.get(f"{W}type") in {"page", "column"}


_HANDLERS: dict[str, Callable[[Walker, etree._Element, Place], None]] = {
    "ins": Walker.came,
    "moveTo": Walker.came,
    "del": Walker.went,
    "moveFrom": Walker.went,
    "p": Walker.paragraph,
    "r": Walker.run,
    "hyperlink": Walker.hyperlink,
    "fldSimple": Walker.simple_field,
    "bookmarkStart": Walker.bookmark,
    "commentRangeStart": Walker.comment_starts,
    "commentRangeEnd": Walker.comment_ends,
}
