"""HTML: a self-contained file, a bare fragment for a site's editor, text for our own pages."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from markupsafe import Markup

from appeals import languages
from appeals.document.beside import is_beside, rows
from appeals.document.html_style import STYLE
from appeals.document.html_text import Writer, attribute, text
from appeals.document.layout import PLAIN, Layout
from appeals.document.tree import Block, Document, Picture, letterheads

# The file needs nothing from anywhere; a browser is told to hold it to that.
_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)


def write_html(documents: Sequence[Document], target: BinaryIO, layout: Layout = PLAIN) -> None:
    """Write one self-contained UTF-8 file, piece by piece.

    Language follows upon language, or two stand beside each other.
    """
    for piece in html_pieces(documents, layout):
        target.write(piece.encode())


def html_pieces(documents: Sequence[Document], layout: Layout = PLAIN) -> Iterator[str]:
    """The file `write_html` writes, as pieces to stream."""
    first = documents[0]
    yield (
        f'<!doctype html>\n<html lang="{attribute(first.language)}" dir="{first.direction}">\n'
        f'<head>\n<meta charset="utf-8">\n<title>{text(first.title)}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{STYLE}</style>\n</head>\n<body>\n"
    )
    if is_beside(documents, layout.side_by_side):
        yield from _beside(*documents)
    else:
        yield from _in_turn(documents, layout)
    yield "</body>\n</html>\n"


def html_fragment(document: Document, *, level: int = 2) -> str:
    """Bare, semantic HTML to paste into a site's editor; the title is a heading of `level`.

    A site has a head of its own, and pictures would be taken out by its editor.
    """
    language = attribute(document.language)
    content = "".join(Writer(document.language, level=level, classes=False).document(document))
    return f'<section lang="{language}" dir="{document.direction}">\n{content}</section>\n'


def body_html(blocks: Sequence[Block], name: str, *, level: int = 1) -> Markup:
    """The blocks as HTML for our own pages, each paragraph with its kind as its class.

    `name` tells their footnotes from those of other texts on the page: a language, an id.
    """
    writer = Writer(name, level=level, classes=True)
    return Markup("".join([*writer.blocks(blocks), *writer.notes()]))  # noqa: S704


def document_html(
    document: Document, *, level: int = 1, source: Callable[[Picture], str] | None = None
) -> Markup:
    """The text with its lists, for a page that sets `lang` and `dir` around it.

    `source` is the address of a picture; without it there are none.
    """
    writer = Writer(document.language, level=level, classes=True, source=source)
    return Markup("".join(writer.document(document)))  # noqa: S704


def _in_turn(documents: Sequence[Document], layout: Layout) -> Iterator[str]:
    if len(documents) > 1:
        yield _contents(documents)
    for document in documents:
        language = attribute(document.language)
        writer = Writer(
            document.language,
            level=1,
            classes=True,
            two_columns=layout.two_columns,
            source=_within,
        )
        yield f'<article id="{language}" lang="{language}" dir="{document.direction}">\n'
        yield from writer.document(document)
        yield "</article>\n"


def _beside(left: Document, right: Document) -> Iterator[str]:
    """A table, with the languages at the head of its two columns; notes stand below it."""
    marks, writers = [], []
    for document in (left, right):
        language = attribute(document.language)
        marks.append(f' lang="{language}" dir="{document.direction}"')
        writers.append(Writer(document.language, level=1, classes=True, source=_within))
    heads = "".join(
        f'<th scope="col"{mark}>{text(languages.own_name(document.language))}</th>'
        for mark, document in zip(marks, (left, right), strict=True)
    )
    for language, letterhead in letterheads((left, right)):
        before = f'<div lang="{attribute(language)}" dir="{languages.direction(language)}">\n'
        yield before + "".join(writers[0].letterhead(letterhead)) + "</div>\n"
    yield f'<table class="beside">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n'
    for row in rows(left, right):
        cells = "".join(
            f"<td{mark}>{writer.piece(piece) if piece else ''}</td>"
            for mark, writer, piece in zip(marks, writers, row, strict=True)
        )
        yield f"<tr>{cells}</tr>\n"
    yield "</tbody>\n</table>\n"
    yield from writers[0].logos(left.logos)
    for mark, writer, document in zip(marks, writers, (left, right), strict=True):
        below = "".join([*writer.notes(), *writer.colophon(document)])
        yield f"<div{mark}>\n{below}</div>\n" if below else ""


def _within(picture: Picture) -> str:
    """The picture itself, so that the file needs no other."""
    return f"data:{picture.media_type};base64,{b64encode(picture.content).decode()}"


def _contents(documents: Sequence[Document]) -> str:
    links = "".join(
        f'<li><a href="#{tag}" lang="{tag}" hreflang="{tag}" dir="{document.direction}">'
        f"{text(languages.language_name(document.language, document.language))}</a></li>\n"
        for document in documents
        for tag in [attribute(document.language)]
    )
    return f"<nav>\n<ul>\n{links}</ul>\n</nav>\n"
