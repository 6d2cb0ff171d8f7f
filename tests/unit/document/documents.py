"""Ordinary documents for the tests of this folder, and text to try them with."""

from typing import Any

from hypothesis import strategies

from appeals.document.tree import Block, BlockKind, Document, Entry, Note, Roll, Span

# Whatever a person may paste, without what is made into something else: line ends other than
# U+000A, and characters no file can hold.
texts = strategies.text(
    strategies.characters(
        codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"
    )
    | strategies.sampled_from("\n\t<>&\"'=1. \u200f\u00a0"),
    min_size=1,
    max_size=40,
)


def make_block(kind: BlockKind = BlockKind.PARAGRAPH, text: str = "We ask.") -> Block:
    return Block(kind, (Span(text),))


def make_noted(*notes: str, text: str = "We ask") -> Block:
    """A paragraph that ends with marks of these footnotes."""
    marks = (Span("", note=Note(str(n), (Span(note),))) for n, note in enumerate(notes, 1))
    return Block(BlockKind.PARAGRAPH, (Span(text), *marks, Span(".")))


def make_roll(*names: str, heading: str = "Signed by", **changes: Any) -> Roll:
    entries = tuple(Entry(number, name) for number, name in enumerate(names or ("A", "B"), 1))
    return Roll(**({"heading": (Span(heading),), "entries": entries} | changes))


def make_document(**changes: Any) -> Document:
    values: dict[str, Any] = {
        "language": "en",
        "blocks": (make_block(BlockKind.TITLE, "Open the library"), make_block()),
        "rolls": (make_roll(),),
    }
    return Document(**(values | changes))
