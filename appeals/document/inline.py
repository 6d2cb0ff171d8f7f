"""The Markdown a segment may hold: emphasis, strong, links, and nothing else."""

import re
from functools import cache
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLinkText
from markdown_it.token import Token

from appeals.document.tree import Span

_MARKUP = re.compile(r"[*_\[\\]")
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^/]", re.IGNORECASE)


def parse(text: str) -> tuple[Span, ...]:
    """Read one segment; whatever is not markup is kept as it stands, line breaks too.

    Only inline rules run, so "1. ", "# " and "- " at the beginning are plain text.
    A link that leads anywhere but to the web or a mailbox stays plain text.
    """
    if not _MARKUP.search(text):
        return (Span(text),) if text else ()
    tokens = _parser().parseInline(text)[0].children or []
    return tuple(
        Span("".join(span.text for span in group), emphasis, strong, link)
        for (emphasis, strong, link), group in groupby(
            _spans(tokens), key=lambda span: (span.emphasis, span.strong, span.link)
        )
    )


def printed_address(link: str) -> str:
    """A link's address as a person would write it: no "mailto:", letters instead of codes."""
    return normalizeLinkText(link).removeprefix("mailto:")


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return bool(_SAFE_ADDRESS.match(url))


@cache
def _parser() -> MarkdownIt:
    return _Markdown("zero", {"html": False}).enable(["emphasis", "escape", "link"])


def _spans(tokens: list[Token]) -> list[Span]:
    spans = []
    depth = {"em": 0, "strong": 0}
    link: str | None = None
    for token in tokens:
        mark = token.type.removesuffix("_open").removesuffix("_close")
        if mark in depth:
            depth[mark] += token.nesting
        elif mark == "link":
            link = str(token.attrs["href"]) if token.nesting == 1 else None
        elif text := "\n" if token.type == "hardbreak" else token.content:
            spans.append(Span(text, depth["em"] > 0, depth["strong"] > 0, link))
    return spans
