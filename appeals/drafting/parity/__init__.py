"""Whether the language versions of an appeal say the same, and each is well set.

`check` finds, `explained` says it in words, `fingerprint` ties a waiver to it.
"""

from appeals.drafting.parity.checking import check
from appeals.drafting.parity.messages import SENTENCES, explained, variant
from appeals.drafting.parity.model import (
    AlignedSegment,
    Finding,
    Glossary,
    Level,
    Term,
    TermKind,
    Text,
)
from appeals.drafting.parity.waivers import fingerprint

__all__ = [
    "SENTENCES",
    "AlignedSegment",
    "Finding",
    "Glossary",
    "Level",
    "Term",
    "TermKind",
    "Text",
    "check",
    "explained",
    "fingerprint",
    "variant",
]
