"""Rules on who stands in which list."""

from collections.abc import Iterator, Sequence

from appeals.drafting.parity import Level
from appeals.importing.audit.model import Finding, Ground, Spot, spot_at, spot_of
from appeals.importing.matching import Again, Identity
from appeals.importing.model import FoundList, ListRole

_NAMES_SHOWN = 5


def lost_lists(ground: Ground) -> Iterator[Finding]:
    """A list that another version has is not there at all."""
    for role in ListRole:
        having = [version for version in ground.versions if ground.lists(version, role)]
        for version in ground.versions if having else ():
            if version in having:
                continue
            found = ground.lists(having[0], role)
            yield Finding(
                "list_missing",
                Level.ERROR,
                (*(_list_spot(having[0], each) for each in found), Spot(version)),
                ground.languages(version, having[0]) | {"role": role, "names": _names(found)},
            )


def doubled(ground: Ground) -> Iterator[Finding]:
    """An entry stands twice in one version; the total hides that another one may be missing."""
    for again in ground.matching.again:
        if again.sure and again.item.role is again.earlier.role:
            yield _again(ground, again, "doubled", Level.ERROR)


def in_two_lists(ground: Ground) -> Iterator[Finding]:
    for again in ground.matching.again:
        if again.sure and again.item.role is not again.earlier.role:
            yield _again(ground, again, "in_two_lists", Level.WARNING)


def alike(ground: Ground) -> Iterator[Finding]:
    """Two entries of one version look alike; they may be one, or two that really differ."""
    for again in ground.matching.again:
        if not again.sure and not _told_apart(ground, again):
            yield _again(ground, again, "alike", Level.HINT)


def missing(ground: Ground) -> Iterator[Finding]:
    """An entry of one version has no counterpart in another that has such a list."""
    for identity in ground.matching.identities:
        first = identity.first
        for version in ground.versions:
            if version in identity.items or not _expects(ground, version, identity):
                continue
            yield Finding(
                "missing",
                Level.ERROR,
                (spot_of(first), Spot(version)),
                ground.languages(version, first.version) | {"name": first.entry.raw.strip()},
            )


def in_other_list(ground: Ground) -> Iterator[Finding]:
    """Somebody signs in one version and supports in another."""
    for _identity, first, item in ground.pairs():
        if first.role is not item.role:
            yield Finding(
                "other_list",
                Level.ERROR,
                (spot_of(first), spot_of(item)),
                ground.languages(item.version, first.version) | {"name": item.entry.raw.strip()},
            )


def unsure(ground: Ground) -> Iterator[Finding]:
    """Two entries were taken for one, with little to go by."""
    for identity, first, item in ground.pairs():
        if not identity.sure and identity.confidence.get(item.version, 1.0) < 0.5:
            yield Finding(
                "unsure_pair",
                Level.HINT,
                (spot_of(first), spot_of(item)),
                ground.languages(item.version, first.version)
                | {"name": first.entry.raw.strip(), "other_name": item.entry.raw.strip()},
            )


def _again(ground: Ground, again: Again, code: str, level: Level) -> Finding:
    return Finding(
        code,
        level,
        (spot_of(again.earlier), spot_of(again.item)),
        {
            "language": ground.language(again.item.version),
            "name": again.item.entry.raw.strip(),
            "other_name": again.earlier.entry.raw.strip(),
        },
    )


def _told_apart(ground: Ground, again: Again) -> bool:
    """Whether another version has two different entries for these two."""
    owners = [
        identity
        for identity in ground.matching.identities
        if identity.items.get(again.item.version) in (again.item, again.earlier)
    ]
    return len(owners) == 2 and any(
        owners[0].items[version].entry.raw != owners[1].items[version].entry.raw
        for version in owners[0].items.keys() & owners[1].items.keys()
        if version != again.item.version
    )


def _expects(ground: Ground, version: int, identity: Identity) -> bool:
    return any(ground.lists(version, item.role) for item in identity.items.values())


def _list_spot(version: int, found: FoundList) -> Spot:
    if found.heading:
        return spot_at(version, found.heading)
    first = found.entries[0]
    return Spot(version, first.place, first.raw.strip())


def _names(found: Sequence[FoundList]) -> str:
    """The first names, so that a reader knows which list is meant."""
    names = [entry.raw.strip() for each in found for entry in each.entries]
    return "; ".join([*names[:_NAMES_SHOWN], *(["…"] if len(names) > _NAMES_SHOWN else [])])
