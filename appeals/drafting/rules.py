"""Which wordings are missing or older than the reference wording they translate."""

from enum import StrEnum

from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Segment


class WordingState(StrEnum):
    """What is to be done with a wording."""

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"
    # Empty in every language: the segment is not printed.
    UNUSED = "unused"


def wording_state(segment: Segment, language: str) -> WordingState:
    """Return the state of a segment's wording in one language of its appeal."""
    reference = segment.appeal.reference_language
    used = segment.is_used or not segment.kind.is_standing
    if language == reference:
        return reference_state(segment.text(language), used=used)
    wording = segment.wording(language)
    return translation_state(
        segment.text(language),
        wording.translates if wording else None,
        segment.text(reference),
        used=used,
    )


def reference_state(text: str, *, used: bool) -> WordingState:
    """Return the state of a reference wording, which never grows old."""
    if text:
        return WordingState.CURRENT
    return WordingState.MISSING if used else WordingState.UNUSED


def translation_state(
    text: str, translates: str | None, reference: str, *, used: bool
) -> WordingState:
    """Return the state of a translation; `translates` is the hash of what it was written for."""
    if not text:
        return WordingState.MISSING if used else WordingState.UNUSED
    if reference and translates != wording_hash(reference):
        return WordingState.STALE
    return WordingState.CURRENT
