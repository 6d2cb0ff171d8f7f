"""One language version as HTML, from the title to the last footnote."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from appeals import languages
from appeals.document.beside import LEVELS, Piece
from appeals.document.markup import marked_up, marked_up_list, printable
from appeals.document.tree import (
    Block,
    BlockKind,
    Document,
    Entry,
    Letterhead,
    Note,
    Picture,
    Roll,
    Span,
    runs,
)

_NAMES_AT_ONCE = 1000

_CONTROLS = {"\n": "<br>"}
# Lines of one block, where they are not paragraphs of their own.
_LINES = frozenset({BlockKind.ADDRESSEE, BlockKind.CC})
_LISTS = {BlockKind.NUMBERED_ITEM: "ol", BlockKind.BULLETED_ITEM: "ul"}
_WRAPPED = {
    BlockKind.QUOTATION: ("<blockquote><p>", "</p></blockquote>"),
    BlockKind.CONTACT: ("<address>", "</address>"),
    BlockKind.NOTE: ("<p><small>", "</small></p>"),
}


class Writer:
    """Writes blocks and lists piece by piece, and at last the footnotes met on the way.

    `name` tells the footnotes of this text from those of others on the same page. `source` says
    where a picture is found; without it letterhead and logos are left out.
    """

    def __init__(
        self,
        name: str,
        *,
        level: int,
        classes: bool,
        two_columns: bool = False,
        source: Callable[[Picture], str] | None = None,
    ) -> None:
        self._name = attribute(name)
        self._level = level
        self._classes = classes
        self._list_class = ' class="columns"' if two_columns else ""
        self._source = source
        self._notes: list[str] = []

    def document(self, document: Document) -> Iterator[str]:
        if document.letterhead:
            yield from self.letterhead(document.letterhead)
        yield from self.blocks(document.before_rolls)
        for roll in document.rolls:
            yield from self._roll(roll)
        yield from self.blocks(document.after_rolls)
        yield from self.notes()
        yield from self.colophon(document)

    def colophon(self, document: Document) -> Iterator[str]:
        if document.colophon:
            before, after = _WRAPPED[BlockKind.NOTE]
            yield f"<footer>\n{before}{self.spans(document.colophon)}{after}\n</footer>\n"

    def letterhead(self, letterhead: Letterhead) -> Iterator[str]:
        if self._source is None:
            return
        logo = f"{self._picture(letterhead.logo)}\n" if letterhead.logo else ""
        lines = "<br>".join(map(text, letterhead.lines))
        below = f"<p>{lines}</p>\n" if lines else ""
        name = f"<p><strong>{text(letterhead.name)}</strong></p>\n"
        yield f'<header class="letterhead">\n{logo}{name}{below}</header>\n'

    def logos(self, logos: Sequence[Picture]) -> Iterator[str]:
        if logos and self._source:
            items = "".join(f"<li>{self._picture(logo)}</li>\n" for logo in logos)
            yield f'<ul class="logos">\n{items}</ul>\n'

    def _picture(self, picture: Picture) -> str:
        source = attribute(self._source(picture)) if self._source else ""
        return (
            f'<img src="{source}" alt="{attribute(picture.text)}" '
            f'width="{picture.width}" height="{picture.height}">'
        )

    def piece(self, piece: Piece) -> str:
        """What stands in one cell of a table of two languages."""
        content = self.spans(piece.spans)
        if tag := _LISTS.get(piece.kind):
            start = f' start="{piece.number}"' if tag == "ol" and piece.number != 1 else ""
            return f"<{tag}{start}><li><bdi>{content}</bdi></li></{tag}>"
        if piece.level:
            return self._headed(piece.level, content)
        before, after = self._tags(piece.kind)
        return f"{before}{content}{after}"

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        for kind, group in runs(blocks):
            contents = [self.spans(block.spans) for block in group]
            if tag := _LISTS.get(kind):
                items = "".join(f"<li>{content}</li>\n" for content in contents)
                yield f"<{tag}>\n{items}</{tag}>\n"
            elif kind in _LINES:
                before, after = self._tags(kind)
                yield f"{before}{'<br>'.join(contents)}{after}\n"
            else:
                before, after = self._tags(kind)
                yield from (f"{before}{content}{after}\n" for content in contents)

    def notes(self) -> Iterator[str]:
        """The texts of the footnotes, each leading back to its mark."""
        if self._notes:
            yield f'<section role="doc-endnotes">\n<ol>\n{"".join(self._notes)}</ol>\n</section>\n'

    def spans(self, spans: Iterable[Span]) -> str:
        return "".join(self._mark(span.note) if span.note else _span(span) for span in spans)

    def _mark(self, note: Note) -> str:
        number = len(self._notes) + 1
        place = f"{self._name}-{number}"
        self._notes.append(
            f'<li id="fn-{place}">{"".join(map(_span, note.spans))} '
            f'<a href="#fnref-{place}" role="doc-backlink" aria-label="↑ {number}">↑</a></li>\n'
        )
        link = f'<a href="#fn-{place}" id="fnref-{place}" role="doc-noteref">{number}</a>'
        return f"<sup>{link}</sup>"

    def _tags(self, kind: BlockKind) -> tuple[str, str]:
        if level := LEVELS.get(kind):
            level += self._level - 1
            return f"<h{level}>", f"</h{level}>"
        if kind in _WRAPPED:
            return _WRAPPED[kind]
        named = self._classes and kind is not BlockKind.PARAGRAPH
        return f'<p class="{kind.replace("_", "-")}">' if named else "<p>", "</p>"

    def _roll(self, roll: Roll) -> Iterator[str]:
        heading = self.spans(roll.heading)
        if heading:
            yield f"{self._headed(roll.level, heading)}\n"
        if roll.entries:
            yield from self._entries(roll)
        before, after = _WRAPPED[BlockKind.NOTE]
        for remark in roll.remarks:
            yield f"{before}{self.spans(remark)}{after}\n"
        yield from self.logos(roll.logos)

    def _headed(self, level: int, content: str) -> str:
        level += self._level - 1
        return f"<h{level}>{content}</h{level}>"

    def _entries(self, roll: Roll) -> Iterator[str]:
        tag = "ol" if roll.numbered else "ul"
        yield f"<{tag}{self._list_class}>\n"
        due = 1
        for stretch in roll.stretches():
            number = stretch[0].number
            value = f' value="{number}"' if roll.numbered and number != due else ""
            yield from _items(stretch, value)
            due = number + len(stretch)
        yield f"</{tag}>\n"


def text(text: str) -> str:
    return marked_up(text, _CONTROLS)


def attribute(text: str) -> str:
    return escape(printable(text))


def _items(stretch: Sequence[Entry], value: str) -> Iterator[str]:
    before, after = _around(stretch[0])
    for start in range(0, len(stretch), _NAMES_AT_ONCE):
        texts = [entry.text for entry in stretch[start : start + _NAMES_AT_ONCE]]
        names = marked_up_list(texts, _CONTROLS, between=f"{after}</li>\n<li>{before}")
        yield f"<li{'' if start else value}>{before}{names}{after}</li>\n"


def _around(entry: Entry) -> tuple[str, str]:
    if entry.gap:
        return "<bdi><mark>", "</mark></bdi>"
    if entry.withdrawn:
        return "<bdi><s>", "</s></bdi>"
    return "<bdi>", "</bdi>"


def _span(span: Span) -> str:
    html = text(span.text)
    if span.struck:
        html = f"<s>{html}</s>"
    if span.emphasis:
        html = f"<em>{html}</em>"
    if span.strong:
        html = f"<strong>{html}</strong>"
    if span.gap:
        html = f"<mark{_own_language(span)}>{html}</mark>"
    elif span.language:
        html = f"<span{_own_language(span)}>{html}</span>"
    return f'<a href="{attribute(span.link)}">{html}</a>' if span.link else html


def _own_language(span: Span) -> str:
    if span.language is None:
        return ""
    direction = languages.direction(span.language)
    return f' lang="{attribute(span.language)}" dir="{direction}"'
