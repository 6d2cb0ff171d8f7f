"""Rules on numbers: claimed totals, the sequence of printed numbers, numbered or not."""

from collections.abc import Iterator, Sequence

from appeals.drafting.parity import Level
from appeals.importing.audit.model import Finding, Ground, Spot, spot_at
from appeals.importing.model import Entry, FoundList, ListRole, Version


def claims(ground: Ground) -> Iterator[Finding]:
    """A total that is printed is not what can be counted."""
    for number, version in enumerate(ground.statement.versions):
        for found in version.lists:
            if found.claimed is not None and found.claimed not in _counts(version, found):
                yield Finding(
                    "claimed",
                    Level.ERROR,
                    (_spot(number, found),),
                    {
                        "language": version.language,
                        "claimed": str(found.claimed),
                        "counted": str(len(version.entries(found.role))),
                    },
                )


def different_claims(ground: Ground) -> Iterator[Finding]:
    """Two versions name different totals for the same list."""
    for role, one, other in ground.role_pairs():
        ours, theirs = (_claimed(ground, version, role) for version in (one, other))
        if ours and theirs and ours.claimed != theirs.claimed:
            yield Finding(
                "claims_differ",
                Level.ERROR,
                (_spot(one, ours), _spot(other, theirs)),
                ground.languages(other, one)
                | {"found": str(theirs.claimed), "expected": str(ours.claimed)},
            )


def sequence(ground: Ground) -> Iterator[Finding]:
    """A printed number is left out, stands twice or does not follow the one before."""
    for number, version in enumerate(ground.statement.versions):
        for found in version.lists:
            for before, entry in _breaks(found.entries):
                yield Finding(
                    "sequence",
                    Level.ERROR,
                    (Spot(number, entry.place, f"{entry.number}. {entry.raw.strip()}"),),
                    {
                        "language": version.language,
                        "found": str(entry.number),
                        "expected": str(before + 1),
                    },
                )


def numbering(ground: Ground) -> Iterator[Finding]:
    """One version numbers its list, another does not."""
    for role, one, other in ground.role_pairs():
        ours, theirs = (ground.lists(version, role) for version in (one, other))
        if _is_numbered(ours) != _is_numbered(theirs):
            bare, full = (other, one) if _is_numbered(ours) else (one, other)
            yield Finding(
                "list_style",
                Level.WARNING,
                (_spot(one, ours[0]), _spot(other, theirs[0])),
                ground.languages(bare, full),
            )


def _counts(version: Version, found: FoundList) -> set[int]:
    """What a total may count: this list, all of its kind, who is in an official capacity, all."""
    everybody = sum(len(each.entries) for each in version.lists)
    of_role = len(version.entries(found.role))
    individuals = len(version.entries(ListRole.INDIVIDUALS))
    return {len(found.entries), of_role, everybody, everybody - individuals}


def _claimed(ground: Ground, version: int, role: ListRole) -> FoundList | None:
    lists = (each for each in ground.lists(version, role) if each.claimed is not None)
    return next(lists, None)


def _breaks(entries: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    """Yield the number before and the entry that does not follow it; a list may begin anew."""
    before: int | None = None
    for entry in entries:
        if entry.number is None:
            continue
        begins_anew = entry.number == 1 and before is not None and before > 1
        if before is not None and entry.number != before + 1 and not begins_anew:
            yield before, entry
        before = entry.number


def _is_numbered(lists: Sequence[FoundList]) -> bool:
    entries = [entry for each in lists for entry in each.entries]
    numbers = sum(entry.number is not None for entry in entries)
    return 2 * numbers > len(entries) or any(each.numbered for each in lists)


def _spot(version: int, found: FoundList) -> Spot:
    if found.heading:
        return spot_at(version, found.heading)
    first = found.entries[0]
    return Spot(version, first.place, first.raw.strip())
