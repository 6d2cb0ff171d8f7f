"""Which wordings are missing or older than the reference wording they translate."""

from enum import StrEnum

from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Segment


class WordingState(StrEnum):
    """What is to be done with a wording."""

    CURRENT = "current"
    # Current, and read by a second person who is not the translator.
    READ = "read"
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
        read=wording is not None and wording.read_by is not None,
    )


def reference_state(text: str, *, used: bool) -> WordingState:
    """Return the state of a reference wording, which never grows old."""
    if text:
        return WordingState.CURRENT
    return WordingState.MISSING if used else WordingState.UNUSED


def translation_state(
    text: str, translates: str | None, reference: str, *, used: bool, read: bool = False
) -> WordingState:
    """Return the state of a translation; `translates` is the hash of what it was written for.

    `read` says whether a second person has read it since it was written or confirmed.
    """
    if not text:
        return WordingState.MISSING if used else WordingState.UNUSED
    if reference and translates != wording_hash(reference):
        return WordingState.STALE
    return WordingState.READ if read else WordingState.CURRENT
