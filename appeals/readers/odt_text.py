"""Writes an OpenDocument text as HTML."""

from collections.abc import Iterator
from html import escape

from lxml import etree

from appeals.readers.odt_styles import Styles

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_STYLE_NAME = f"{_TEXT}style-name"
# What was deleted, what somebody remarked, and what is made of headings.
_LEFT_OUT = frozenset(
    [
        *(f"{_TEXT}{name}" for name in ("tracked-changes", "table-of-content", "sequence-decls")),
        *(
            f"{_TEXT}{name}"
            for name in ("alphabetical-index", "variable-decls", "user-field-decls")
        ),
        *(f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")),
    ]
)
_QUOTATIONS = frozenset(["Quotations", "Quote", "Intense_20_Quote", "Block_20_Text"])
_CELLS = {f"{_TABLE}table": "table", f"{_TABLE}table-row": "tr", f"{_TABLE}table-cell": "td"}
# So many blanks set something apart as a tab does.
_COLUMN = 4
_MOST_BLANKS = 100


class Writer:
    """Goes through the tree once; `notes` are those met on the way, as HTML."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counted: dict[str, int] = {}
        self.notes: list[str] = []

    def page(self, tree: etree._Element) -> str:
        body = tree.find(f"{_OFFICE}body/{_OFFICE}text")
        return "" if body is None else "".join(self._blocks(body))

    def _blocks(self, parent: etree._Element) -> Iterator[str]:
        for element in parent:
            tag = element.tag
            if tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            if tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield self._paragraph(element)
            elif tag == f"{_TEXT}list":
                yield from self._list(element, "", 1)
            elif tag in _CELLS:
                yield f"<{_CELLS[tag]}>{''.join(self._blocks(element))}</{_CELLS[tag]}>"
            else:
                yield from self._blocks(element)

    def _paragraph(self, element: etree._Element) -> str:
        said = self._inline(element)
        bases = self._styles.bases(element.get(_STYLE_NAME, ""))
        if "Title" in bases:
            return f"<h1>{said}</h1>"
        if element.tag == f"{_TEXT}h":
            level = element.get(f"{_TEXT}outline-level", "1")
            return f"<h{min(int(level) + 1, 6) if level.isdigit() else 2}>{said}</h2>"
        if _QUOTATIONS.intersection(bases):
            return f"<blockquote><p>{said}</p></blockquote>"
        return f"<p>{self._marked(said, bases[0])}</p>"

    def _list(self, element: etree._Element, inherited: str, level: int) -> Iterator[str]:
        name = element.get(_STYLE_NAME) or inherited or self._list_style(element)
        tag = self._styles.tag_of_list(name, level)
        goes_on = element.get(f"{_TEXT}continue-numbering") == "true" or element.get(
            f"{_TEXT}continue-list"
        )
        key = f"{name}/{level}"
        start = self._counted.get(key, 0) + 1 if goes_on else 1
        items = [item for item in element if item.tag == f"{_TEXT}list-item"]
        self._counted[key] = start + len(items) - 1
        yield f'<{tag} start="{start}">'
        for item in element:
            inside = "".join(self._item(item, name, level))
            is_item = tag != "div" and item.tag == f"{_TEXT}list-item"
            yield f"<li>{inside}</li>" if is_item else inside
        yield f"</{tag}>"

    def _item(self, item: etree._Element, name: str, level: int) -> Iterator[str]:
        for element in item:
            if element.tag == f"{_TEXT}list":
                yield from self._list(element, name, level + 1)
            elif element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                yield self._paragraph(element)

    def _list_style(self, element: etree._Element) -> str:
        paragraph = next(element.iter(f"{_TEXT}p"), None)
        return "" if paragraph is None else self._styles.list_of(paragraph.get(_STYLE_NAME, ""))

    def _inline(self, element: etree._Element) -> str:
        said = escape(element.text or "")
        for child in element:
            said += self._run(child) + escape(child.tail or "")
        return said

    def _run(self, element: etree._Element) -> str:
        tag = element.tag
        if tag in _LEFT_OUT or not isinstance(tag, str):
            return ""
        if tag == f"{_TEXT}line-break":
            return "<br>"
        if tag == f"{_TEXT}tab":
            return "\t"
        if tag == f"{_TEXT}s":
            count = element.get(f"{_TEXT}c", "1")
            blanks = min(int(count), _MOST_BLANKS) if count.isdigit() else 1
            return "\t" if blanks >= _COLUMN else " " * blanks
        if tag == f"{_TEXT}note":
            return self._note(element)
        if tag == f"{_TEXT}a":
            return f'<a href="{escape(element.get(_LINK, ""))}">{self._inline(element)}</a>'
        if tag == f"{_TEXT}p":  # of a frame
            return f"{self._inline(element)}<br>"
        return self._marked(self._inline(element), element.get(_STYLE_NAME, ""))

    def _note(self, element: etree._Element) -> str:
        body = element.find(f"{_TEXT}note-body")
        self.notes.append("" if body is None else "".join(self._blocks(body)))
        return f"[{len(self.notes)}]"

    def _marked(self, said: str, style: str) -> str:
        if self._styles.is_italic(style):
            said = f"<i>{said}</i>"
        return f"<b>{said}</b>" if self._styles.is_bold(style) else said
