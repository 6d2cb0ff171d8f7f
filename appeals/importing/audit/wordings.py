"""All rules of the parity check, on aligned passages and on what stands in the lists."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from appeals.document.tree import BlockKind
from appeals.drafting import parity
from appeals.drafting.parity import AlignedSegment, Level, Text
from appeals.drafting.parity.rules import RULES
from appeals.importing.audit.model import Finding, Ground, Spot
from appeals.importing.model import Stretch

# Told by rules of the audit, or of no meaning for what was written elsewhere.
_LEFT_OUT = frozenset({"missing", "typed_marker"})
# What a translator may have weighed: nobody has agreed on a glossary here.
_HINTS = frozenset({"strength"})
_ITEMS = frozenset({"numbered_item", "bulleted_item"})
# What can be wrong with a name, whatever language it is in.
_OF_NAMES = frozenset(
    {
        *("mixed_scripts", "look_alike", "balance", "doubled_spaces", "trailing_spaces"),
        *("invisible", "no_break_space", "glued_words", "space_before_stop"),
    }
)
_NAME_RULES = tuple(rule for rule in RULES if rule.code in _OF_NAMES)
_SHOWN = 60  # characters
_LINKED_ADDRESS = re.compile(r"\[([^\]\s]+)\]\((?:mailto:|https?://)?\1/?\)")


@dataclass
class _Pieces:
    """Segments for the check, and the stretches that each wording was put together from."""

    segments: list[AlignedSegment] = field(default_factory=list)
    stretches: dict[tuple[str, str], Sequence[Stretch]] = field(default_factory=dict)
    divided: set[str] = field(default_factory=set)
    # Segments that are headings of lists.
    headings: set[str] = field(default_factory=set)

    def add(self, sides: Mapping[str, Sequence[Stretch]]) -> None:
        name = str(len(self.segments))
        kinds = {tag: each[0].kind.value for tag, each in sides.items() if each}
        sides = {tag: [_plain(each) for each in its] for tag, its in sides.items()}
        for tag, its in sides.items():
            self.stretches[name, tag] = its
        if len({len(its) for its in sides.values()}) > 1:
            self.divided.add(name)
        wordings = {tag: "\n".join(each.text for each in its) for tag, its in sides.items()}
        self.segments.append(AlignedSegment(name, next(iter(kinds.values())), wordings, kinds))


def _plain(stretch: Stretch) -> Stretch:
    """An address that is also a link to itself is one address."""
    text = _LINKED_ADDRESS.sub(r"\1", stretch.text)
    return stretch if text == stretch.text else replace(stretch, text=text)


def texts(ground: Ground) -> Iterator[Finding]:
    """Check every version against the first, passage by passage."""
    seen: set[tuple[object, ...]] = set()
    rules = tuple(rule for rule in RULES if rule.code not in _LEFT_OUT)
    for version in ground.others or ground.versions:
        numbers = {ground.language(0): 0}
        numbers.setdefault(ground.language(version), version)
        pieces = _pieces(ground, version)
        text = Text(ground.language(0), tuple(numbers), tuple(pieces.segments))
        for found in parity.check(text, rules=rules):
            finding = _finding(found, pieces, numbers)
            key = (finding.code, *finding.spots, *sorted(finding.values.items()))
            if key not in seen and not _is_told_elsewhere(found, pieces):
                seen.add(key)
                yield finding


def entries(ground: Ground) -> Iterator[Finding]:
    """Check how the names are set."""
    for number, version in enumerate(ground.statement.versions):
        pieces = _Pieces()
        for found in version.lists:
            for entry in found.entries:
                stretch = Stretch(BlockKind.PARAGRAPH, entry.raw, entry.place)
                pieces.add({version.language: (stretch,)})
        text = Text(version.language, (version.language,), tuple(pieces.segments))
        for each in parity.check(text, rules=_NAME_RULES):
            yield _finding(each, pieces, {version.language: number})


def _pieces(ground: Ground, version: int) -> _Pieces:
    """Put passages that belong together side by side; what stands alone is checked alone."""
    pieces = _Pieces()
    ours, theirs = ground.language(0), ground.language(version)
    if version == 0 or ours == theirs:
        for stretch in ground.alignment.flows[0]:
            pieces.add({ours: (stretch,)})
        return pieces
    for link in ground.alignment.links:
        if link.version == version:
            sides = {
                ours: ground.alignment.stretches(0, link.ours),
                theirs: ground.alignment.stretches(version, link.theirs),
            }
            pieces.add({tag: its for tag, its in sides.items() if its})
    for one, other in _headings(ground, version):
        pieces.headings.add(str(len(pieces.segments)))
        pieces.add({ours: (one,), theirs: (other,)})
    return pieces


def _headings(ground: Ground, version: int) -> Iterator[tuple[Stretch, Stretch]]:
    """Yield the headings of lists of one role side by side, where both versions have as many."""
    for role, one, other in ground.role_pairs():
        if (one, other) != (0, version):
            continue
        ours, theirs = (
            [each.heading for each in ground.lists(at, role) if each.heading] for at in (one, other)
        )
        if len(ours) == len(theirs):
            yield from zip(ours, theirs, strict=True)


def _is_told_elsewhere(found: parity.Finding, pieces: _Pieces) -> bool:
    """A passage that is divided differently is told once; of kinds only items are sure."""
    if found.rule == "lines":
        return found.segment_id in pieces.divided
    if found.rule == "numbers":
        return found.segment_id in pieces.headings  # totals have a rule of their own
    if found.rule == "kind":
        return len(_ITEMS & {found.found, found.expected}) != 1
    return False


def _finding(found: parity.Finding, pieces: _Pieces, numbers: Mapping[str, int]) -> Finding:
    _message, values = parity.explained(found)
    spots = [_spot(found, pieces, found.language, numbers)]
    other = found.other_language
    if other and (found.segment_id, other) in pieces.stretches:
        spots.append(_counterpart(found, pieces, other, numbers))
    level = Level.HINT if found.rule in _HINTS else found.level
    return Finding(f"text.{found.rule}", level, tuple(spots), dict(values) | _variant(found))


def _variant(found: parity.Finding) -> dict[str, str]:
    return {"rule": found.rule, "variant": parity.variant(found)}


def _spot(found: parity.Finding, pieces: _Pieces, tag: str, numbers: Mapping[str, int]) -> Spot:
    start = found.place[0]
    for stretch in pieces.stretches[found.segment_id, tag]:
        if start <= len(stretch.text):
            around = stretch.text[max(start - _SHOWN // 2, 0) : start + len(found.found) + _SHOWN]
            return Spot(numbers[tag], stretch.place, around.strip())
        start -= len(stretch.text) + 1
    return Spot(numbers[tag])


def _counterpart(
    found: parity.Finding, pieces: _Pieces, tag: str, numbers: Mapping[str, int]
) -> Spot:
    expected = found.expected or ""
    stretches = pieces.stretches[found.segment_id, tag]
    for stretch in stretches:
        if expected and expected in stretch.text:
            return Spot(numbers[tag], stretch.place, expected)
    return Spot(numbers[tag], stretches[0].place if stretches else None)
