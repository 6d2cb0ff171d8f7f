"""Which stretches of the language versions say the same; proposed here, confirmed by a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile

from appeals.document.tree import BlockKind
from appeals.drafting.alignment import Bead, Passage, align
from appeals.importing.model import Statement, Stretch, Version

# Below this confidence a person is asked to look.
SURE = 0.7
# A date has rules of its own.
_APART = frozenset({BlockKind.DATE_LINE})
_HEAD = frozenset({BlockKind.TITLE, BlockKind.KICKER})
_MOVABLE = (BlockKind.KICKER, BlockKind.ADDRESSEE, BlockKind.CC, BlockKind.SALUTATION)

Places = tuple[int, ...]


@dataclass(frozen=True)
class Link:
    """Stretches of the first version and their counterpart in another, by place in the flow."""

    version: int
    ours: Places
    theirs: Places
    confidence: float

    @property
    def is_plain(self) -> bool:
        return len(self.ours) == len(self.theirs) == 1

    @property
    def is_lone(self) -> bool:
        return not (self.ours and self.theirs)


@dataclass(frozen=True)
class Row:
    """What is one segment in all versions: places in the flow of each; none where it is missing."""

    places: tuple[Places, ...]
    confidence: float


@dataclass(frozen=True)
class Alignment:
    """The flow of each version is all of its text in order, but for lists and dates."""

    flows: tuple[tuple[Stretch, ...], ...]
    links: tuple[Link, ...]
    rows: tuple[Row, ...]

    def stretches(self, version: int, places: Places) -> tuple[Stretch, ...]:
        return tuple(self.flows[version][place] for place in places)


def align_versions(statement: Statement) -> Alignment:
    """Align every version with the first."""
    flows = tuple(flow(version) for version in statement.versions)
    passages = [
        [Passage(each.kind.value, each.text, version.language) for each in own]
        for version, own in zip(statement.versions, flows, strict=True)
    ]
    links = tuple(
        Link(version, bead.old, bead.new, bead.confidence)
        for version in range(1, len(flows))
        for bead in _beads(passages[0], passages[version])
    )
    return Alignment(flows, links, tuple(_rows(passages, links)))


def flow(version: Version) -> tuple[Stretch, ...]:
    """Return the stretches of a version in the order they stand."""
    around = chain.from_iterable((*version.head.values(), *version.tail.values()))
    found = (each for each in (*around, *version.body) if each.kind not in _APART)
    return tuple(sorted(found, key=lambda each: each.place))


def _beads(ours: Sequence[Passage], theirs: Sequence[Passage]) -> list[Bead]:
    """Align two versions; what stands above the text of one that has no head is not looked for."""
    skipped = [_headless(one, other) for one, other in ((ours, theirs), (theirs, ours))]
    lone = [Bead((place,), (), 1.0) for place in range(skipped[0])]
    lone += [Bead((), (place,), 1.0) for place in range(skipped[1])]
    ahead, above = skipped
    found = lone + [
        Bead(
            tuple(ahead + place for place in bead.old),
            tuple(above + place for place in bead.new),
            bead.confidence,
        )
        for bead in align(ours[ahead:], theirs[above:])
    ]
    return _with_moved(found, ours, theirs)


def _with_moved(
    beads: list[Bead], ours: Sequence[Passage], theirs: Sequence[Passage]
) -> list[Bead]:
    """Pair what stands once in both heads and at another place in each, such as above a title."""
    lone = {
        kind: (
            [each for each in beads if not each.new and ours[each.old[0]].kind == kind],
            [each for each in beads if not each.old and theirs[each.new[0]].kind == kind],
        )
        for kind in _MOVABLE
    }
    for gone, come in lone.values():
        if len(gone) == len(come) == 1:
            at = beads.index(gone[0])
            beads[at] = Bead(gone[0].old, come[0].new, gone[0].confidence)
            beads.remove(come[0])
    return beads


def _headless(ours: Sequence[Passage], theirs: Sequence[Passage]) -> int:
    """How many stretches at the top are of kinds that the other version, without title, lacks."""
    kinds = {each.kind for each in theirs}
    if BlockKind.TITLE in kinds:
        return 0
    top = takewhile(lambda each: each.kind in _HEAD and each.kind not in kinds, ours)
    return sum(1 for _each in top)


def _rows(passages: Sequence[Sequence[Passage]], links: Sequence[Link]) -> Iterator[Row]:
    """Join links over all versions: what is one stretch in any of them is one row."""
    starts = _starts(len(passages[0]) if passages else 0, links)
    chained: dict[int, dict[int, list[int]]] = {start: {} for start in sorted(set(starts))}
    sure: dict[int, float] = {}
    lone: dict[int, dict[int, list[int]]] = {}
    before = {version: -1 for version in range(len(passages))}
    for link in links:
        if link.ours:
            start = starts[link.ours[0]]
            before[link.version] = start
            chained[start].setdefault(link.version, []).extend(link.theirs)
            sure[start] = min(sure.get(start, 1.0), link.confidence)
        else:
            point = lone.setdefault(before[link.version], {})
            point.setdefault(link.version, []).extend(link.theirs)
    yield from _lone_rows(passages, lone.get(-1, {}))
    for start, theirs in chained.items():
        ours = [place for place, its in enumerate(starts) if its == start]
        places = [tuple(theirs.get(version, ())) for version in range(1, len(passages))]
        yield Row((tuple(ours), *places), sure.get(start, 1.0))
        yield from _lone_rows(passages, lone.get(start, {}))


def _starts(number: int, links: Sequence[Link]) -> list[int]:
    """Give each stretch of the first version the first one of its row."""
    starts = list(range(number))
    for link in links:
        for place in link.ours[1:]:
            starts[place] = starts[place - 1]
    # A row that another version has drawn wider takes in what was joined to its end.
    for place in range(1, number):
        if starts[place] != place:
            starts[place] = starts[starts[place]]
    return starts


def _lone_rows(
    passages: Sequence[Sequence[Passage]], lone: Mapping[int, Sequence[int]]
) -> Iterator[Row]:
    """Yield rows for what the first version lacks; what several have is aligned once more."""
    if not lone:
        return
    first, *others = sorted(lone)
    rows: list[dict[int, Places]] = [{first: (place,)} for place in lone[first]]
    for version in others:
        rows = _extended(passages, rows, version, lone[version])
    for row in rows:
        yield Row(tuple(row.get(version, ()) for version in range(len(passages))), 1.0)


def _extended(
    passages: Sequence[Sequence[Passage]],
    rows: Sequence[dict[int, Places]],
    version: int,
    places: Sequence[int],
) -> list[dict[int, Places]]:
    old = [passages[min(row)][row[min(row)][0]] for row in rows]
    result = []
    for bead in align(old, [passages[version][place] for place in places]):
        joined: dict[int, Places] = {}
        for at in bead.old:
            for each, its in rows[at].items():
                joined[each] = (*joined.get(each, ()), *its)
        if bead.new:
            joined[version] = tuple(places[at] for at in bead.new)
        result.append(joined)
    return result
