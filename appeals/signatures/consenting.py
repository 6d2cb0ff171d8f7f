"""What a signature is worth after the text has been changed: who consents, who is asked again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from appeals.drafting.models import ChangeClass, ConsentDefault


class Standing(StrEnum):
    """How a signature stands to the present text."""

    PRESENT = "present"  # given to this very text
    EARLIER = "earlier"  # given before typing errors or translations were mended
    TO_CONFIRM = "to_confirm"  # given before a change of substance; the signatory is asked again
    KEPT = "kept"  # not confirmed in time; it stays under the earlier text, as announced
    LAPSING = "lapsing"  # not confirmed in time; it is about to lapse, as announced


# Who stands behind the present text.
AGREED = frozenset({Standing.PRESENT, Standing.EARLIER})


@dataclass(frozen=True)
class Change:
    """A locked revision that changed a text under which organisations stood already."""

    number: int
    kind: ChangeClass
    consent_until: datetime | None = None
    consent_default: ConsentDefault | None = None


@dataclass(frozen=True)
class Signed:
    """The text a signature was given to: number and set hash of its revision.

    What is imported was signed elsewhere and says nothing of any other text.
    """

    number: int
    set_hash: str
    is_imported: bool = False


def standing(
    signed: Signed, present_hash: str, changes: Iterable[Change], *, now: datetime
) -> Standing:
    """Return how a signature stands to the present text.

    A text changed and changed back is the text that was signed.
    """
    if signed.set_hash == present_hash:
        return Standing.PRESENT
    asked = latest_asked(signed, changes)
    if asked is None:
        return Standing.EARLIER
    if asked.consent_until is None or now <= asked.consent_until:
        return Standing.TO_CONFIRM
    return Standing.KEPT if asked.consent_default is ConsentDefault.KEEP else Standing.LAPSING


def latest_asked(signed: Signed, changes: Iterable[Change]) -> Change | None:
    """Return the newest change of substance since the signature.

    To what was signed elsewhere every change is one.
    """
    later = [
        each
        for each in changes
        if each.number > signed.number and each.kind is ChangeClass.SUBSTANCE
    ]
    unsaid = Change(signed.number, ChangeClass.SUBSTANCE) if signed.is_imported else None
    return max(later, key=lambda each: each.number, default=unsaid)


def worst(signed: Signed, changes: Iterable[Change]) -> ChangeClass:
    """Return what the changes since the signature come to, taken together."""
    if signed.is_imported:
        return ChangeClass.SUBSTANCE
    kinds = {each.kind for each in changes if each.number > signed.number}
    for kind in (ChangeClass.SUBSTANCE, ChangeClass.TRANSLATION):
        if kind in kinds:
            return kind
    return ChangeClass.TYPO
