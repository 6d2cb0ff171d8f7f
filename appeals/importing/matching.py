"""Which entries of all language versions are one organisation: by identity, not by position."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from appeals.importing.model import Entry, ListRole, Statement, Version
from appeals.importing.pairing import pair
from appeals.importing.profiles import Profile, profile
from appeals.importing.repeats import Repeat, repeats
from appeals.organisations.look_alikes import Likeness, NameIndex

# Above it nobody needs to look; below it a person is asked.
SURE = 0.8


@dataclass(frozen=True)
class Item:
    """An entry where it stands: in which version and which of its lists."""

    version: int
    found_list: int
    entry: Entry
    role: ListRole


@dataclass(frozen=True)
class Again:
    """An entry that stands in its version before; `sure` unless the two only look alike."""

    item: Item
    earlier: Item
    sure: bool


@dataclass
class Identity:
    """One organisation or person: its entry in each version that has it, by place of version."""

    items: dict[int, Item] = field(default_factory=dict)
    # How sure it is that the entry of a version belongs to the others.
    confidence: dict[int, float] = field(default_factory=dict)
    # The identifier of the registry's organisation of that name.
    known: str = ""

    @property
    def sure(self) -> bool:
        return all(each >= SURE for each in self.confidence.values())

    @property
    def first(self) -> Item:
        return self.items[min(self.items)]


@dataclass(frozen=True)
class Matching:
    """Every entry stands in one identity, but for those that stand again."""

    identities: tuple[Identity, ...]
    again: tuple[Again, ...]


@dataclass(frozen=True)
class Known:
    """An organisation of the registry, its names and acronyms in whatever languages it has."""

    id: str
    names: tuple[tuple[str, str], ...]


def match(statement: Statement, registry: Sequence[Known] = ()) -> Matching:
    """Match the entries of all versions; the order is that of the first version, then the next."""
    index = _index(registry) if registry else None
    again: list[Again] = []
    identities: list[Identity] = []
    profiles: list[Profile] = []
    for number, version in enumerate(statement.versions):
        items = list_items(number, version)
        own = [profile(each.entry, version.language, _known(index, each.entry)) for each in items]
        found = repeats(own, [each.entry.name or each.entry.raw for each in items])
        again += [Again(items[each.place], items[each.earlier], each.sure) for each in found]
        single = _single(found, len(items))
        _add(identities, profiles, [items[n] for n in single], [own[n] for n in single])
    return Matching(tuple(identities), tuple(again))


def list_items(number: int, version: Version) -> list[Item]:
    """Return the entries of all lists of a version, in the order they stand."""
    return [
        Item(number, place, entry, found.role)
        for place, found in enumerate(version.lists)
        for entry in found.entries
    ]


def _single(found: Sequence[Repeat], number: int) -> list[int]:
    doubled = {each.place for each in found if each.sure}
    return [place for place in range(number) if place not in doubled]


def _add(
    identities: list[Identity],
    profiles: list[Profile],
    items: Sequence[Item],
    own: Sequence[Profile],
) -> None:
    """Give each entry to the identity it belongs to, or begin a new one with it."""
    pairs: Mapping[int, tuple[int, float]] = {
        each.right: (each.left, each.confidence) for each in pair(profiles, own)
    }
    for place, (item, its) in enumerate(zip(items, own, strict=True)):
        if place in pairs:
            at, confidence = pairs[place]
            identities[at].items[item.version] = item
            identities[at].confidence[item.version] = confidence
            identities[at].known = identities[at].known or its.known
            profiles[at] = profiles[at].joined(its)
        else:
            identities.append(Identity({item.version: item}, known=its.known))
            profiles.append(its)


def _index(registry: Sequence[Known]) -> NameIndex[str]:
    return NameIndex(
        (known.id, name, acronym) for known in registry for name, acronym in known.names
    )


def _known(index: NameIndex[str] | None, entry: Entry) -> str:
    """The organisation of the registry whose very name this is, if it is one alone."""
    if index is None:
        return ""
    found = {
        each.key
        for name in (entry.name or entry.raw, *entry.aliases)
        for each in index.look_alikes(name)
        if each.likeness in {Likeness.SAME, Likeness.TRANSLITERATION}
    }
    return found.pop() if len(found) == 1 else ""
