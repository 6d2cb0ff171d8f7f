"""What the parity check is given, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a finding weighs: an error keeps the text from being made final."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for what weighs most."""
        return list(Level).index(self)


class TermKind(StrEnum):
    """What a term of the glossary is; a modal says how strongly something is asked for."""

    NAME = "name"
    ACRONYM = "acronym"
    MODAL = "modal"


@dataclass(frozen=True)
class AlignedSegment:
    """A segment with its wording per language (BCP 47); `kind` as in `SegmentKind`.

    `kinds` is for a statement that was written elsewhere, where the same
    segment may be a paragraph in one language and a list item in another.
    """

    id: str
    kind: str
    wordings: Mapping[str, str]
    kinds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Text:
    """An appeal in all its languages; the others are held against the reference."""

    reference: str
    languages: tuple[str, ...]
    segments: tuple[AlignedSegment, ...]

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(sorted(tag for tag in set(self.languages) if tag != self.reference))


@dataclass(frozen=True)
class Term:
    """One thing and what it may be called in each language, the best form first.

    `strength` orders modals: 1 asks, 2 calls on, 3 urges, 4 demands.
    """

    forms: Mapping[str, tuple[str, ...]]
    kind: TermKind = TermKind.NAME
    strength: int | None = None


@dataclass(frozen=True)
class Glossary:
    """The terms an appeal has agreed on; its modals come on top of the usual ones."""

    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Finding:
    """Something that may be wrong in one wording, or between two.

    `place` is where in the wording of `language` (start, end), empty at 0 where
    something is missing. `replacement` is what to put there instead, None if
    only a person can say. `rule` and `concerns`, a hash over the wordings
    looked at, are filled in by the check.
    """

    level: Level
    segment_id: str
    language: str
    place: tuple[int, int] = (0, 0)
    found: str = ""
    expected: str | None = None
    other_language: str | None = None
    replacement: str | None = None
    rule: str = ""
    concerns: str = ""
