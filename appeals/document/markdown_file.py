"""Markdown (CommonMark, with footnotes): a file for people who go on working with the text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import BinaryIO

from markdown_it import MarkdownIt

from appeals.document.markup import printable
from appeals.document.tree import Block, BlockKind, Document, Entry, Note, Roll, Span, runs

# Whatever could begin a mark in one of the Markdowns that are about.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~^$|#@]")
_AT_START = re.compile(r"^(\s*)([-+=:]|\d+[.)](?=\s|$))", re.MULTILINE)
# Lines of one block.
_CLOSE = frozenset({BlockKind.ADDRESSEE, BlockKind.CC})
# Two lists that follow upon each other would be read as one that counts on.
_BETWEEN_LISTS = "<!-- -->"


def write_markdown(documents: Sequence[Document], target: BinaryIO) -> None:
    """Write the documents one after the other, in UTF-8, each in a division of its language."""
    writer = _Writer()
    for place, document in enumerate(documents):
        if place > 0:
            target.write(b"\n")
        for part in writer.document(document):
            target.write(part.encode())
    target.write(writer.footnotes().encode())


class _Writer:
    """Writes one language after the other; footnotes are numbered through."""

    def __init__(self) -> None:
        self._notes: list[Note] = []

    def document(self, document: Document) -> Iterator[str]:
        """Yield every part with an empty line after it."""
        for part in self._parts(document):
            yield f"{part}\n\n"
        yield "</div>\n"

    def footnotes(self) -> str:
        texts = [
            f"[^{number}]: {_lines(_marked(note.spans), '    ')}\n"
            for number, note in enumerate(self._notes, start=1)
        ]
        return "".join(["\n", *texts]) if texts else ""

    def _parts(self, document: Document) -> Iterator[str]:
        yield f'<div lang="{document.language}" dir="{document.direction}">'
        if head := document.letterhead:
            lines = "\n".join(_guarded(_escaped(line)) for line in head.lines)
            yield _lines(f"**{_escaped(head.name)}**\n{lines}".rstrip("\n"), "")
        yield from self._blocks(document.before_rolls)
        for roll in document.rolls:
            yield from self._roll(roll)
        yield from self._blocks(document.after_rolls)
        if document.colophon:
            yield f"---\n\n{_lines(self._text(document.colophon), '')}"

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        for kind, group in runs(blocks):
            texts = [self._text(block.spans) for block in group]
            if kind is BlockKind.NUMBERED_ITEM:
                yield _list(f"{n}. {_lines(text)}" for n, text in enumerate(texts, start=1))
            elif kind is BlockKind.BULLETED_ITEM:
                yield _list(f"- {_lines(text, '  ')}" for text in texts)
            elif kind in _CLOSE:
                yield _lines("\n".join(texts), "")
            else:
                yield from (_set(kind, text) for text in texts)

    def _roll(self, roll: Roll) -> Iterator[str]:
        if roll.heading:
            yield f"{'#' * roll.level} {_one_line(self._text(roll.heading))}"
        for stretch in roll.stretches() if roll.entries else ():
            yield _list(_item(roll, entry) for entry in stretch)
        yield from (self._text(remark) for remark in roll.remarks)

    def _text(self, spans: Sequence[Span]) -> str:
        pieces = []
        for noted, group in groupby(spans, key=lambda span: span.note):
            if noted:
                self._notes.append(noted)
                pieces.append(f"[^{len(self._notes)}]")
            else:
                pieces.append(_marked(list(group)))
        return _guarded("".join(pieces))


def _set(kind: BlockKind, text: str) -> str:
    if kind is BlockKind.TITLE:
        return f"# {_one_line(text)}"
    if kind is BlockKind.HEADING:
        return f"## {_one_line(text)}"
    if kind is BlockKind.QUOTATION:
        return f"> {_lines(text, '> ')}"
    return _lines(text, "")


def _list(items: Iterable[str]) -> str:
    return "\n".join([_BETWEEN_LISTS, "", *items])


def _item(roll: Roll, entry: Entry) -> str:
    sign = f"{entry.number}." if roll.numbered else "-"
    text = _escaped(entry.text)
    if entry.withdrawn:
        text = f"~~{text}~~"  # as GitHub and pandoc read it
    return f"{sign} {_lines(_guarded(text), ' ' * (len(sign) + 1))}"


def _lines(text: str, indent: str = "   ") -> str:
    """A line break within a paragraph is a backslash and a new line."""
    return text.rstrip("\n").replace("\n", f"\\\n{indent}")


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _escaped(text: str) -> str:
    if text.isprintable() and not _SPECIAL.search(text):  # most names
        return text
    return _SPECIAL.sub(r"\\\g<0>", printable(text))


def _guarded(text: str) -> str:
    """Keep the beginning of a line from being read as that of a list or a rule."""
    kept = _AT_START.sub(lambda match: match[1] + _backslashed(match[2]), text)
    return "\n".join(line.strip(" \t") for line in kept.split("\n"))


def _backslashed(sign: str) -> str:
    return f"{sign[:-1]}\\{sign[-1]}"


def _marked(spans: Sequence[Span]) -> str:
    """Write the spans with their marks, or without where Markdown would not read them back."""
    text = "".join(map(_span, spans))
    if any(_is_marked(span) for span in spans) and _read(text) != _wanted(spans):
        return "".join(_escaped(span.text) for span in spans)
    return text


def _span(span: Span) -> str:
    words = _escaped(span.text)
    if not words.strip():
        return words
    before, after = words[: -len(words.lstrip())], words[len(words.rstrip()) :]
    words = words.strip()
    if span.link:
        words = f"[{words}](<{span.link}>)" if re.search(r"[()\s]", span.link) else _linked(span)
    sign = "*" * (span.emphasis + 2 * span.strong)
    return f"{before}{sign}{words}{sign}{after}"


def _linked(span: Span) -> str:
    return f"[{_escaped(span.text).strip()}]({span.link})"


def _is_marked(span: Span) -> bool:
    return span.emphasis or span.strong or span.link is not None


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _wanted(spans: Sequence[Span]) -> list[tuple[str, bool, bool, bool]]:
    return _gathered(
        (character, span.emphasis, span.strong, span.link is not None)
        for span in spans
        for character in printable(span.text)
    )


def _read(text: str) -> list[tuple[str, bool, bool, bool]]:
    found, depth = [], {"em": 0, "strong": 0, "link": 0}
    for token in _parser().parseInline(text)[0].children or []:
        depth_of = token.type.removesuffix("_open").removesuffix("_close")
        if depth_of in depth:
            depth[depth_of] += token.nesting
        content = "\n" if token.type in {"softbreak", "hardbreak"} else token.content
        marks = depth["em"] > 0, depth["strong"] > 0, depth["link"] > 0
        found += [(character, *marks) for character in content]
    return _gathered(found)


def _gathered(
    characters: Iterable[tuple[str, bool, bool, bool]],
) -> list[tuple[str, bool, bool, bool]]:
    """Blanks are left out of the comparison: which mark they have, nobody sees."""
    return [each for each in characters if not each[0].isspace()]
