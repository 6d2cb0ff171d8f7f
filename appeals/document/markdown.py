"""Spans into the Markdown of a segment, so that it reads back as the same spans."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, product

from markdown_it.common.normalize_url import normalizeLink

from appeals.document.inline import parse
from appeals.document.markup import printable
from appeals.document.tree import Note, Span

_SPECIAL = re.compile(r"[\\*_\[\]]")
# A star between blanks and an underscore inside a word mark nothing.
_NEEDED = re.compile(r"\\(?=[^\w\s]|\n)|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?![^\W_])|[\[\]]")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^/\s]", re.IGNORECASE)
_BLANKS = re.compile(r"(\s+)")

# How plain text is written, and which sign stands for emphasis.
_Way = tuple[Callable[[str], str], str]
_STYLES = ("emphasis", "strong", "link")


def written(spans: Iterable[Span]) -> str:
    """Write spans as Markdown.

    A link leads to the web or a mailbox, and footnotes are labelled in their
    order. Where Markdown cannot say a mark at its place, as between two letters,
    the marks are left out.
    """
    wanted = tidied(spans)
    unmarked = tidied([Span(s.text, link=s.link, note=s.note) for s in wanted])
    for attempt in (wanted, unmarked):
        for way in _WAYS:
            text = _whole(attempt, way)
            if parse(text) == attempt:
                return text
    return plain("".join(span.text for span in wanted))


def as_wording(spans: Iterable[Span]) -> str:
    """Write spans as a wording is stored: without blanks around it."""
    return written(_stripped(tidied(spans)))


def plain(text: str) -> str:
    """Write plain text so that no character of it is taken for a mark."""
    wanted = (Span(text),) if text else ()
    said = (write(text) for write, _sign in _WAYS)
    return next((each for each in said if parse(each) == wanted), _escaped(text))


def tidied(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans as Markdown can say them, with neighbours of one style put together."""
    pieces = [piece for span in spans for piece in _pieces(span)]
    merged = list(_merged(_bare_blanks(pieces)))
    if any(span.note for span in merged):
        # The texts of footnotes follow upon the last word.
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip())
    return tuple(_labelled(span for span in merged if span.text or span.note))


def _pieces(span: Span) -> Iterator[Span]:
    """Cut a span at its blanks, and keep only addresses of the web."""
    if span.note:
        if said := _stripped(tidied(span.note.spans)):
            yield Span("", note=Note(span.note.label, said))
        return
    link = normalizeLink(span.link) if span.link and _ADDRESS.match(span.link) else None
    for text in _BLANKS.split(printable(span.text)):
        if text:
            yield Span(text, span.emphasis, span.strong, link)


def _bare_blanks(pieces: Sequence[Span]) -> Iterator[Span]:
    """A blank or a footnote is set as the words on both its sides are: no mark begins with it."""
    words = [piece.note is None and not piece.text.isspace() for piece in pieces]
    for at, piece in enumerate(pieces):
        if words[at]:
            yield piece
            continue
        before = next((pieces[n] for n in range(at - 1, -1, -1) if words[n]), Span(""))
        after = next((pieces[n] for n in range(at + 1, len(pieces)) if words[n]), Span(""))
        yield replace(
            piece,
            emphasis=before.emphasis and after.emphasis,
            strong=before.strong and after.strong,
            link=before.link if before.link == after.link and not piece.note else None,
        )


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    for style, group in groupby(spans, key=lambda span: replace(span, text="")):
        if style.note:
            yield from group
        else:
            yield replace(style, text="".join(each.text for each in group))


def _stripped(spans: Sequence[Span]) -> tuple[Span, ...]:
    kept = list(spans)
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(span for span in kept if span.text or span.note)


def _labelled(spans: Iterable[Span]) -> Iterator[Span]:
    number = 0
    for span in spans:
        if span.note:
            number += 1
            span = replace(span, note=Note(str(number), span.note.spans))
        yield span


def _whole(spans: Sequence[Span], way: _Way) -> str:
    notes = [span.note for span in spans if span.note]
    texts = [f"[^{note.label}]: {_marked(note.spans, way)}" for note in notes]
    return "\n\n".join([_marked(spans, way), *(["\n".join(texts)] if texts else [])])


def _marked(spans: Sequence[Span], way: _Way, inside: tuple[str, ...] = ()) -> str:
    """Write what stands inside these marks; of two marks, the one that goes further is outside."""
    text, at = "", 0
    while at < len(spans):
        styles = [each for each in _STYLES if each not in inside and getattr(spans[at], each)]
        if not styles:
            text, at = text + _plain(spans[at], way), at + 1
            continue
        end, style = max((_end(spans, at, each), each) for each in styles)
        within = _marked(spans[at:end], way, (*inside, style))
        text, at = text + _enclosed(within, style, spans[at], way), end
    return text


def _end(spans: Sequence[Span], start: int, style: str) -> int:
    """Return where a style that begins here ends."""
    first = getattr(spans[start], style)
    return next(
        (n for n in range(start, len(spans)) if getattr(spans[n], style) != first), len(spans)
    )


def _plain(span: Span, way: _Way) -> str:
    return f"[^{span.note.label}]" if span.note else way[0](span.text)


def _enclosed(text: str, style: str, span: Span, way: _Way) -> str:
    if style == "link":
        address = f"<{span.link}>" if re.search(r"[()]", span.link or "") else span.link
        return f"[{text}]({address})"
    sign = "**" if style == "strong" else way[1]
    return f"{sign}{text}{sign}"


def _as_it_is(text: str) -> str:
    return text


def _cautious(text: str) -> str:
    return _NEEDED.sub(r"\\\g<0>", text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


# Backslashes only where they are needed: people go on editing this.
_WAYS: Sequence[_Way] = tuple(product((_as_it_is, _cautious, _escaped), "*_"))
