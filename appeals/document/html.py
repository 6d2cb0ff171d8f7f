"""HTML: a self-contained file, a bare fragment for a site's editor, text for our own pages."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import BinaryIO

from markupsafe import Markup

from appeals import languages
from appeals.document.html_style import STYLE
from appeals.document.markup import marked_up, marked_up_list, printable
from appeals.document.tree import (
    Block,
    BlockKind,
    Document,
    Entry,
    Roll,
    Span,
    runs,
)

_NAMES_AT_ONCE = 1000

_CONTROLS = {"\n": "<br>"}
_LISTS = {BlockKind.NUMBERED_ITEM: "ol", BlockKind.BULLETED_ITEM: "ul"}
_WRAPPED = {
    BlockKind.QUOTATION: ("<blockquote><p>", "</p></blockquote>"),
    BlockKind.CONTACT: ("<address>", "</address>"),
    BlockKind.NOTE: ("<p><small>", "</small></p>"),
}

# The file needs nothing from anywhere; a browser is told to hold it to that.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write_html(documents: Sequence[Document], target: BinaryIO) -> None:
    """Write one self-contained UTF-8 file, language after language, piece by piece."""
    for piece in html_pieces(documents):
        target.write(piece.encode())


def html_pieces(documents: Sequence[Document]) -> Iterator[str]:
    """The file `write_html` writes, as pieces to stream."""
    first = documents[0]
    yield (
        f'<!doctype html>\n<html lang="{_attribute(first.language)}" dir="{first.direction}">\n'
        f'<head>\n<meta charset="utf-8">\n<title>{_text(first.title)}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{STYLE}</style>\n</head>\n<body>\n"
    )
    if len(documents) > 1:
        yield _contents(documents)
    for document in documents:
        language = _attribute(document.language)
        yield f'<article id="{language}" lang="{language}" dir="{document.direction}">\n'
        yield from _content(document, level=1, classes=True)
        yield "</article>\n"
    yield "</body>\n</html>\n"


def html_fragment(document: Document, *, level: int = 2) -> str:
    """Bare, semantic HTML to paste into a site's editor; the title is a heading of `level`."""
    language = _attribute(document.language)
    content = "".join(_content(document, level=level, classes=False))
    return f'<section lang="{language}" dir="{document.direction}">\n{content}</section>\n'


def body_html(blocks: Sequence[Block], *, level: int = 1) -> Markup:
    """The blocks as HTML for our own pages, each paragraph with its kind as its class."""
    return Markup("".join(_blocks(blocks, level=level, classes=True)))  # noqa: S704


def document_html(document: Document, *, level: int = 1) -> Markup:
    """The text with its lists, for a page that sets `lang` and `dir` around it."""
    return Markup("".join(_content(document, level=level, classes=True)))  # noqa: S704


def spans_html(spans: Iterable[Span]) -> Markup:
    return Markup("".join(map(_span, spans)))  # noqa: S704


def _contents(documents: Sequence[Document]) -> str:
    links = "".join(
        f'<li><a href="#{tag}" lang="{tag}" hreflang="{tag}" dir="{document.direction}">'
        f"{_text(languages.language_name(document.language, document.language))}</a></li>\n"
        for document in documents
        for tag in [_attribute(document.language)]
    )
    return f"<nav>\n<ul>\n{links}</ul>\n</nav>\n"


def _content(document: Document, *, level: int, classes: bool) -> Iterator[str]:
    yield from _blocks(document.before_rolls, level=level, classes=classes)
    for roll in document.rolls:
        yield from _roll(roll, level=level + 1)
    yield from _blocks(document.after_rolls, level=level, classes=classes)


def _blocks(blocks: Sequence[Block], *, level: int, classes: bool) -> Iterator[str]:
    for kind, group in runs(blocks):
        contents = ["".join(map(_span, block.spans)) for block in group]
        if tag := _LISTS.get(kind):
            items = "".join(f"<li>{content}</li>\n" for content in contents)
            yield f"<{tag}>\n{items}</{tag}>\n"
        else:
            before, after = _tags(kind, level=level, classes=classes)
            yield from (f"{before}{content}{after}\n" for content in contents)


def _tags(kind: BlockKind, *, level: int, classes: bool) -> tuple[str, str]:
    if kind is BlockKind.TITLE:
        return f"<h{level}>", f"</h{level}>"
    if kind is BlockKind.HEADING:
        return f"<h{level + 1}>", f"</h{level + 1}>"
    if kind in _WRAPPED:
        return _WRAPPED[kind]
    named = classes and kind is not BlockKind.PARAGRAPH
    return f'<p class="{kind.replace("_", "-")}">' if named else "<p>", "</p>"


def _roll(roll: Roll, *, level: int) -> Iterator[str]:
    heading = "".join(map(_span, roll.heading))
    if heading:
        yield f"<h{level}>{heading}</h{level}>\n"
    tag = "ol" if roll.numbered else "ul"
    yield f"<{tag}>\n"
    due = 1
    for stretch in roll.stretches():
        number = stretch[0].number
        value = f' value="{number}"' if roll.numbered and number != due else ""
        yield from _items(stretch, value)
        due = number + len(stretch)
    yield f"</{tag}>\n"


def _items(stretch: Sequence[Entry], value: str) -> Iterator[str]:
    before, after = ("<bdi><mark>", "</mark></bdi>") if stretch[0].gap else ("<bdi>", "</bdi>")
    for start in range(0, len(stretch), _NAMES_AT_ONCE):
        texts = [entry.text for entry in stretch[start : start + _NAMES_AT_ONCE]]
        names = marked_up_list(texts, _CONTROLS, between=f"{after}</li>\n<li>{before}")
        yield f"<li{'' if start else value}>{before}{names}{after}</li>\n"


def _span(span: Span) -> str:
    html = _text(span.text)
    if span.emphasis:
        html = f"<em>{html}</em>"
    if span.strong:
        html = f"<strong>{html}</strong>"
    if span.gap:
        html = f"<mark>{html}</mark>"
    return f'<a href="{_attribute(span.link)}">{html}</a>' if span.link else html


def _text(text: str) -> str:
    return marked_up(text, _CONTROLS)


def _attribute(text: str) -> str:
    return escape(printable(text))
