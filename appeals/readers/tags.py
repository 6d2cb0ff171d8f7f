"""What the tags of HTML mean for a text."""

from lxml import html

from appeals.document.tree import BlockKind

HEADINGS = {f"h{level}": level for level in range(1, 7)}
ITEMS = {"ol": BlockKind.NUMBERED_ITEM, "ul": BlockKind.BULLETED_ITEM}
BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "caption", "center", "dd", "div", "dl"),
        *("dt", "figcaption", "figure", "footer", "header", "hr", "li", "main", "ol", "p", "pre"),
        *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *HEADINGS),
    ]
)
EMPHASIS, STRONG = frozenset(["em", "i"]), frozenset(["strong", "b"])
INLINE = frozenset(["a", "br", "sub", "sup"]) | EMPHASIS | STRONG
# What stands in these is no text of the page.
SILENT = frozenset(
    [
        *("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title"),
        *("canvas", "audio", "video"),
    ]
)
# Text of the page, but not of what it carries.
FURNITURE = frozenset(["nav", "button", "select", "textarea"])

# A table with longer cells is there to set a page in columns.
_LONGEST_CELL = 6  # paragraphs
_LONGEST_NUMBER = 5  # digits


def holds_data(table: html.HtmlElement) -> bool:
    """Whether a table has rows that belong together; others only place text on the page."""
    rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
    wide = [row for row in rows if len(row) > 1]
    return (
        2 * len(wide) > len(rows)
        and next(table.iterdescendants("table"), None) is None
        and all(_paragraphs(cell) <= _LONGEST_CELL for row in rows for cell in row)
    )


def numbered_from(element: html.HtmlElement, default: int = 1) -> int:
    """The number a list starts with, or an item has of its own."""
    said = element.get("start") or element.get("value") or ""
    is_number = said.isascii() and said.isdigit() and len(said) <= _LONGEST_NUMBER
    return int(said) if is_number else default


def _paragraphs(cell: html.HtmlElement) -> int:
    return sum(1 for _each in cell.iterdescendants("p", "li", "div", "br"))
