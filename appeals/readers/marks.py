"""Spans into the Markdown of a segment, so that it reads back as the same spans."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from markdown_it.common.normalize_url import normalizeLink

from appeals.document.inline import parse
from appeals.document.tree import Span

_SPECIAL = re.compile(r"[\\*_\[\]]")
# A star between blanks and an underscore inside a word mark nothing.
_NEEDED = re.compile(r"\\(?=[^\w\s]|\n)|(?<!\s)\*|\*(?!\s)|(?<![^\W_])_|_(?![^\W_])|[\[\]]")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^/\s]", re.IGNORECASE)
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def written(spans: Sequence[Span]) -> str:
    """Write spans as Markdown; where it cannot say a mark at its place, the mark is left out."""
    wanted = _tidied(spans)
    unmarked = [Span(span.text, link=span.link) for span in wanted]
    for attempt in (wanted, _merged(unmarked)):
        # Backslashes only where they are needed: people go on editing this.
        for write in _WAYS:
            text = "".join(_marked(attempt, write))
            if parse(text) == tuple(attempt):
                return text
    return plain("".join(span.text for span in wanted))


def plain(text: str) -> str:
    """Write plain text so that no character of it is taken for a mark."""
    wanted = (Span(text),) if text else ()
    return next((said for way in _WAYS if parse(said := way(text)) == wanted), _escaped(text))


def _tidied(spans: Iterable[Span]) -> list[Span]:
    return _merged([piece for span in spans for piece in _pieces(span)])


def _pieces(span: Span) -> Iterator[Span]:
    """Put blanks outside the marks, as Markdown wants it, and keep only addresses of the web."""
    link = normalizeLink(span.link) if span.link and _ADDRESS.match(span.link) else None
    if not (span.emphasis or span.strong or link):
        yield Span(span.text)
        return
    match = _EDGES.fullmatch(span.text)
    before, text, after = match.groups() if match else ("", span.text, "")
    yield Span(before)
    yield replace(span, text=text, link=link)
    yield Span(after)


def _merged(spans: Iterable[Span]) -> list[Span]:
    groups = groupby((span for span in spans if span.text), key=lambda span: replace(span, text=""))
    return [
        replace(style, text="".join(each.text for each in group))
        if (style.emphasis or style.strong or style.link)
        else Span("".join(each.text for each in group))
        for style, group in groups
    ]


def _marked(spans: Iterable[Span], write: Callable[[str], str]) -> Iterator[str]:
    for link, group in groupby(spans, key=lambda span: span.link):
        inside = "".join(_emphasised(span, write) for span in group)
        yield f"[{inside}]({_target(link)})" if link else inside


def _emphasised(span: Span, write: Callable[[str], str]) -> str:
    stars = "*" * (span.emphasis + 2 * span.strong)
    return f"{stars}{write(span.text)}{stars}"


def _target(link: str) -> str:
    return f"<{link}>" if re.search(r"[()]", link) else link


def _as_it_is(text: str) -> str:
    return text


def _cautious(text: str) -> str:
    return _NEEDED.sub(r"\\\g<0>", text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


_WAYS = (_as_it_is, _cautious, _escaped)
