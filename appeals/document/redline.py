"""Two states of a text in one: what stays, what was removed, added, moved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from appeals.document.tree import BlockKind, Span


class Fate(StrEnum):
    """What became of a stretch of text or of a whole passage."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    MOVED_AWAY = "moved_away"
    MOVED_HERE = "moved_here"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one fate; a link's address already stands in it as text."""

    fate: Fate
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A block at the place where it stands or stood."""

    kind: BlockKind
    fate: Fate
    stretches: tuple[Stretch, ...]
    # The kind it had, where that changed.
    was: BlockKind | None = None
    # What changed in the text of footnotes that were kept, by their label.
    notes: Mapping[str, tuple[Stretch, ...]] = field(default_factory=dict)
    # Shared by the two places of a passage that was moved as it was.
    move: str = ""
    # What changed in it besides, where it was moved to another place.
    remark: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A text in one language (BCP 47) with what changed; `author` and `at` (UTC) of all of it."""

    language: str
    title: str
    passages: tuple[Passage, ...]
    author: str
    at: datetime
    # What introduces a remark, and its language.
    introduction: str = ""
    spoken: str = "en"


def closed(passages: Sequence[Passage]) -> Iterator[Passage]:
    """See to it that no kept passage ends with an addition where an added passage follows.

    LibreOffice takes the two for one addition, and rejecting it joins the passage
    with the next one. So the last word is said to have been replaced.
    """
    for passage, following in pairwise(passages):
        pair = (passage.fate, following.fate)
        ends = passage.stretches[-1].fate if passage.stretches else None
        if pair == (Fate.KEPT, Fate.ADDED) and ends is Fate.ADDED:
            passage = replace(passage, stretches=_closed(passage.stretches))
        yield passage
    yield from passages[-1:]


def _closed(stretches: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    *before, added = stretches
    if before and before[-1].fate is Fate.REMOVED:
        return (*before[:-1], added, before[-1])
    kept = before.pop() if before else Stretch(Fate.KEPT, ())
    rest, last = _parted(kept.spans)
    return (
        *before,
        Stretch(Fate.KEPT, rest),
        Stretch(Fate.ADDED, last + added.spans),
        Stretch(Fate.REMOVED, last),
    )


def _parted(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Part the last word, or the last footnote, from the rest."""
    if not spans:
        return (), ()
    *rest, last = spans
    at = 1 + max(last.text.rstrip().rfind(blank) for blank in " \n\t\xa0")
    if at:
        rest.append(replace(last, text=last.text[:at]))
    return tuple(rest), (replace(last, text=last.text[at:]),)
