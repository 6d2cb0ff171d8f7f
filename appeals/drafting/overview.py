"""How far an appeal has come: its phases as steps, and each language in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from appeals.drafting.models import Appeal, Phase, Segment
from appeals.drafting.plain_text import word_count
from appeals.drafting.rules import WordingState, wording_state


class StepState(StrEnum):
    """Whether a phase lies behind, is now, or is to come."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to_come"


@dataclass(frozen=True)
class LanguageOverview:
    """One language version in numbers."""

    language: str
    is_reference: bool
    words: int
    used: int
    missing: int
    read: int
    stale: Sequence[Segment]

    @property
    def ready(self) -> int:
        return self.used - self.missing - len(self.stale)


def steps(appeal: Appeal) -> list[tuple[Phase, StepState]]:
    """Return the phases in order, with what each one is for this appeal now.

    Comments are not always asked for: once the text is final, that phase is named
    only if it has been.
    """
    asked = not appeal.is_locked or appeal.comments_until is not None
    phases = [phase for phase in Phase if asked or phase is not Phase.COMMENTS]
    present = phases.index(appeal.phase)
    return [
        (
            phase,
            StepState.DONE
            if place < present
            else StepState.NOW
            if place == present
            else StepState.TO_COME,
        )
        for place, phase in enumerate(phases)
    ]


def language_overview(appeal: Appeal) -> list[LanguageOverview]:
    return [_overview(appeal, language) for language in appeal.languages]


def _overview(appeal: Appeal, language: str) -> LanguageOverview:
    states = [wording_state(segment, language) for segment in appeal.segments]
    counts = Counter(states)
    pairs = zip(appeal.segments, states, strict=True)
    return LanguageOverview(
        language,
        is_reference=language == appeal.reference_language,
        words=sum(word_count(segment.text(language)) for segment in appeal.segments),
        used=len(states) - counts[WordingState.UNUSED],
        missing=counts[WordingState.MISSING],
        read=counts[WordingState.READ],
        stale=[segment for segment, state in pairs if state is WordingState.STALE],
    )
