"""A tree of HTML into parts; files of other formats come here, too, once they are HTML."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import nh3
from lxml import etree, html

from appeals.document.markdown import written
from appeals.document.markup import printable
from appeals.document.tree import BlockKind, Span
from appeals.readers import typed_lists
from appeals.readers.parts import Part, checked

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ITEMS = {"ol": BlockKind.NUMBERED_ITEM, "ul": BlockKind.BULLETED_ITEM}
_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "caption", "center", "dd", "div", "dl"),
        *("dt", "figcaption", "figure", "footer", "header", "hr", "li", "main", "ol", "p", "pre"),
        *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *_HEADINGS),
    ]
)
_EMPHASIS, _STRONG = frozenset(["em", "i"]), frozenset(["strong", "b"])
_INLINE = frozenset(["a", "br", "sub", "sup"]) | _EMPHASIS | _STRONG
# What stands in these is no text of the page.
_SILENT = frozenset(
    [
        *("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"),
        *("nav", "button", "select", "textarea", "canvas", "audio", "video"),
    ]
)
# A line break as long as blanks are still being tidied.
_BREAK = "\v"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SOFT_HYPHEN = "\u00ad"
# So many lines may stand above a title: what kind of text it is, whose.
_ABOVE_TITLE = 3
_PLAIN = Span("")


@dataclass(frozen=True)
class _Place:
    """Where in the tree we are; `item` tells list items apart, 0 is outside of lists."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    item: int = 0
    items: BlockKind = BlockKind.BULLETED_ITEM
    span: Span = _PLAIN
    is_set: bool = False


@dataclass(frozen=True)
class _Block:
    kind: BlockKind
    level: int
    spans: tuple[Span, ...]


def parts_of(source: str) -> list[Part]:
    """Read HTML, whole or a fragment; scripts, styles and menus are dropped first."""
    clean = nh3.clean(
        source,
        tags=set(_BLOCKS | _INLINE),
        clean_content_tags=set(_SILENT),
        attributes={"a": {"href"}, "li": {"id"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    parser = html.HTMLParser(no_network=True, remove_comments=True, huge_tree=False)
    # Also what was written as a code, such as &#11;, no tree can hold.
    tree = html.fragment_fromstring(printable(clean), create_parent="div", parser=parser)
    blocks = list(_Walk().blocks(tree))
    title = _title(blocks)
    return checked(typed_lists.found([_part(block, title) for block in blocks]))


class _Walk:
    """Goes through a tree from tag to tag, however deep, and gathers blocks."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._items = 0
        self._begun: set[int] = set()

    def blocks(self, tree: html.HtmlElement) -> Iterator[_Block]:
        places = [_Place()]
        for event, element in etree.iterwalk(tree, events=("start", "end")):
            tag = str(element.tag)
            if event == "start":
                yield from self._boundary(tag, places[-1])
                places.append(self._entered(tag, element, places[-1]))
                self._add(element.text, places[-1])
            else:
                yield from self._boundary(tag, places.pop())
                self._add(element.tail, places[-1])
        yield from self._ended(places[-1])

    def _boundary(self, tag: str, place: _Place) -> Iterator[_Block]:
        if tag not in _BLOCKS:
            return
        # Paragraphs inside an item are lines of it; another item or list ends it.
        if not place.item or tag in ("li", "ol", "ul"):
            yield from self._ended(place)
        elif self._spans:
            self._spans.append(Span(_BREAK))

    def _entered(self, tag: str, element: html.HtmlElement, place: _Place) -> _Place:
        if tag in _EMPHASIS:
            return replace(place, span=replace(place.span, emphasis=True))
        if tag in _STRONG:
            return replace(place, span=replace(place.span, strong=True))
        if tag == "a":
            return replace(place, span=replace(place.span, link=element.get("href")))
        if tag == "br":
            self._spans.append(Span(_BREAK))
        if tag in _ITEMS:
            return replace(place, items=_ITEMS[tag], item=0)
        if tag == "li":
            self._items += 1
            return replace(place, kind=place.items, item=self._items)
        if tag == "blockquote":
            return replace(place, kind=BlockKind.QUOTATION)
        if tag in _HEADINGS:
            return replace(place, kind=BlockKind.HEADING, level=_HEADINGS[tag])
        return replace(place, is_set=True) if tag == "pre" else place

    def _add(self, text: str | None, place: _Place) -> None:
        if not text:
            return
        shown = printable(text).replace(_SOFT_HYPHEN, "")
        shown = shown.replace("\n", _BREAK) if place.is_set else _BLANKS.sub(" ", shown)
        self._spans.append(replace(place.span, text=shown))

    def _ended(self, place: _Place) -> Iterator[_Block]:
        paragraphs = list(_cut(_tidied(self._spans), r"\n\n+"))
        self._spans = []
        if place.item and paragraphs:
            kind = BlockKind.PARAGRAPH if place.item in self._begun else place.kind
            self._begun.add(place.item)
            # What follows a list inside an item is no item of its own; paragraphs are its lines.
            lines = (span for each in paragraphs for span in (*each, Span("\n")))
            yield _Block(kind, place.level, _tidied(list(lines)))
        elif paragraphs:
            yield from (_Block(place.kind, place.level, each) for each in paragraphs)


def _tidied(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Leave one blank between words, and none at line ends or at the edges."""
    kept: list[Span] = []
    for span in spans:
        text = re.sub(rf" *{_BREAK} *", "\n", span.text)
        last = kept[-1].text[-1] if kept else "\n"
        if last in " \n":
            text = text.lstrip(" \n" if not kept else " ")
        if text.startswith("\n") and last == " ":
            kept[-1] = replace(kept[-1], text=kept[-1].text[:-1])
            kept = [each for each in kept if each.text]
        if text:
            kept.append(replace(span, text=text))
    while kept and not kept[-1].text.rstrip(" \n"):
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \n"))
    return tuple(kept)


def _cut(spans: Sequence[Span], between: str) -> Iterator[tuple[Span, ...]]:
    """Cut spans where their text matches a pattern, and leave out what matched."""
    text, start = "".join(span.text for span in spans), 0
    for match in [*re.finditer(between, text), None]:
        end = match.start() if match else len(text)
        if piece := tuple(_between(spans, start, end)):
            yield piece
        start = match.end() if match else end


def _between(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    at = 0
    for span in spans:
        text = span.text[max(start - at, 0) : max(end - at, 0)]
        at += len(span.text)
        if text:
            yield replace(span, text=text)


def _title(blocks: Sequence[_Block]) -> _Block | None:
    """The heading that stands above all others, if it begins the text."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    if not headings or blocks.index(headings[0]) > _ABOVE_TITLE:
        return None
    first, *others = headings
    return first if all(other.level > first.level for other in others) else None


def _part(block: _Block, title: _Block | None) -> Part:
    if block.kind is not BlockKind.HEADING:
        return Part(block.kind, written(block.spans))
    # A heading is set in bold as a whole.
    spans = [replace(span, strong=False) for span in block.spans]
    kind = BlockKind.TITLE if block is title else BlockKind.HEADING
    return Part(kind, written(spans))
