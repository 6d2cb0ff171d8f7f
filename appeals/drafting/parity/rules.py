"""The list of rules.

To add one: write a small function that yields findings, put it here under a
code of its own, and give that code its sentences in `messages.py`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from appeals.drafting.parity import (
    agreement,
    consistency,
    layout,
    naming,
    presence,
    scripts,
    separators,
    slips,
    typography,
)
from appeals.drafting.parity.model import AlignedSegment, Finding, Text
from appeals.drafting.parity.pairing import Pair
from appeals.drafting.parity.reading import Reading
from appeals.drafting.parity.terms import Terms


@dataclass(frozen=True)
class SegmentRule:
    """Looks at a segment in all its languages, empty ones too."""

    code: str
    check: Callable[[AlignedSegment, Text], Iterator[Finding]]


@dataclass(frozen=True)
class PairRule:
    """Holds a wording against that of the reference language."""

    code: str
    check: Callable[[Pair], Iterator[Finding]]


@dataclass(frozen=True)
class GlossaryRule:
    """Does the same with the glossary at hand."""

    code: str
    check: Callable[[Pair, Terms], Iterator[Finding]]


@dataclass(frozen=True)
class WordingRule:
    """Looks at one wording alone."""

    code: str
    check: Callable[[Reading], Iterator[Finding]]


@dataclass(frozen=True)
class VersionRule:
    """Looks at all wordings of a language."""

    code: str
    check: Callable[[Sequence[Reading]], Iterator[Finding]]


Rule = SegmentRule | PairRule | GlossaryRule | WordingRule | VersionRule

RULES: tuple[Rule, ...] = (
    SegmentRule("missing", presence.missing),
    SegmentRule("kind", layout.kinds),
    PairRule("numbers", agreement.numbers),
    PairRule("round_numbers", agreement.round_numbers),
    PairRule("dates", agreement.dates),
    PairRule("times", agreement.times),
    PairRule("amounts", agreement.amounts),
    PairRule("percentages", agreement.percentages),
    PairRule("provisions", agreement.provisions),
    PairRule("provision_word", agreement.provision_words),
    PairRule("addresses", agreement.addresses),
    PairRule("placeholders", agreement.placeholders),
    PairRule("footnotes", agreement.footnotes),
    PairRule("emphasis", agreement.emphasis),
    PairRule("quotations", agreement.quotation_count),
    PairRule("lines", layout.lines),
    PairRule("untranslated", presence.untranslated),
    PairRule("length", presence.proportion),
    GlossaryRule("names", naming.names),
    GlossaryRule("strength", naming.strength),
    WordingRule("wrong_script", presence.wrong_script),
    WordingRule("foreign_passage", presence.foreign_passage),
    WordingRule("mixed_scripts", scripts.mixed_scripts),
    WordingRule("look_alike", scripts.look_alike_words),
    WordingRule("stray_letter", scripts.stray_letters),
    WordingRule("foreign_letter", scripts.letters_of_a_neighbour),
    WordingRule("balance", layout.balance),
    WordingRule("typed_marker", layout.typed_markers),
    WordingRule("half_footnote", layout.half_footnotes),
    WordingRule("thousands", separators.thousands),
    WordingRule("fractions", separators.fractions),
    WordingRule("doubled_spaces", typography.doubled_spaces),
    WordingRule("trailing_spaces", typography.trailing_spaces),
    WordingRule("no_break_space", typography.no_break_spaces),
    WordingRule("invisible", typography.invisible_characters),
    WordingRule("space_before_stop", typography.spaces_before_stops),
    WordingRule("glued_words", typography.glued_words),
    WordingRule("doubled_stop", typography.doubled_stops),
    WordingRule("double_hyphen", typography.double_hyphens),
    WordingRule("hyphen_for_dash", typography.hyphens_for_dashes),
    WordingRule("quotation_marks", typography.quotation_marks),
    WordingRule("french_spaces", typography.french_spaces),
    WordingRule("spanish_openings", typography.spanish_openings),
    WordingRule("arabic_stops", typography.arabic_stops),
    WordingRule("slips", slips.usual_slips),
    WordingRule("repeated_words", slips.repeated_words),
    VersionRule("apostrophes", consistency.apostrophes),
    VersionRule("dashes", consistency.dashes),
    VersionRule("quotation_styles", consistency.quotation_styles),
)
