"""Parts: what a file or a pasted text is cut into."""

from collections.abc import Iterable
from dataclasses import dataclass

from appeals.document.tree import BlockKind
from appeals.readers.troubles import LONGEST_TEXT, MOST_PARTS, Trouble, Unreadable


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, heading or item; `text` is the Markdown that a segment may hold."""

    kind: BlockKind
    text: str


def checked(parts: Iterable[Part]) -> list[Part]:
    """Return the parts that have a text; raise `Unreadable` for none or for too many."""
    kept: list[Part] = []
    length = 0
    for part in parts:
        if not part.text.strip():
            continue
        kept.append(part)
        length += len(part.text)
        if len(kept) > MOST_PARTS:
            raise Unreadable(Trouble.TOO_MANY_PARTS)
        if length > LONGEST_TEXT:
            raise Unreadable(Trouble.TOO_LONG)
    if not kept:
        raise Unreadable(Trouble.EMPTY)
    return kept
