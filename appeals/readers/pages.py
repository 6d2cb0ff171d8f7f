"""HTML into parts or lines; files of other formats come here, too, once they are HTML."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import nh3
from lxml import etree, html

from appeals.document.markdown import written
from appeals.document.markup import printable
from appeals.document.tree import BlockKind, Span
from appeals.readers import lines, parts, typed_lists
from appeals.readers.lines import Line, LineKind
from appeals.readers.parts import Part
from appeals.readers.spans import cut, text_of
from appeals.readers.tags import BLOCKS, FURNITURE, INLINE, SILENT
from appeals.readers.troubles import LONGEST_STATEMENT, MOST_LINES, Trouble, Unreadable
from appeals.readers.walking import Block, Walk

# So many lines may stand above a title: what kind of text it is, whose.
_ABOVE_TITLE = 3
# Characters with their tags.
_LONGEST_PAGE = 4 * LONGEST_STATEMENT
_KINDS = {
    BlockKind.HEADING: LineKind.HEADING,
    BlockKind.NUMBERED_ITEM: LineKind.NUMBERED,
    BlockKind.BULLETED_ITEM: LineKind.BULLETED,
    BlockKind.QUOTATION: LineKind.QUOTATION,
}


def parts_of(source: str) -> list[Part]:
    """Read HTML, whole or a fragment; scripts, styles and menus are dropped first."""
    blocks = list(Walk().blocks(_tree(source, silent=SILENT | FURNITURE)))
    title = _title(blocks)
    return parts.checked(typed_lists.found([_part(block, title) for block in blocks]))


def lines_of(source: str, *, tabs: bool = False) -> list[Line]:
    """Read HTML into lines; menus are among them, and the rows of tables."""
    found = Walk(rows=True, tabs=tabs).blocks(_tree(source, silent=SILENT))
    blocks = list(islice(found, MOST_LINES + 1))
    if len(blocks) > MOST_LINES:
        raise Unreadable(Trouble.TOO_MUCH)
    title = _title(blocks)
    said = (line for at in range(len(blocks)) for line in _lines(blocks, at, title))
    return lines.checked(lines.numbered(said))


def _tree(source: str, *, silent: frozenset[str]) -> html.HtmlElement:
    known = BLOCKS | INLINE | FURNITURE | {"option"}
    clean = nh3.clean(
        source,
        tags=set(known - silent),
        clean_content_tags=set(silent),
        attributes={"a": {"href"}, "li": {"id", "value"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    if len(clean) > _LONGEST_PAGE:
        raise Unreadable(Trouble.TOO_MUCH)
    parser = html.HTMLParser(no_network=True, remove_comments=True, huge_tree=False)
    # Also what was written as a code, such as &#11;, no tree can hold.
    tree = html.fragment_fromstring(printable(clean), create_parent="div", parser=parser)
    # Below a depth that no page of people has, the parser leaves out what follows.
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        raise Unreadable(Trouble.UNSAFE)
    return tree


def _title(blocks: Sequence[Block]) -> Block | None:
    """The heading that stands above all others, if it begins the text."""
    own = [block for block in blocks if not block.is_furniture]
    headings = [block for block in own if block.kind is BlockKind.HEADING]
    if not headings or own.index(headings[0]) > _ABOVE_TITLE:
        return None
    first, *others = headings
    return first if all(other.level > first.level for other in others) else None


def _part(block: Block, title: Block | None) -> Part:
    if block.kind is not BlockKind.HEADING:
        return Part(block.kind, written(block.spans))
    kind = BlockKind.TITLE if block is title else BlockKind.HEADING
    return Part(kind, written(_without_bold(block.spans)))


def _without_bold(spans: Sequence[Span]) -> list[Span]:
    """A heading is set in bold as a whole, which says nothing of its words."""
    return [replace(span, strong=False) for span in spans]


def _lines(blocks: Sequence[Block], at: int, title: Block | None) -> Iterator[Line]:
    block = blocks[at]
    if at and not (block.items and block.items == blocks[at - 1].items):
        yield Line(0, "")
    kind = _kind(block, title)
    is_heading = block.kind is BlockKind.HEADING
    spans = _without_bold(block.spans) if is_heading else block.spans
    # An item or row is one line, however many it takes.
    for each in [spans] if block.items else cut(spans, "\n"):
        text = text_of(each)
        markup = "" if block.cells else written(each)
        markup = "" if markup == text else markup
        yield Line(0, text, kind=kind, cells=block.cells, markup=markup, counted=block.counted)


def _kind(block: Block, title: Block | None) -> LineKind:
    if block.is_furniture:
        return LineKind.FURNITURE
    if block is title:
        return LineKind.TITLE
    return LineKind.ROW if block.cells else _KINDS.get(block.kind, LineKind.TEXT)
