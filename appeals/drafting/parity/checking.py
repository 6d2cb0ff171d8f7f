"""The parity check itself."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from appeals.drafting.parity.model import AlignedSegment, Finding, Glossary, Text
from appeals.drafting.parity.pairing import Pair
from appeals.drafting.parity.reading import Reading, read
from appeals.drafting.parity.rules import (
    RULES,
    GlossaryRule,
    PairRule,
    Rule,
    SegmentRule,
    VersionRule,
    WordingRule,
)
from appeals.drafting.parity.terms import Terms

_NO_GLOSSARY = Glossary()


def check(
    text: Text, glossary: Glossary = _NO_GLOSSARY, *, rules: tuple[Rule, ...] = RULES
) -> tuple[Finding, ...]:
    """Return the findings in the order of the segments, in each by rule, language and place."""
    terms = Terms(glossary, {text.reference, *text.languages})
    versions: dict[str, list[Reading]] = {tag: [] for tag in (text.reference, *text.others)}
    found: list[Finding] = []
    for segment in text.segments:
        readings = _readings(segment, text)
        for tag, reading in readings.items():
            versions[tag].append(reading)
        found += _of_segment(segment, readings, text, terms, rules)
    for rule in rules:
        if isinstance(rule, VersionRule):
            for version in versions.values():
                found += _named(rule, rule.check(version))
    return tuple(_in_order(found, text))


def _readings(segment: AlignedSegment, text: Text) -> dict[str, Reading]:
    return {
        tag: read(segment.id, segment.kinds.get(tag, segment.kind), tag, wording)
        for tag in (text.reference, *text.others)
        if (wording := segment.wordings.get(tag, "")).strip()
    }


def _of_segment(
    segment: AlignedSegment,
    readings: dict[str, Reading],
    text: Text,
    terms: Terms,
    rules: tuple[Rule, ...],
) -> Iterator[Finding]:
    reference = readings.get(text.reference)
    others = [readings[tag] for tag in text.others if tag in readings]
    pairs = [Pair(reference, other) for other in others] if reference else []
    for rule in rules:
        if isinstance(rule, WordingRule):
            for reading in readings.values():
                yield from _named(rule, rule.check(reading))
        elif isinstance(rule, PairRule):
            for pair in pairs:
                yield from _named(rule, rule.check(pair))
        elif isinstance(rule, GlossaryRule):
            for pair in pairs:
                yield from _named(rule, rule.check(pair, terms))
        elif isinstance(rule, SegmentRule):
            yield from _named(rule, rule.check(segment, text))


def _named(rule: Rule, findings: Iterable[Finding]) -> list[Finding]:
    return [replace(finding, rule=rule.code) for finding in findings]


def _in_order(found: list[Finding], text: Text) -> list[Finding]:
    """Sort the findings and note what wordings each of them goes by."""
    segments = {segment.id: (at, segment) for at, segment in enumerate(text.segments)}
    codes = {rule.code: at for at, rule in enumerate(RULES)}
    signed = [replace(f, concerns=_concerns(f, segments[f.segment_id][1])) for f in found]
    return sorted(
        signed,
        key=lambda f: (
            segments[f.segment_id][0],
            codes.get(f.rule, len(codes)),
            f.language,
            f.place,
            f.other_language or "",
            f.expected or "",
        ),
    )


def _concerns(finding: Finding, segment: AlignedSegment) -> str:
    """Lower-case hex SHA-256 over the wordings that a finding is about, whichever comes first."""
    tags = sorted({finding.language, finding.other_language or finding.language})
    parts = [f"{tag}\0{segment.wordings.get(tag, '')}" for tag in tags]
    return sha256("\0\0".join(parts).encode()).hexdigest()
