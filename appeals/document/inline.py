"""The Markdown a segment may hold: emphasis, strong, links, footnotes, and nothing else."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLinkText
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from appeals.document import footnotes
from appeals.document.tree import Note, Span

_MARKUP = re.compile(r"[*_\[\\]")
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^/]", re.IGNORECASE)


def parse(text: str) -> tuple[Span, ...]:
    """Read one segment; whatever is not markup is kept as it stands, line breaks too.

    Only inline rules run, so "1. ", "# " and "- " at the beginning are plain text.
    A link that leads anywhere but to the web or a mailbox stays plain text, and so
    does the mark of a footnote without a text, or a text without a mark.
    """
    body, texts = footnotes.parted(text)
    if not texts:
        return _parsed(text, {})
    marked = {
        each.content for each in _tokens(body, {each.label for each in texts}) if _marks(each)
    }
    notes: dict[str, Note] = {}
    for each in texts:
        if each.label in marked and each.label not in notes:
            notes[each.label] = Note(each.label, _parsed(each.text, {}))
        else:
            body += each.source
    return _parsed(body, notes)


def printed_address(link: str) -> str:
    """A link's address as a person would write it: no "mailto:", letters instead of codes."""
    return normalizeLinkText(link).removeprefix("mailto:")


def with_addresses(spans: Sequence[Span]) -> Iterator[Span]:
    """Print a link's address after its text, unless they are the same.

    A link in Word is a relationship to the outside, and a published file has none: it can be
    read on paper, and opening it asks nothing of any other machine.
    """
    for link, group in groupby(spans, key=lambda span: span.link):
        linked = list(group)
        yield from linked
        address = printed_address(link) if link else ""
        if address and address != "".join(span.text for span in linked):
            yield Span(f" ({address})")


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return bool(_SAFE_ADDRESS.match(url))


@cache
def _parser() -> MarkdownIt:
    parser = _Markdown("zero", {"html": False}).enable(["emphasis", "escape", "link"])
    parser.inline.ruler.before("link", "footnote", _footnote)
    return parser


def _footnote(state: StateInline, silent: bool) -> bool:
    """Take a mark whose text is known for a token."""
    # Silence is the search for the end of a link's words, which may hold a mark but no link.
    match = None if silent else footnotes.MARK.match(state.src, state.pos)
    if match is None or match[1] not in state.env["notes"]:
        return False
    state.push("footnote", "", 0).content = match[1]
    state.pos = match.end()
    return True


def _marks(token: Token) -> bool:
    return token.type == "footnote"


def _parsed(text: str, notes: Mapping[str, Note]) -> tuple[Span, ...]:
    if not _MARKUP.search(text):
        return (Span(text),) if text else ()
    return tuple(_merged(_spans(_tokens(text, notes), dict(notes))))


def _tokens(text: str, labels: Collection[str]) -> list[Token]:
    return _parser().parseInline(text, {"notes": labels})[0].children or []


def _spans(tokens: list[Token], notes: dict[str, Note]) -> Iterator[Span]:
    """Set the tokens one by one; a mark takes its note along, so that each is used once."""
    depth = {"em": 0, "strong": 0}
    link: str | None = None
    for token in tokens:
        mark = token.type.removesuffix("_open").removesuffix("_close")
        if mark in depth:
            depth[mark] += token.nesting
        elif mark == "link":
            link = str(token.attrs["href"]) if token.nesting == 1 else None
        elif _marks(token) and token.content in notes:
            yield Span("", depth["em"] > 0, depth["strong"] > 0, note=notes.pop(token.content))
        elif text := _text(token):
            yield Span(text, depth["em"] > 0, depth["strong"] > 0, link)


def _text(token: Token) -> str:
    if _marks(token):
        return f"[^{token.content}]"
    return "\n" if token.type == "hardbreak" else token.content


def _merged(spans: Iterator[Span]) -> Iterator[Span]:
    styles = groupby(spans, key=lambda span: (span.emphasis, span.strong, span.link, span.note))
    for (emphasis, strong, link, note), group in styles:
        text = "".join(span.text for span in group)
        yield Span(text, emphasis, strong, link, note=note)
