"""What a finding of the parity check looks like to its reader: where, what, why, how to mend."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from appeals import i18n
from appeals.drafting import parity
from appeals.drafting.models import Segment
from appeals.drafting.parity import Finding, Level
from appeals.drafting.services import Checked
from appeals.languages import language_name

LEVELS = {
    Level.ERROR: lazy_gettext("Error"),
    Level.WARNING: lazy_gettext("Warning"),
    Level.HINT: lazy_gettext("Hint"),
}
LEVEL_MEANINGS = {
    Level.ERROR: lazy_gettext("The text cannot be final before it is mended or waived."),
    Level.WARNING: lazy_gettext("Probably wrong; somebody should look at it."),
    Level.HINT: lazy_gettext("A matter of setting or style."),
}
# What can be mended by itself, as a heading for several.
_RULES = {
    "typed_marker": lazy_gettext("Typed numbers and bullets"),
    "mixed_scripts": lazy_gettext("Letters of two alphabets in one word"),
    "look_alike": lazy_gettext("Letters of another alphabet that look right"),
    "thousands": lazy_gettext("Signs between thousands"),
    "fractions": lazy_gettext("Decimal signs"),
    "slips": lazy_gettext("Usual slips"),
    "repeated_words": lazy_gettext("Words written twice"),
    "doubled_spaces": lazy_gettext("Doubled blanks"),
    "trailing_spaces": lazy_gettext("Blanks at the ends of lines"),
    "no_break_space": lazy_gettext("No-break spaces between ordinary words"),
    "invisible": lazy_gettext("Invisible characters"),
    "space_before_stop": lazy_gettext("Blanks before punctuation marks"),
    "glued_words": lazy_gettext("Missing blanks after punctuation marks"),
    "doubled_stop": lazy_gettext("Doubled punctuation marks"),
    "double_hyphen": lazy_gettext("Double hyphens for dashes"),
    "hyphen_for_dash": lazy_gettext("Hyphens for dashes"),
    "quotation_marks": lazy_gettext("Quotation marks of another language"),
    "french_spaces": lazy_gettext("No-break spaces before French punctuation marks"),
    "spanish_openings": lazy_gettext("Opening marks of questions and exclamations"),
    "arabic_stops": lazy_gettext("Arabic punctuation marks"),
    "apostrophes": lazy_gettext("Apostrophes of one kind"),
    "dashes": lazy_gettext("Dashes of one kind"),
    "quotation_styles": lazy_gettext("Quotation marks of one kind"),
}
# So much of the wording is shown on both sides of the place that is meant.
_AROUND = 45
_LONGEST = 160
# What cannot be seen is shown by a sign for it.
_VISIBLE = str.maketrans({" ": "␣", "\u00a0": "⍽", "\u202f": "⍽", "\t": "⇥", "\n": "⏎"})


@dataclass(frozen=True)
class Excerpt:
    """The place in its wording; `found` is empty where something is missing."""

    before: str
    found: str
    after: str


def sentence(finding: Finding) -> str:
    """Return what is wrong, why it matters and how to mend it, in the reader's language."""
    message, values = parity.explained(finding)
    named = {name: _named(name, value) for name, value in values.items()}
    return str(_(message, **named))


def rule_name(rule: str) -> str:
    """Return what the findings of a rule that mends are about."""
    return str(_RULES[rule])


def excerpt(finding: Finding, text: str) -> Excerpt:
    return _cut(text, *finding.place)


def counterpart(finding: Finding, text: str) -> Excerpt | None:
    """Return the place in the other wording that it differs from, where that can be shown."""
    expected = finding.expected or ""
    start = text.find(expected) if expected else -1
    return _cut(text, start, start + len(expected)) if start >= 0 else None


def _cut(text: str, start: int, end: int) -> Excerpt:
    found = text[start:end]
    if len(found) > _LONGEST:
        found = f"{found[: _LONGEST // 2]} … {found[-_LONGEST // 2 :]}"
    if not found.strip() or not found.isprintable():
        found = found.translate(_VISIBLE)
    before, after = text[:start], text[end:]
    return Excerpt(
        f"…{before[-_AROUND:]}" if len(before) > _AROUND else before,
        found,
        f"{after[:_AROUND]}…" if len(after) > _AROUND else after,
    )


def counted(findings: Sequence[Checked]) -> Mapping[Level, int]:
    """Count what is neither mended nor waived."""
    return Counter(each.finding.level for each in findings if each.waiver is None)


def by_segment(findings: Sequence[Checked]) -> dict[Segment, list[Checked]]:
    """Gather the findings by their segments, in the order of the text."""
    gathered: dict[Segment, list[Checked]] = {}
    for each in findings:
        gathered.setdefault(each.segment, []).append(each)
    return gathered


def alike(findings: Sequence[Checked]) -> dict[str, list[str]]:
    """Return what can be mended at once: the fingerprints by rule, where a rule has several."""
    rules: dict[str, list[str]] = {}
    for each in findings:
        if each.is_mendable and each.waiver is None:
            rules.setdefault(each.finding.rule, []).append(each.fingerprint)
    return {rule: prints for rule, prints in rules.items() if len(prints) > 1}


def _named(name: str, value: str) -> str:
    """Languages are told by their names."""
    is_language = name in {"language", "other_language"} and value
    return language_name(value, i18n.interface_language()) if is_language else value
