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
            shortened = kept.pop()
            if len(shortened.text) > 1:
                kept.append(replace(shortened, text=shortened.text[:-1]))
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
    rest = _Rest(spans)
    for match in [*re.finditer(between, text), None]:
        if piece := rest.taken(start, match.start() if match else len(text)):
            yield piece
        start = match.end() if match else start


class _Rest:
    """Spans from which one stretch after the other is taken, so that each is looked at once."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._first = 0
        self._at = 0  # where in the text the first span begins

    def taken(self, start: int, end: int) -> tuple[Span, ...]:
        kept = []
        while self._first < len(self._spans) and self._at < end:
            span = self._spans[self._first]
            text = span.text[max(start - self._at, 0) : end - self._at]
            if text:
                kept.append(replace(span, text=text))
            if self._at + len(span.text) > end:
                break
            self._at += len(span.text)
            self._first += 1
        return tuple(kept)


def text_of(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)
