"""What the alignment is given, and what it gives back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or item; `kind` as in `SegmentKind`, `language` is BCP 47."""

    kind: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Bead:
    """Neighbouring passages that say the same, by their places; `confidence` is 0 to 1.

    One place on each side is a passage and its counterpart; two on one side,
    one that was divided or joined; none, one that is missing or added.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    confidence: float
