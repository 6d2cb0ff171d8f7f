"""Spans of a page: blanks as a browser shows them, and pieces cut out of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from appeals.document.tree import Span

# A line break as long as blanks are still being tidied.
BREAK = "\v"


def tidied(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Leave one blank between words, and none at line ends or at the edges."""
    kept: list[Span] = []
    for span in spans:
        text = re.sub(rf" *{BREAK} *", "\n", span.text)
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


def cut(spans: Sequence[Span], between: str) -> Iterator[tuple[Span, ...]]:
    """Cut spans where their text matches a pattern, and leave out what matched."""
    text, start = text_of(spans), 0
    for match in [*re.finditer(between, text), None]:
        end = match.start() if match else len(text)
        if piece := tuple(stretch(spans, start, end)):
            yield piece
        start = match.end() if match else end


def stretch(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """Yield what of the spans stands between two places of their text."""
    at = 0
    for span in spans:
        text = span.text[max(start - at, 0) : max(end - at, 0)]
        at += len(span.text)
        if text:
            yield replace(span, text=text)


def text_of(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)
