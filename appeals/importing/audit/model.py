"""What the rules look at, and what they find."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from appeals.drafting.parity import Level
from appeals.importing.alignment import Alignment
from appeals.importing.matching import Identity, Item, Matching
from appeals.importing.model import FoundList, ListRole, Place, Statement, Stretch


@dataclass(frozen=True)
class Spot:
    """Where something is, or is missing, in a version (by its place); `text` is the piece meant."""

    version: int
    place: Place | None = None
    text: str = ""


@dataclass(frozen=True)
class Finding:
    """Something that differs or is wrong; `values` go into its sentence, see `messages`.

    `language` and `other_language` among the values are BCP 47 tags.
    """

    code: str
    level: Level
    spots: tuple[Spot, ...]
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> tuple[int, Place]:
        """Where it comes in a report: by the first version that has a place for it."""
        placed = [(each.version, each.place) for each in self.spots if each.place]
        return min(placed, default=(0, Place(0, 0, 0)))


@dataclass(frozen=True)
class Ground:
    """A statement with its versions aligned and its entries matched."""

    statement: Statement
    alignment: Alignment
    matching: Matching

    @property
    def versions(self) -> range:
        return range(len(self.statement.versions))

    @property
    def others(self) -> range:
        return self.versions[1:]

    def language(self, version: int) -> str:
        return self.statement.versions[version].language

    def lists(self, version: int, role: ListRole) -> Sequence[FoundList]:
        return [
            each
            for each in self.statement.versions[version].lists
            if each.role is role and (each.entries or each.heading)
        ]

    def pairs(self) -> Iterator[tuple[Identity, Item, Item]]:
        """Yield who is matched, with the entry of its first version beside each other one."""
        for identity in self.matching.identities:
            first, *rest = (identity.items[version] for version in sorted(identity.items))
            for item in rest:
                yield identity, first, item

    def role_pairs(self) -> Iterator[tuple[ListRole, int, int]]:
        """Yield every two versions that have a list of a role."""
        for role in ListRole:
            having = [version for version in self.versions if self.lists(version, role)]
            if having:
                for other in having[1:]:
                    yield role, having[0], other

    def languages(self, version: int, other: int) -> dict[str, str]:
        return {"language": self.language(version), "other_language": self.language(other)}

    @property
    def all_pairs(self) -> Iterator[tuple[int, int]]:
        return combinations(self.versions, 2)


@dataclass(frozen=True)
class Audit:
    """A statement and all that was found in it."""

    ground: Ground
    findings: tuple[Finding, ...]

    def of_level(self, level: Level) -> list[Finding]:
        return [each for each in self.findings if each.level is level]


def spot_of(item: Item) -> Spot:
    return Spot(item.version, item.entry.place, item.entry.raw.strip())


def spot_at(version: int, stretch: Stretch) -> Spot:
    return Spot(version, stretch.place, stretch.text.strip())
